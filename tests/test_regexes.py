"""No pattern of the program may hang on hostile text: each runs on strings made to send it back and forth."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import rashomon
from rashomon.language.sentences import LONGEST

#: Patterns of these rooms see lines as they come, of any length; all others see sentences, which are cut at LONGEST, or shorter words.
WHOLE_LINES = ("rashomon.corpus", "rashomon.language.sentences")
LONG = 30_000
#: Guard against hanging: seconds of processor time (not of the clock, so a busy machine changes nothing) for one pattern on one string.
#: The slowest takes 0.2; one whose time grows with the square takes 5 and more.
BOUND = 4.0
ATOMS = (
    "a", "A", "Aa ", "Aa, ", "Al-", "al-", "1", "1,", "12 ", "1/2 ", "1-", " ", "\t", "\xa0", "\n", "\r\n", " \n", "-", "- ", "--", "'", "''", '"', '" ', "(", "()", ")", "[", "]",
    ".", "...", "a.b.", "A.", "A. ", "?", "!", ":", ";", ",", ", ", "/", "//", "a/", "http://", "www.a.", "a@", "#", "&", "<a>", "%", "$", "_", "*", "|", "killed ", "killed and ",
    "one ", "one-", "twenty-", "hundred and ", "of ", "the ", "The ", "Ministry of ", "12:00 ", "March ", "March 1, ", "Monday, ", "Mr. ", "By Aa ", "(AP) - ", "PARIS, ",
    "Photo: ", "\u0664", "\u2019", "\u201c", "\u2014 ", "\u00c3\u00a2", "\u200b", "at least ", "between 1 and ", "he said ",
)  # fmt: skip

#: Used with ``match`` only, at a place that was found before.
START_ONLY = ("inline._NEXT", "talk._SIGN")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that stands in a module, alone or in a table."""
    seen: set[re.Pattern[str]] = set()
    for module in sorted(m.name for m in pkgutil.walk_packages(rashomon.__path__, "rashomon.")):
        for name, value in sorted(vars(importlib.import_module(module)).items()):
            for found in _inside(value):
                if isinstance(found.pattern, str) and found not in seen:
                    seen.add(found)
                    yield f"{module}.{name}", found


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, (tuple, list)):
        for part in value:
            yield from _inside(part, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for part in value.values():
            yield from _inside(part, depth + 1)


def main() -> None:
    slow = []
    count = 0
    for name, pattern in patterns():
        count += 1
        size = LONG if name.startswith(WHOLE_LINES) else LONGEST
        for atom in ATOMS:
            text = (atom * (size // len(atom) + 1))[:size]
            for whole in (text + "\x00", "a" + text):
                print(name, repr(atom), pattern.pattern[:80], file=sys.stderr, flush=True)  # the last line says what hung
                begun = time.process_time()
                pattern.match(whole)
                if size == LONGEST:
                    for _ in pattern.finditer(whole):
                        pass
                elif not name.endswith(START_ONLY):
                    pattern.search(whole)
                if time.process_time() - begun > BOUND:
                    slow.append(f"{name} on {atom!r}: {time.process_time() - begun:.1f} s")
    print(count, *slow, sep="\n")


def test_no_pattern_hangs() -> None:
    done = subprocess.run([sys.executable, __file__], capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    count, *slow = done.stdout.split("\n")
    assert int(count) > 100
    assert not any(slow), slow


if __name__ == "__main__":
    main()
