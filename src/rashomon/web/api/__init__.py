"""REST under ``/api/v1``: the same questions as the pages, for programs. See ``docs/how-to/api.md``."""
