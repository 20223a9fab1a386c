"""Input in shards: files that workers read by themselves, wherever they stand, and leave finished as Parquet. See ``docs/how-to/cluster.md``."""

from rashomon.pipeline.shards.places import is_address, local_path
from rashomon.pipeline.shards.running import Sharded

__all__ = ["Sharded", "is_address", "local_path"]
