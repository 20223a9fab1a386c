"""What a person should look at next, what deciding it would move, and how far reviewers agree. See ``docs/concepts/review.md``."""

from rashomon.review.agreement import Agreement, agreement
from rashomon.review.item import Item
from rashomon.review.judging import Answer, answers_in
from rashomon.review.queue import queue_of
from rashomon.review.wished import Desired, Refused, Seen
from rashomon.review.writing import Conflict, Writer

__all__ = ["Agreement", "Answer", "Conflict", "Desired", "Item", "Refused", "Seen", "Writer", "agreement", "answers_in", "queue_of"]
