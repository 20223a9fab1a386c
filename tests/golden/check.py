"""Compares what a run made of a made-up story with what its ``expected.yml`` says. Format: ``docs/how-to/stories.md``.

Each answer that is asked for is a check with an id ("toll-grows:incidents/market/killed/total/best"). A check that cannot be asked,
because the incident or claim it is about was not found, is not made: only the missing one fails.

``python tests/golden/check.py [STORY…] [--all] [--gaps]`` runs stories and prints the table; ``--all`` prints what is right, too;
``--gaps`` takes closed gaps off the list and puts new ones under "not looked at yet", for a person to give the reason.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "examples" / "stories"
STORIES_FR = ROOT / "examples" / "stories-fr"
GAPS = Path(__file__).with_name("known_gaps.yml")
NEW = "not looked at yet"
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
class _Checks:
    story: str
    rows: list[Check] = field(default_factory=list)

    def add(self, where: str, expected: Any, got: Any, ok: bool | None = None) -> bool:
        fine = _plain(expected) == _plain(got) if ok is None else ok
        self.rows.append(Check(f"{self.story}:{where}", _shown(expected), _shown(got), fine))
        return fine


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return sorted((_plain(v) for v in value), key=str)
    return value


def _shown(value: Any) -> str:
    value = _plain(value)
    if isinstance(value, list):
        return ", ".join(_shown(v) for v in value) or "nothing"
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


def check(story: Story, output: Output) -> list[Check]:
    """Every answer of the story."""
    out = _Checks(story.name)
    _documents(story, output, out)
    matched = _match_incidents(story, output)
    _incidents(story, output, matched, out)
    _disagreements(story, output, matched, out)
    _links(story, matched, out)
    for kind in ("claims", "statements"):
        _claims(story, output, kind, out)
    _not_figures(story, output, out)
    return out.rows


def _ok(spec: dict[str, Any], key: str) -> list[Any]:
    """The right answer and the other right answers."""
    return [_plain(v) for v in (spec.get(key), *spec.get(f"{key}_ok", ()))]


def _documents(story: Story, output: Output, out: _Checks) -> None:
    for spec in story.expected["documents"]:
        name = spec["document"]
        row = output.documents.get(name)
        if not out.add(f"documents/{name}/found", "a row", "a row" if row else "none") or row is None:
            continue
        out.add(f"documents/{name}/status", spec["status"], row["status"])
        published = _ok(spec, "published")
        out.add(f"documents/{name}/published", published, row["published"], row["published"] in published)
        basis = _ok(spec, "basis")
        out.add(f"documents/{name}/basis", basis, row["published_basis"], str(row["published_basis"]).startswith(tuple(basis)))
        if "version_of" in spec:
            older = output.documents.get(spec["version_of"], {}).get("document_id")
            out.add(f"documents/{name}/version_of", older, row["version_of"])
    for number, spec in enumerate(story.expected.get("syndication", ())):
        groups = [output.documents.get(d, {}).get("syndication_group") for d in spec["documents"]]
        apart = [output.documents.get(d, {}).get("syndication_group") for d in spec["apart"]]
        out.add(f"syndication/{number}/together", "one group", groups, len(set(groups)) == 1 and groups[0] is not None)
        out.add(f"syndication/{number}/apart", "not in it", apart, groups[0] is None or groups[0] not in apart)


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold()))


def _same_name(a: str | None, b: str | None) -> bool:
    """Whether one name's words are all in the other ("Velmara" in "Defence Ministry of Velmara")."""
    if a is None or b is None:
        return a == b
    x, y = _words(a) - {"the", "of", "and"}, _words(b) - {"the", "of", "and"}
    return bool(x and y) and (x <= y or y <= x)


def _place_names(row: dict[str, Any]) -> list[str]:
    return [n for n in [(row["place"] or {}).get("name"), *(p["name"] for p in row["places"])] if n]


