"""The file in which a person says what was read wrong: ``corrections.yml`` beside the input. See ``docs/how-to/decisions.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from rashomon.errors import CorrectionError
from rashomon.model import Anchor, Decision, decision_id
from rashomon.model.decisions import CLAIM_KINDS
from rashomon.pipeline.decisions_values import VALUES, checked, day

_REQUIRED = ("document", "quote", "wrong", "why", "who")
_KNOWN = (*_REQUIRED, "right", "occurrence", "when")
_LINE = "__line__"


class _Loader(yaml.SafeLoader):
    """Safe loader that remembers the line of each entry and refuses a key that stands twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    out: dict[Any, Any] = {_LINE: node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        try:
            twice = key in out
        except TypeError:
            raise CorrectionError(f"{key_node.start_mark.line + 1}: a key must be a word") from None
        if twice:
            raise CorrectionError(f"{key_node.start_mark.line + 1}: key {key!r} stands twice in one entry; remove one")
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# Days stay words until they are checked: YAML's own reading of 2024-02-31 fails without saying where.
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def read_decisions(path: Path) -> list[Decision]:
    """Decisions of one file, in order. Raises CorrectionError, with file, line and what to do, for anything that is not right."""
    return decisions_of_file(text_of(path), path)


def text_of(path: Path, called: str | None = None) -> str:
    """The text of a corrections file; errors name it as it is ``called``, where that is not its path. Raises CorrectionError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise CorrectionError(f"{called or path}: cannot be read ({err}); it must be a text file in UTF-8") from err


def decisions_of_file(text: str, path: Path | str) -> list[Decision]:
    """Decisions in the text of a corrections file at ``path``, which is their source. ``number`` counts the entries of the file, ``at`` is
    the day an entry gives (``when``), else "". The same entry has the same id wherever in the file it stands."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except CorrectionError as err:
        raise CorrectionError(f"{path}:{err}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as err:
        mark = getattr(err, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise CorrectionError(
            f"{path}{line}: not valid YAML ({getattr(err, 'problem', None) or err}); put words with a colon or a # in quotes"
        ) from err
    if data is None:
        return []
    if not isinstance(data, list):
        raise CorrectionError(f"{path}:1: the file must be a list of entries, each beginning with '- document: …'")
    alike: Counter[str] = Counter()
    return [_entry(raw, number, str(path), alike) for number, raw in enumerate(data, 1)]


def _entry(raw: Any, number: int, path: str, alike: Counter[str]) -> Decision:
    if not isinstance(raw, dict):
        raise CorrectionError(f"{path}: entry {number} is not a set of keys; write '- document: …' and the other keys below it")
    where = f"{path}:{raw[_LINE]}"
    raw = _without_lines(raw)

    def refuse(what: str) -> NoReturn:
        raise CorrectionError(f"{where}: {what}")

    unknown = sorted(str(k) for k in raw if k not in _KNOWN)
    if unknown:
        refuse(f"unknown key {unknown[0]!r}; known are {', '.join(_KNOWN)}")
    for key in _REQUIRED:
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            refuse(f"key {key!r} is missing or not words; every entry needs {', '.join(_REQUIRED)}")
    wrong = raw["wrong"]
    if wrong not in CLAIM_KINDS:
        refuse(f"wrong: {wrong!r} is not known; it is one of {', '.join(CLAIM_KINDS)}")
    if ("right" in raw) == (wrong == "not_a_figure"):
        refuse(f"right for {wrong} is {VALUES[wrong]}")
    occurrence = raw.get("occurrence", 1)
    if isinstance(occurrence, bool) or not isinstance(occurrence, int) or occurrence < 1:
        refuse("occurrence is a whole number from 1: the first, second … place where the words stand")
    when = raw.get("when")
    if when is not None and day(when) is None:
        refuse(f"when: {when!r} is not a day; write it as 2024-02-13")
    value, problem = checked(wrong, raw.get("right"))
    if problem:
        refuse(f"right: {raw.get('right')!r} {problem}; for {wrong} it is {VALUES[wrong]}")
    who, why, anchors = raw["who"].strip(), raw["why"].strip(), (Anchor(raw["document"], raw["quote"], occurrence),)
    ident = decision_id(wrong, who, why, anchors, value, path, more=when)
    alike[ident] += 1
    if alike[ident] > 1:  # the same entry again
        ident = decision_id(wrong, who, why, anchors, value, path, more=[when, alike[ident]])
    return Decision(ident, number, wrong, who, when or "", why, anchors, value, path)


def _without_lines(value: Any) -> Any:
    return {k: _without_lines(v) for k, v in value.items() if k != _LINE} if isinstance(value, dict) else value


def reconciled(existing: Sequence[Decision], from_file: Sequence[Decision], path: Path | str, at: str) -> list[Decision]:
    """Rows to append to a ledger that holds the decisions ``existing``, now that the file at ``path`` says ``from_file``.

    New entries; an undo for every entry that the file said and no longer says; an undo of that undo where an entry is back. What a person
    took back by other means stays taken back as long as the file only says what it said before. Rows without a time get ``at``; numbers go on.
    """
    source = str(path)
    number = max((d.number for d in existing), default=0)
    own = [d for d in existing if d.source == source]
    undo_of = {d.undoes: d for d in sorted(own, key=lambda d: d.number) if d.undoes}
    said = {d.decision_id: d for d in own if d.kind != "undo"}
    wanted = {d.decision_id: d for d in from_file}
    out: list[Decision] = []

    def add(row: Decision) -> None:
        out.append(replace(row, number=number + len(out) + 1, at=row.at or at))

    for ident, entry in said.items():
        last = entry
        while last.decision_id in undo_of:
            last = undo_of[last.decision_id]
        depth, step = 0, entry
        while step is not last:
            step, depth = undo_of[step.decision_id], depth + 1
        if (depth % 2 == 0) == (ident in wanted):
            continue
        why = "the entry is in the file again" if ident in wanted else "the entry is no longer in the file"
        who = Path(source).name  # who deleted or restored the lines is not written in them
        undo = decision_id("undo", who, why, (), None, source, undoes=last.decision_id)
        add(Decision(undo, 0, "undo", who, at, why, (), None, source, undoes=last.decision_id))
    for entry in from_file:
        if entry.decision_id not in said:
            add(entry)
    return out
