"""Turn the invented news of this folder into gold answers and into the program's input.

usage: python -m benchmarks.invented.build OUT_DIR [--check]

Every `*.yml` file here is a story bundle (README.md describes the form). Answers are marked in the text itself, so every offset is
computed and none is typed. OUT_DIR receives `gold.json` (the answers), `input.jsonl`, `input_read.jsonl` and `input_score.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

import yaml

from benchmarks.invented.form import (
    ARTICLE,
    BUNDLE,
    CLAIM,
    DENIES,
    DETAILS,
    FIGURE,
    HARMS,
    INCIDENT,
    RELATIONS,
    SCOPES,
    SCORED,
    STANCES,
    STATEMENT,
    BundleError,
    Row,
    figure,
    known,
    one_of,
    side_of,
    unmark,
    within,
)

HERE = Path(__file__).parent


def in_text(row: Row) -> tuple[int, int]:
    """The order of the text, an outer span before the spans in it."""
    return row["start"], -row["end"]


class Article:
    """One article of a bundle, with its marks resolved."""

    def __init__(self, bundle: Row, number: int, row: Row) -> None:
        self.bundle, self.row = bundle, row
        self.document = f"{bundle['bundle']}-{number}"
        known(row, ARTICLE, self.document)
        try:
            self.text, self.spans, self.names = unmark(row["text"].strip("\n"))
        except BundleError as error:
            raise BundleError(f"{self.document}: {error}") from None
        self.incidents: Row = bundle["incidents"]
        self.first: str | None = next(iter(row.get("main") or self.incidents), None)
        self.used: set[str] = set()

    def quote(self, mark: str) -> Row:
        if mark not in self.spans:
            raise BundleError(f"{self.document}: no mark {mark} in the text")
        self.used.add(mark)
        start, end = self.spans[mark]
        return {"start": start, "end": end, "quote": self.text[start:end]}

    def speaker(self, row: Row) -> Row:
        """A mark of the text, or a name that stands nowhere in it, or null for the outlet."""
        said = row.get("speaker")
        if said is None:
            out: Row = {"speaker": None, "speaker_start": None, "speaker_end": None}
        elif re.fullmatch(r"s\d+[a-z]?", said):
            span = self.quote(said)
            out = {"speaker": self.names[said], "speaker_start": span["start"], "speaker_end": span["end"]}
        else:
            out = {"speaker": said, "speaker_start": None, "speaker_end": None}
        if row.get("speaker_ok"):
            out["speaker_ok"] = row["speaker_ok"]
        return out

    def incident(self, row: Row, where: str) -> str | None:
        name = row.get("incident", self.first)
        if name is None:
            return None
        within(name, self.incidents, where)
        return f"{self.bundle['bundle']}:{name}"

    def is_background(self, row: Row) -> bool:
        name = row.get("incident", self.first)
        return bool(row.get("background", (self.incidents.get(str(name)) or {}).get("background", False)))

    def claim(self, mark: str, row: Row) -> Row:
        where = f"{self.document} {mark}"
        harm = one_of(row, HARMS, where)
        known(row, CLAIM | {harm}, where)
        side, side_ok = side_of(row)
        speaker = self.speaker(row)
        scope = within("part" if "part" in row else row.get("scope", "total"), SCOPES, where)
        part_of = row.get("part")
        if part_of not in (None, True) and part_of not in (self.row.get("claims") or {}):
            raise BundleError(f"{where}: part of {part_of}, which is no claim here")
        soft = side in (None, "civilians")
        status = "unknown" if side is None else "civilian" if soft else "police" if side == "police" else "combatant"
        said = speaker["speaker"]
        states = {v: k for k, v in self.bundle.get("states", {}).items()}
        own = bool(said and side and not soft and (said == side or any(s == side and (a in said or s in said) for a, s in states.items())))
        relation = "outlet" if said is None else "own_losses" if own else "third_party"
        out = {"id": f"{self.document}-{mark}", **self.quote(mark), "harm": harm, **figure(row[harm]), "words": row.get("words"),
               "victims": row.get("victims"), "side": side, "side_ok": side_ok, "perpetrator": row.get("by"), **speaker,
               "voice": row.get("voice", "narrator" if said is None else "indirect"), "stance": within(row.get("stance", "asserts"), STANCES, where),
               "stance_ok": row.get("ok", []), "incident": self.incident(row, where), "background": self.is_background(row), "scope": scope,
               "part_of": f"{self.document}-{part_of}" if isinstance(part_of, str) else None, "period": row.get("period"),
               "harm_detail": within(row["detail"], DETAILS, where) if "detail" in row else "killed" if harm == "killed" else None,
               "includes_attackers": {True: "yes", False: "no"}.get(row.get("attackers", False), row.get("attackers")),
               "victim_party": row.get("party", None if soft else side), "victim_status": row.get("status", status), "groups": row.get("groups", []),
               "relation": within(row.get("relation", relation), RELATIONS, where), "optional": bool(row.get("optional"))}  # fmt: skip
        for short, key in (
            ("detail_ok", "harm_detail_ok"),
            ("status_ok", "victim_status_ok"),
            ("relation_ok", "relation_ok"),
            ("note", "note"),
        ):
            if short in row:
                out[key] = row[short]
        return out

    def statement(self, mark: str, row: Row) -> Row:
        where = f"{self.document} {mark}"
        stance = one_of(row, STANCES, where)
        known(row, STATEMENT | {stance}, where)
        target, denies = row.get("target"), None
        if stance == "denies":
            denies = within(row["denies"], DENIES, where)
        elif row[stance] is not None:
            target = row[stance]
        span = self.quote(mark)
        out = {"id": f"{self.document}-{mark}", **span, **self.speaker(row), "stance": stance, "stance_ok": row.get("ok", []), "target": target,
               "denies": denies, "incident": self.incident(row, where), "negated": bool(row.get("negated")), "optional": bool(row.get("optional")),
               "cue": None, "cue_start": None, "cue_end": None}  # fmt: skip
        if cue := row.get("cue"):
            starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", self.text)]
            if not starts:
                raise BundleError(f"{where}: the cue {cue!r} stands nowhere")
            nearest = min(starts, key=lambda at: max(span["start"] - at - len(cue), at - span["end"], 0))
            out.update(cue=cue, cue_start=nearest, cue_end=nearest + len(cue))
        for key in ("target_ok", "denies_ok", "note"):
            if key in row:
                out[key] = row[key]
        return out

    def build(self) -> Row:
        main = self.row.get("main") or [i for i in (self.first,) if i]
        for name in main:
            within(name, self.incidents, f"{self.document} main")
        claims = sorted((self.claim(m, r) for m, r in (self.row.get("claims") or {}).items()), key=in_text)
        statements = sorted((self.statement(m, r) for m, r in (self.row.get("statements") or {}).items()), key=in_text)
        idle = sorted(set(self.spans) - self.used)
        if idle:
            raise BundleError(f"{self.document}: marks without an answer: {idle}")
        published = self.row.get("published")
        return {"document": self.document, "outlet": self.row.get("outlet"), "published": None if published is None else str(published),
                "fold": self.bundle["fold"], "style": self.row.get("style"), "text": self.text, "main_incident": f"{self.bundle['bundle']}:{main[0]}" if main else None,
                "main": [f"{self.bundle['bundle']}:{m}" for m in main], "claims": claims, "statements": statements}  # fmt: skip


def incident_row(bundle: Row, name: str, row: Row, docs: list[Row]) -> Row:
    """An incident with the documents that tell of it, and each figure with the values that were claimed for it."""
    key = f"{bundle['bundle']}:{name}"
    known(row, INCIDENT, key)
    told = [c for d in docs for c in d["claims"] if c["incident"] == key]
    if not any(r["incident"] == key for d in docs for r in [*d["claims"], *d["statements"]]):
        raise BundleError(f"{key}: no article tells of it")
    figures = []
    for f in row.get("figures", []):
        harm = one_of(f, HARMS, key)
        known(f, FIGURE | {harm}, key)
        side, side_ok = side_of(f)
        low, high = f.get("range", (None, None))
        same = {side, *side_ok}
        values: dict[tuple[int | None, int | None], list[str]] = {}
        for c in told:
            if (
                c["harm"] == harm
                and c["scope"] == "total"
                and not c["background"]
                and (c["side"] == side or (None in same and c["side"] in same))
            ):
                values.setdefault((c["low"], c["high"]), []).append(c["id"])
        figures.append({"harm": harm, "side": side, "side_ok": side_ok, "best": f[harm], "low": low, "high": high, "why": f.get("why"),
                        **{k: f[k] for k in ("best_ok", "range_ok") if k in f}, "best_withheld": f.get("withheld"), "open": bool(f.get("open")),
                        "values": [{"low": v[0], "high": v[1], "claims": ids} for v, ids in values.items()]})  # fmt: skip
    date = row.get("date")
    return {"id": key, "date_start": None if date is None else str(date), "date_end": None if date is None else str(row.get("date_end", date)),
            "place": row.get("place"), "country": row.get("country"), "kind": row.get("kind"), "attackers": row.get("attackers", []),
            "targets": row.get("targets", []), "status": row.get("status", "reported"), "attribution": row.get("attribution", []),
            "background": bool(row.get("background")), "clarity": row.get("clarity", 1),
            "docs": [d["document"] for d in docs if any(r["incident"] == key for r in [*d["claims"], *d["statements"]])],
            "main_of": [d["document"] for d in docs if key in d["main"]], "figures": figures}  # fmt: skip


def state_names(name: str, adjective: str) -> list[str]:
    """The names under which a state's own forces stand as a side."""
    forces = (
        "army",
        "military",
        "forces",
        "armed forces",
        "troops",
        "soldiers",
        "security forces",
        "government",
        "government forces",
        "air force",
        "navy",
    )
    return (
        [f"{adjective} {f}" for f in forces] + [f"{f} of {name}" for f in ("government", "military", "armed forces", "army")] + [adjective]
    )


