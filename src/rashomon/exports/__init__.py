"""Ways out: rows for the three JSON Lines files, and the report page."""