def _match_incidents(story: Story, output: Output) -> dict[str, dict[str, Any]]:
    """Expected incident → row, one to one, by date, place words, harm and documents; the best pairs first."""
    pairs = []
    for spec in story.expected["incidents"]:
        for row in output.incidents:
            day = row["date_start"] == _plain(spec["date_start"])
            place = any(_words(spec["place"]) & _words(n) for n in _place_names(row))
            harms = {f["harm"] for f in spec["figures"] if not f.get("absent")}
            figures = {(f["harm"], f["best"]) for f in spec["figures"] if not f.get("absent")}
            got = {(e["harm"], e["best"]) for e in row["estimates"]}
            shared = len(set(spec["documents"]) & set(row["documents"])) / len(set(spec["documents"]) | set(row["documents"]))
            hold = day + place
            score = 3 * day + 2 * place + len(figures & got) + bool(harms & {h for h, _ in got}) + 2 * shared - 2 * bool(row["background"])
            if hold and shared and score > 3:
                pairs.append((-score, spec["id"], row["incident_id"], row))
    out: dict[str, dict[str, Any]] = {}
    taken: set[str] = set()
    for _, spec_id, row_id, row in sorted(pairs, key=lambda p: p[:3]):
        if spec_id not in out and row_id not in taken:
            out[spec_id] = row
            taken.add(row_id)
    return out


def _incidents(story: Story, output: Output, matched: dict[str, dict[str, Any]], out: _Checks) -> None:
    for spec in story.expected["incidents"]:
        at = f"incidents/{spec['id']}"
        row = matched.get(spec["id"])
        what = f"{_shown(spec['date_start'])} {spec['place']}"
        if not out.add(f"{at}/found", what, "found" if row else "no such incident", row is not None) or row is None:
            continue
        out.add(f"{at}/date", f"{_shown(spec['date_start'])}–{_shown(spec['date_end'])}", f"{row['date_start']}–{row['date_end']}")
        out.add(f"{at}/date_precision", spec["date_precision"], row["date_precision"])
        names = _place_names(row)
        out.add(f"{at}/place", spec["place"], names, any(_words(spec["place"]) <= _words(n) for n in names))
        out.add(f"{at}/status", _ok(spec, "status"), row["status"], row["status"] in _ok(spec, "status"))
        out.add(f"{at}/background", False, row["background"])
        wanted, allowed = spec["attackers"], [*spec["attackers"], *spec.get("attackers_ok", ())]
        fits = all(any(_same_name(a, g) for g in row["attackers"]) for a in wanted) and all(
            any(_same_name(g, a) for a in allowed) for g in row["attackers"]
        )
        out.add(f"{at}/attackers", wanted, row["attackers"], fits)
        for want in spec.get("attribution", ()):
            _attribution(at, want, row, out)
        may = {*spec["documents"], *spec.get("documents_ok", ())}
        out.add(f"{at}/documents", spec["documents"], row["documents"], set(spec["documents"]) <= set(row["documents"]) <= may)
        for key in ("reports", "texts"):
            if key in spec:
                out.add(f"{at}/{key}", spec[key], row[key])
        for want in spec["figures"]:
            _figure(at, want, row, out)
    used = {r["incident_id"] for r in matched.values()}
    beside = [r for r in output.incidents if r["incident_id"] not in used and _stands_out(story, output, r)]
    shown = [f"{r['date_start']} {(r['place'] or {}).get('name')}: {_quotes(output, r)}" for r in beside]
    out.add("incidents/no_others", "no other incident with dead or wounded", "; ".join(shown) or "none", not beside)


def _attribution(at: str, want: dict[str, Any], row: dict[str, Any], out: _Checks) -> None:
    found = [a for a in row["attribution"] if _same_name(a["actor"], want["actor"])]
    basis = _ok(want, "basis")
    denied = [d for a in found for d in a["denied_by"]]
    fits = any(a["basis"] in basis for a in found) and ("denied_by" not in want or any(_same_name(want["denied_by"], d) for d in denied))
    got = [
        f"{a['actor']} {a['basis']}" + (f", denied by {', '.join(a['denied_by'])}" if a["denied_by"] else "") for a in row["attribution"]
    ]
    denial = f", denied by {want['denied_by']}" if "denied_by" in want else ""
    out.add(f"{at}/attribution/{want['actor']}", f"{want['actor']} {'|'.join(basis)}{denial}", got, fits)


def _estimate(row: dict[str, Any], harm: str, side: str) -> dict[str, Any] | None:
    mine = [e for e in row["estimates"] if e["harm"] == harm]
    if side == "total":
        total = [e for e in mine if e["side"] is None]
        total.sort(key=lambda e: e["over"] != "all_sides")
        return total[0] if total else None
    named = [e for e in mine if e["side"] is not None and _same_name(e["side"], side)]
    return named[0] if named else None