def read_bundle(path: Path) -> Row:
    """One file, checked, as documents, incidents, aliases and disagreements."""
    bundle: Row = yaml.safe_load(path.read_text(encoding="utf-8"))
    known(bundle, BUNDLE, path.name)
    name = str(bundle["bundle"])
    found = re.fullmatch(r"([a-z])_(\d+)", name)
    if not found or not path.name.startswith(name + "_"):
        raise BundleError(f"{path.name}: the bundle must be called as the file begins, a letter, _ and a number")
    if within(bundle["fold"], ("read", "score"), path.name) != ("score" if int(found[2]) % 2 else "read"):
        raise BundleError(f"{path.name}: odd numbers are scored, even ones are for reading")
    docs = [Article(bundle, n, row).build() for n, row in enumerate(bundle["articles"], 1)]
    incidents = [incident_row(bundle, n, row or {}, docs) for n, row in bundle["incidents"].items()]
    aliases: dict[str, list[str]] = {k: list(v) for k, v in bundle.get("aliases", {}).items()}
    for state, adjective in bundle.get("states", {}).items():
        aliases.setdefault(state, []).extend(state_names(state, adjective))
    ids = {c["id"] for d in docs for c in [*d["claims"], *d["statements"]]}
    disagreements = []
    for n, row in enumerate(bundle.get("disagreements", []), 1):
        values = [{"value": v, "claims": [f"{name}-{c}" for c in claims]} for v, claims in row["values"].items()]
        lost = [c for v in values for c in v["claims"] if c not in ids]
        if lost:
            raise BundleError(f"{path.name}: a disagreement names {lost}")
        disagreements.append({"id": f"{name}-K{n}", "type": row["type"], "resolution": row["resolution"], "resolution_ok": row.get("ok", []),
                              "incident": f"{name}:{row['incident']}", "field": row.get("field"), "values": values})  # fmt: skip
    groups = [[f"{name}:{i}" for i in g] for g in bundle.get("same_incident_ok", [])]
    return {"docs": docs, "incidents": incidents, "aliases": aliases, "disagreements": disagreements, "same_incident_ok": groups}


