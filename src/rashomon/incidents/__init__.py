"""Same incident or not: events inside one document, then incidents across documents, with links. See ``docs/concepts/incidents.md``."""

from rashomon.incidents.blocking import blocking_keys
from rashomon.incidents.cluster import cluster, parts_of, put_together
from rashomon.incidents.settle import settle
from rashomon.incidents.told import resettle
from rashomon.model import IncidentMention

__all__ = ["IncidentMention", "blocking_keys", "cluster", "parts_of", "put_together", "resettle", "settle"]