def _figure(at: str, want: dict[str, Any], row: dict[str, Any], out: _Checks) -> None:
    harm = want["harm"]
    if want.get("absent"):
        rows = [e for e in row["estimates"] if e["harm"] == harm]
        out.add(f"{at}/{harm}/absent", "no row", [f"{e['side']} {e['low']}/{e['best']}/{e['high']}" for e in rows] or "no row", not rows)
        return
    at = f"{at}/{harm}/{want['side']}"
    found = next((e for s in _ok(want, "side") if (e := _estimate(row, harm, s)) is not None), None)
    others = [f"{e['side']} {e['low']}/{e['best']}/{e['high']}" for e in row["estimates"] if e["harm"] == harm]
    if not out.add(f"{at}/found", "a row", "a row" if found else f"none ({_shown(others)})", found is not None) or found is None:
        return
    for key in ("low", "best", "high"):
        right = _ok(want, key)
        out.add(f"{at}/{key}", right, found[key], found[key] in right)
    reasons = [r and str(r).replace("_", " ") for r in _ok(want, "withheld")]
    got = found["best_withheld"] and found["best_withheld"].replace("_", " ")
    out.add(f"{at}/withheld", reasons, got, got in reasons)
    if "speakers" in want:
        out.add(f"{at}/speakers", want["speakers"], found["basis"]["speakers"])


def _quotes(output: Output, row: dict[str, Any]) -> str:
    mine = [c for c in output.claims if c["incident_id"] == row["incident_id"] and c["kind"] == "casualty"]
    return " | ".join(f"{c['document']} “{c['quote'][:50]}”" for c in mine[:2])


def _stands_out(story: Story, output: Output, row: dict[str, Any]) -> bool:
    """Whether a row is an incident of its own with dead or wounded that the story does not have."""
    if row["background"] or row["kind"] == "aggregate" or not row["estimates"]:
        return False
    own = [c for c in output.claims if c["incident_id"] == row["incident_id"] and c["kind"] == "casualty"]
    may = [f for f in story.expected["not_figures"] if f.get("separate") or f.get("aggregate")]
    spans = {(f["document"], *span_of(story, f)) for f in may}
    return not own or not all(any(d == c["document"] and a < c["end"] and c["start"] < b for d, a, b in spans) for c in own)


def span_of(story: Story, spec: dict[str, Any]) -> tuple[int, int]:
    """Where the words of an answer stand. They must stand in the document, and once."""
    text, quote = story.texts[spec["document"]], spec["quote"]
    if text.count(quote) != 1:
        raise ValueError(f"{story.name}: {quote!r} stands {text.count(quote)} times in {spec['document']}, not once")
    start = text.index(quote)
    return start, start + len(quote)


def _disagreements(story: Story, output: Output, matched: dict[str, dict[str, Any]], out: _Checks) -> None:
    claims = {c["claim_id"]: c for c in output.claims}
    for spec in story.expected["disagreements"]:
        row = matched.get(spec["incident"])
        if row is None:
            continue
        kinds = [
            d for d in row["disagreements"] if d["type"] in _ok(spec, "type") and (d["type"] != "count" or spec["field"] in d["field"])
        ]
        wanted = [spec.get("values", []), *spec.get("values_ok", [])]
        fits = [d for d in kinds if d["resolution"] in _ok(spec, "resolution") and any(set(w) <= _numbers(d, claims) for w in wanted)]
        got = [
            f"{d['type']} ({d['field']}) {d['resolution']}: {' / '.join(v['value'] for v in d['values'])}"
            for d in (kinds or row["disagreements"])
        ]
        what = f"{spec['type']} ({spec['field']}) {'|'.join(map(str, _ok(spec, 'resolution')))}: {' / '.join(map(str, spec.get('values', [])))}"
        out.add(f"disagreements/{spec['incident']}/{spec['type']}/{spec['field']}", what, got, bool(fits))
    for spec in story.expected.get("no_disagreements", ()):
        row = matched.get(spec["incident"])
        if row is None:
            continue
        numbers = set(spec["values"])
        bad = [
            d
            for d in row["disagreements"]
            if d["type"] == spec["type"] and _numbers(d, claims) == numbers and d["resolution"] != "different_incidents"
        ]
        got = [f"{d['field']} {d['resolution']}" for d in bad]
        out.add(f"disagreements/{spec['incident']}/no_{spec['type']}", f"none of {spec['values']}: {spec['why']}", got, not bad)
    for spec in story.expected["incidents"]:
        row = matched.get(spec["id"])
        if row is not None:
            asked = {d["field"] for d in story.expected["disagreements"] if d["incident"] == spec["id"] and d["type"] == "count"}
            more = [
                d
                for d in row["disagreements"]
                if d["type"] == "count" and not any(a in d["field"] for a in asked) and d["resolution"] == "disputed"
            ]
            got = [f"{d['field']}: {' / '.join(v['value'] for v in d['values'])}" for d in more]
            out.add(f"disagreements/{spec['id']}/no_other_disputed_count", "none", got or "none", not more)


