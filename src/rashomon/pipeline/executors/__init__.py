"""Where the work of a run is done: in this process, in several, or on the machines of a Dask cluster. See ``docs/how-to/cluster.md``."""

from rashomon.pipeline.executors.base import Executor
from rashomon.pipeline.executors.choice import executor_of
from rashomon.pipeline.executors.local import Local
from rashomon.starting import cores

__all__ = ["Executor", "Local", "cores", "executor_of"]
