"""A made-up war and its press, from a seed: articles, the readings a reader without fault would make of them, and what was true.

It makes ledgers of any size for tests of growth, speed and faults. It says nothing about how well real news is read: country, towns, papers
and people are invented, coordinates lie in open sea, and the texts come from a small grammar (``grammar.yml``).
"""

from rashomon.simulate.stream import START, articles, generate, places, stream, truth

__all__ = ["START", "articles", "generate", "places", "stream", "truth"]
