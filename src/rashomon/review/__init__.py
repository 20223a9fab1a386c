"""What a person should look at next, what deciding it would move, and how far reviewers agree. See ``docs/concepts/review.md``."""