def _numbers(row: dict[str, Any], claims: dict[str, dict[str, Any]]) -> set[int]:
    mine = [claims[c] for v in row["values"] for c in v["claims"] if c in claims]
    return {n for c in mine for n in (c["low"], c["high"]) if n is not None}


def _links(story: Story, matched: dict[str, dict[str, Any]], out: _Checks) -> None:
    for spec in story.expected["links"]:
        row, other = matched.get(spec["from"]), matched.get(spec["to"])
        if row is None or other is None or spec.get("optional"):
            continue
        names = {r["incident_id"]: i for i, r in matched.items()}
        got = [f"{link['type']} {names.get(link['incident_id'], 'another')}" for link in row["links"]]
        fits = any(link["type"] in _ok(spec, "type") and link["incident_id"] == other["incident_id"] for link in row["links"])
        out.add(f"links/{spec['from']}/{spec['type']}/{spec['to']}", f"{spec['type']} {spec['to']}", got, fits)


def _slug(quote: str) -> str:
    return "-".join(re.findall(r"\w+", quote.casefold())[:5])


def _claims(story: Story, output: Output, kind: str, out: _Checks) -> None:
    """Claims that must have been read, one to one, and what each must say."""
    taken: set[str] = set()
    for spec in story.expected.get(kind, ()):
        at = f"{kind}/{spec['document']}/{_slug(spec['quote'])}"
        start, end = span_of(story, spec)
        near = [
            c
            for c in output.claims
            if c["document"] == spec["document"] and c["start"] < end and start < c["end"] and c["claim_id"] not in taken
        ]
        if kind == "claims":
            near = [c for c in near if c["kind"] == "casualty" and c["harm"] in _ok(spec, "harm")]
        else:
            near = [c for c in near if c["stance"] in _ok(spec, "stance")]
        if not near and spec.get("optional"):
            continue
        wanted = spec.get("harm") if kind == "claims" else spec.get("stance")
        others = [
            f"{c['harm'] or c['stance']} “{c['quote'][:60]}”"
            for c in output.claims
            if c["document"] == spec["document"] and c["start"] < end and start < c["end"]
        ]
        if not out.add(f"{at}/found", f"{wanted} at “{spec['quote']}”", "found" if near else f"not read ({_shown(others)})", bool(near)):
            continue
        best = max(near, key=lambda c: (_fitting(spec, c), min(end, c["end"]) - max(start, c["start"]), -c["start"], c["claim_id"]))
        taken.add(best["claim_id"])
        for key in (
            "low",
            "high",
            "side",
            "speaker",
            "scope",
            "groups",
            "includes_attackers",
            "victim_status",
            "perpetrator",
            "target",
            "denies",
            "voice",
        ):
            if key in spec:
                out.add(f"{at}/{key}", _ok(spec, key), _value(best, key), _fits(spec, best, key))


def _value(claim: dict[str, Any], key: str) -> Any:
    if key == "speaker":
        speaker = claim["speaker"]
        return f"{speaker['actor']} “{speaker['text']}”" if speaker else None
    return claim[key]


def _fits(spec: dict[str, Any], claim: dict[str, Any], key: str) -> bool:
    right = [None if v == "null" else v for v in _ok(spec, key)]
    if key == "speaker":
        speaker = claim["speaker"]
        return (
            (None in right)
            if not speaker
            else any(r and (_same_name(speaker["actor"], r) or _same_name(speaker["text"], r)) for r in right)
        )
    if key == "groups":
        return set(spec["groups"]) <= set(claim["groups"])
    if key in {"side", "perpetrator", "target"}:
        return any(_same_name(claim[key], r) for r in right)
    return claim[key] in right


def _fitting(spec: dict[str, Any], claim: dict[str, Any]) -> int:
    return sum(_fits(spec, claim, k) for k in ("low", "high", "side", "scope", "speaker") if k in spec)


