"""A made-up story, what a run made of it, and how an answer is held against what came. Format of answers: ``docs/how-to/stories.md``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "examples" / "stories"
STORIES_FR = ROOT / "examples" / "stories-fr"
FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl")


@dataclass(frozen=True)
class Story:
    """A folder of articles and the answers; ``texts`` by document name."""

    name: str
    folder: Path
    expected: dict[str, Any]
    texts: dict[str, str]


@dataclass(frozen=True)
class Output:
    """The three files of a run."""

    documents: dict[str, dict[str, Any]]
    claims: list[dict[str, Any]]
    incidents: list[dict[str, Any]]


@dataclass(frozen=True)
class Check:
    """One answer: what was expected and what came."""

    id: str
    expected: str
    got: str
    ok: bool


@dataclass
class Checks:
    story: str
    rows: list[Check] = field(default_factory=list)

    def add(self, where: str, expected: Any, got: Any, ok: bool | None = None) -> bool:
        fine = plain(expected) == plain(got) if ok is None else ok
        self.rows.append(Check(f"{self.story}:{where}", text_of(expected), text_of(got), fine))
        return fine


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return sorted((plain(v) for v in value), key=str)
    return value


def text_of(value: Any) -> str:
    value = plain(value)
    if isinstance(value, list):
        return ", ".join(text_of(v) for v in value) or "nothing"
    return "–" if value is None else str(value)


def stories() -> list[Path]:
    """Story folders, in order."""
    return [f for folder in (STORIES, STORIES_FR) for f in sorted(p.parent for p in folder.glob("*/expected.yml"))]


def load_story(folder: Path) -> Story:
    """A story with its texts as the program should read them."""
    expected = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    texts = {p.name: p.read_bytes().decode("utf-8") for p in sorted(folder.glob("*.txt"))}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            texts[record["id"]] = record["text"]
    return Story(expected["story"], folder, expected, texts)


def load_output(out: Path) -> Output:
    """The three files of one run."""
    rows = {name: [json.loads(line) for line in (out / name).read_text(encoding="utf-8").splitlines()] for name in FILES}
    return Output({d["document"]: d for d in rows["documents.jsonl"]}, rows["claims.jsonl"], rows["incidents.jsonl"])


def right_ones(spec: dict[str, Any], key: str) -> list[Any]:
    """The right answer and the other right answers."""
    return [plain(v) for v in (spec.get(key), *spec.get(f"{key}_ok", ()))]


def words_of(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold()))


def same_name(a: str | None, b: str | None) -> bool:
    """Whether one name's words are all in the other ("Velmara" in "Defence Ministry of Velmara")."""
    if a is None or b is None:
        return a == b
    x, y = words_of(a) - {"the", "of", "and"}, words_of(b) - {"the", "of", "and"}
    return bool(x and y) and (x <= y or y <= x)


def slug(quote: str) -> str:
    return "-".join(re.findall(r"\w+", quote.casefold())[:5])


def span_of(story: Story, spec: dict[str, Any]) -> tuple[int, int]:
    """Where the words of an answer stand. They must stand in the document, and once."""
    text, quote = story.texts[spec["document"]], spec["quote"]
    if text.count(quote) != 1:
        raise ValueError(f"{story.name}: {quote!r} stands {text.count(quote)} times in {spec['document']}, not once")
    start = text.index(quote)
    return start, start + len(quote)