def load(folder: Path = HERE, pattern: str = "*.yml") -> Row:
    """All bundles as one gold set. An alias that would name two actors is left out: outside its bundle it means nothing."""
    gold: Row = {"name": "invented", "scored_stances": list(SCORED), "aliases": {}, "word_aliases": {"defense": "defence", "ministry": "ministry"},
                 "docs": [], "incidents": [], "disagreements": [], "same_incident_ok": []}  # fmt: skip
    for path in sorted(folder.glob(pattern)):
        part = read_bundle(path)
        for key in ("docs", "incidents", "disagreements", "same_incident_ok"):
            gold[key].extend(part[key])
        for actor, others in part["aliases"].items():
            gold["aliases"].setdefault(actor, []).extend(o for o in others if o not in gold["aliases"].get(actor, []))
    meant = Counter(o.casefold() for actor, others in gold["aliases"].items() for o in {actor, *others})
    gold["aliases"] = {actor: [o for o in others if meant[o.casefold()] == 1] for actor, others in gold["aliases"].items()}
    return gold


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true", help="only check the bundles and count")
    parser.add_argument("--files", default="*.yml", help="which bundles, as a pattern of file names")
    args = parser.parse_args(argv)
    gold = load(pattern=args.files)
    claims = [c for d in gold["docs"] for c in d["claims"]]
    statements = [s for d in gold["docs"] for s in d["statements"]]
    print(f"{len(gold['docs'])} documents, {len(gold['incidents'])} incidents, {len(claims)} casualty claims, {len(statements)} statements")
    print(dict(Counter(s["stance"] for s in statements)), dict(Counter(d["fold"] for d in gold["docs"])))
    if args.out and not args.check:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for name, fold in (("input", None), ("input_read", "read"), ("input_score", "score")):
            rows = [
                {"id": d["document"], **{k: d[k] for k in ("text", "outlet", "published")}}
                for d in gold["docs"]
                if fold in (None, d["fold"])
            ]
            (args.out / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