def _not_figures(story: Story, output: Output, out: _Checks) -> None:
    """Words that look like a figure of the incident and are none."""
    background = {r["incident_id"] for r in output.incidents if r["background"]}
    aggregate = {r["incident_id"] for r in output.incidents if r["kind"] == "aggregate"}
    for spec in story.expected["not_figures"]:
        start, end = span_of(story, spec)
        bad = [
            c
            for c in output.claims
            if c["kind"] == "casualty" and c["document"] == spec["document"] and c["start"] < end and start < c["end"]
        ]
        # A claim whose quote only touches the words (a long clause with a real figure in it) is not one made of them.
        bad = [c for c in bad if _made_of(c, start, end, story.texts[spec["document"]])]
        if spec.get("background"):
            bad = [c for c in bad if not c["background"] and c["incident_id"] not in background and c["incident_id"] is not None]
        if spec.get("aggregate"):
            bad = [c for c in bad if c["incident_id"] not in aggregate]
        if spec.get("separate"):
            expected_documents = [set(i["documents"]) for i in story.expected["incidents"]]
            mixed = {
                r["incident_id"]
                for r in output.incidents
                if any(set(r["documents"]) & d and len(r["documents"]) > 1 for d in expected_documents)
            }
            bad = [c for c in bad if c["incident_id"] in mixed]
        got = [f"{c['harm']} {c['low']}–{c['high']} “{c['quote'][:60]}”" for c in bad]
        out.add(f"not_figures/{spec['document']}/{_slug(spec['quote'])}", f"no figure: {spec['why']}", got or "none", not bad)


def _made_of(claim: dict[str, Any], start: int, end: int, text: str) -> bool:
    inside = text[max(start, claim["start"]) : min(end, claim["end"])]
    return bool(_words(claim["words"]) & _words(inside)) if claim["words"] else claim["start"] >= start or claim["end"] <= end


def gaps() -> dict[str, str]:
    """Checks that are known to fail, with the reason."""
    entries = yaml.safe_load(GAPS.read_text(encoding="utf-8")) or []
    return {check: entry["reason"] for entry in entries for check in entry["checks"]}


def table(rows: Iterable[Check]) -> str:
    """Expected against got, for a person."""
    return "\n".join(f"{'ok ' if r.ok else '✗  '}{r.id}\n     expected  {r.expected}\n     got       {r.got}" for r in rows)


def balance(rows: Sequence[Check]) -> str:
    """How many of each kind of answer are right."""
    kinds = sorted({r.id.split(":")[1].split("/")[0] for r in rows})
    of = {k: [r.ok for r in rows if r.id.split(":")[1].split("/")[0] == k] for k in kinds}
    return "; ".join(f"{k} {sum(v)}/{len(v)}" for k, v in of.items())


def update_gaps(rows: Sequence[Check]) -> None:
    """Rewrites the list: what is still wrong keeps its reason, what is new waits for one. Stories that were not run stay as they are."""
    head = "".join(line for line in GAPS.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    entries = yaml.safe_load(GAPS.read_text(encoding="utf-8")) or []
    ran = {r.id.split(":")[0] for r in rows}
    wrong = {r.id for r in rows if not r.ok}
    listed = set()
    for entry in entries:
        entry["checks"] = [c for c in entry["checks"] if c in wrong or c.split(":")[0] not in ran]
        listed.update(entry["checks"])
    new = [r.id for r in rows if not r.ok and r.id not in listed]
    if new:
        waiting = next((e for e in entries if e["reason"] == NEW), None)
        if waiting is None:
            waiting = {"room": "unknown", "reason": NEW, "checks": []}
            entries.append(waiting)
        waiting["checks"] += new
    entries = [e for e in entries if e["checks"]]
    GAPS.write_text(head + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")


def _main(arguments: list[str]) -> Iterator[Check]:
    from rashomon.pipeline.run import run

    names = [a for a in arguments if not a.startswith("--")]
    for folder in stories():
        if names and not any(n in folder.name for n in names):
            continue
        with tempfile.TemporaryDirectory() as tmp:
            run([folder], Path(tmp))
            yield from check(load_story(folder), load_output(Path(tmp)))


if __name__ == "__main__":
    made = list(_main(sys.argv[1:]))
    print(table(r for r in made if not r.ok or "--all" in sys.argv))
    print(balance(made))
    if "--gaps" in sys.argv:
        update_gaps(made)
