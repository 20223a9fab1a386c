"""The API under ``/api/v1``: the same questions as the pages, answered as JSON."""
