"""Pages and an API over a ledger: ``rashomon serve``. See ``docs/how-to/serve.md``."""

from rashomon.web.app import make_app
from rashomon.web.settings import Settings

__all__ = ["Settings", "make_app"]
