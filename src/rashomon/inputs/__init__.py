"""What users have, read as articles: one file per kind of input. Everything that cannot be an article is named with its reason."""
