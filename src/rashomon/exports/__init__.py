"""Ways out for people: the report page, the summary in the terminal, and the words both print."""
