"""Who did it: the organisation that MUC-4's templates hold for the perpetrator of a report, and how surely it is said.

Asked are the templates with somebody killed, wounded or kidnapped; who blew up a pylon is neither wanted nor false. Our answer: the named doers of its casualty claims, and whom its statements of blame, responsibility
and admission are aimed at. Kinds of people ("guerrillas", "gunmen") are no names, on neither side. A state's organs ("THE SALVADORAN ARMY",
"THE GOVERNMENT") are their state, which for bare organs is that of the template's scene. Templates leave out clashes between two armies and old
events told in passing, so a few answers counted as false are true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import f1, parsed, plain_document, rows
from rashomon.claims import find_claims
from rashomon.lexicon import load
from rashomon.mentions import find_mentions
from rashomon.model import Claim, Document, Sentence

Row = dict[str, Any]
_ORGANS = re.compile(
    r"\b(?:ARMY|ARMED FORCES|AIR FORCE|NAVY|MILITARY|GOVERNMENT|REGIME|POLICE|TROOPS|SOLDIERS|SECURITY FORCES|HIGH COMMAND|BATTALION|BRIGADE|"
    r"INFANTRY|NATIONAL GUARD|DICTATORSHIP|JUNTA|STATE|INTELLIGENCE SERVICES?|SECURITY SERVICES?|PATROLS)\b"
)
_STOP = frozenset(
    {"THE", "OF", "AND", "FOR", "A", "GROUP", "MOVEMENT", "ORGANIZATION", "FRONT", "NATIONAL", "ARMY", "LIBERATION", "POPULAR", "PEOPLE"}
)
#: Kinds of people that stand as a name where nobody is named.
_CLASSES = frozenset(
    {"rebels", "militants", "separatists", "gunmen", "bandits", "attackers", "police", "militia", "peacekeepers", "soldiers", "each_other"}
)
_HOW = {"REPORTED AS FACT": "fact", "CLAIMED OR ADMITTED": "claimed", "SUSPECTED OR ACCUSED": "accused", "SUSPECTED OR ACCUSED BY AUTHORITIES": "accused", "POSSIBLE": "accused"}  # fmt: skip
_HEDGED = re.compile(
    r"\b(?:alleged(?:ly)?|suspected|presumed|presumably|apparently|believed|accused|blamed|attributed|possibl[ey]|might|could have)\b", re.I
)


@cache
def _states() -> dict[str, str]:
    """Upper-case names and adjectives of states → canonical name."""
    return {
        form.upper(): str(e.get("name")) for e in load("countries") for form in (*e.forms, *(e.get("adjectives") or ()), str(e.get("name")))
    }


@cache
def _groups() -> dict[str, str]:
    """Upper-case names and acronyms of groups of the lexicon → canonical name."""
    return {form.upper(): str(e.get("name")) for e in load("groups") for form in (*e.forms, *(e.get("acronyms") or ()), str(e.get("name")))}


def _state_in(text: str) -> str | None:
    words = text.upper().split()
    for n in (3, 2, 1):
        for i in range(len(words) - n + 1):
            state = _states().get(" ".join(words[i : i + n]).strip(",.'"))
            if state:
                return state
    return None


def _asked(document: Row, harmed: bool = True) -> list[tuple[frozenset[str], str | None, str]]:
    """The perpetrators of a document: the names of each, the state it is an organ of, and how surely it is said. One a row, each once.
    ``harmed``: only of templates with people harmed; else only of the others."""
    out: dict[tuple[frozenset[str], str | None], str] = {}
    for template in document["templates"]:
        slots = template["slots"]
        effects = " ".join(str(x.get("raw")) for x in slots["hum_tgt_effect_of_incident"])
        kinds = " ".join(str(x.get("cat")) for x in slots["incident_type"])
        people = "KIDNAPPING" in kinds or any(
            e in effects.replace("NO INJURY OR DEATH", "").replace("NO INJURY", "").replace("NO DEATH", "") for e in ("DEATH", "INJURY")
        )
        if people != harmed:
            continue
        where = next((str(x["cat"]) for x in slots["incident_location"] if x.get("cat")), "")
        how = next((str(x["cat"]) for x in slots["perp_organization_confidence"] if x.get("cat")), "REPORTED AS FACT")
        for organisation in slots["perp_organization_id"]:
            names = [re.sub(r"[\"\\?]", "", s).strip().upper() for s in organisation["strings"]]
            if not any(names):
                continue
            organ = any(_ORGANS.search(n) for n in names) and not any(
                n in _groups() or "LIBERATION" in n or "REVOLUTIONARY" in n for n in names
            )
            state = (next((s for n in names if (s := _state_in(n))), None) or _state_in(where.split(" - ")[0])) if organ else None
            out.setdefault((frozenset(names), state), how.split(" / ")[0].strip("( "))
    return [(names, state, _HOW.get(how, "accused")) for (names, state), how in out.items()]


def _same(answer: str, names: frozenset[str], state: str | None) -> bool:
    if state is not None:
        return answer == state
    loud = answer.upper()
    if loud in names or any(_groups().get(n) == answer for n in names):
        return True
    mine = set(re.findall(r"\w+", loud)) - _STOP
    return any(mine & (set(re.findall(r"\w+", n)) - _STOP) for n in names)


def _named(name: str | None) -> bool:
    return name is not None and name not in _CLASSES and not name.endswith((" militants", " rebels", " separatists"))


def _answers(claims: Sequence[Claim], text: str) -> dict[str, str]:
    """Names our claims make the doer → how surely: claimed, accused, fact; the strongest of several."""
    said: dict[str, set[str]] = {}
    for c in claims:
        around = text[max(0, c.start - 120) : c.end + 120]
        if c.kind == "casualty" and _named(c.perpetrator):
            hedged = _HEDGED.search(around) or c.stance == "blames"
            said.setdefault(str(c.perpetrator), set()).add("accused" if hedged else "fact")
        elif c.kind == "statement" and _named(c.target):
            if c.stance in {"claims_responsibility", "admits"}:
                said.setdefault(str(c.target), set()).add("claimed")
            elif c.stance == "blames":
                said.setdefault(str(c.target), set()).add("accused")
    return {name: next(h for h in ("claimed", "fact", "accused") if h in how) for name, how in said.items()}


def _sample(split: str, small: bool) -> list[Row]:
    """Every third document that has a template, of the half."""
    half = [r for i, r in enumerate(rows("muc4")) if (i % 2 == 0) == (split == "read") and r["templates"]]
    return half[::3][:12] if small else half[::3]


def _text(row: Row) -> str:
    """The text without the line breaks of the wire."""
    return str(row["text"]).replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n")


@cache
def _read(split: str, small: bool) -> list[tuple[Row, Document, list[Sentence], list[Claim]]]:
    sample = _sample(split, small)
    documents = [plain_document(str(r["doc_id"]), _text(r)) for r in sample]
    out = []
    for row, document, sentences in zip(sample, documents, parsed(documents), strict=True):
        out.append((row, document, sentences, find_claims(document, sentences, find_mentions(document, sentences))))
    return out


def measure(split: str, small: bool) -> Result:
    """Hits, misses and false names over all documents of the half; of the hits, how many have the right degree of certainty."""
    cases, hits, wanted, found, sure = [], 0, 0, 0, 0
    for row, document, _, claims in _read(split, small):
        golds, answers = _asked(row), _answers(claims, document.text)
        outcome: dict[str, str] = {}
        used: set[str] = set()
        for n, (names, state, how) in enumerate(golds, 1):
            fits = sorted(a for a in answers if _same(a, names, state))
            used |= set(fits)
            outcome[f"organisation {n}"] = "right" if fits else "missed"
            if fits:
                hits += 1
                right = any(answers[a] == how for a in fits)
                sure += right
                outcome[f"certainty {n}"] = "right" if right else "wrong"
        used |= {a for a in answers if any(_same(a, names, state) for names, state, _ in _asked(row, harmed=False))}
        false = sorted(set(answers) - used)
        wanted += len(golds)
        found += len(false) + sum(v == "right" for k, v in outcome.items() if k.startswith("organisation"))
        if false:
            outcome["others named"] = str(len(false))
        elif not golds:
            outcome["others named"] = "right"
        cases.append(Case(f"muc4:{row['doc_id']}", outcome))
    figures = {
        "precision": round(hits / found, 4) if found else 0.0,
        "recall": round(hits / wanted, 4) if wanted else 0.0,
        "F1": f1(hits, found, wanted),
        "certainty right, of hits": round(sure / hits, 4) if hits else 0.0,
    }
    return Result(tuple(cases), figures)


def _most_named(names: Iterable[str]) -> str | None:
    counts = Counter(names)
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    """The armed group or army named most in the document, whatever it does; every perpetrator "reported as fact"."""
    hits = wanted = found = facts = total = 0
    for row, document, sentences, _ in _read(split, small):
        golds = _asked(row)
        mentions = find_mentions(document, sentences)
        name = _most_named(str(m.party) for m in mentions.actors if not m.anaphor and _named(m.party) and m.kind in {"group", "military"})
        wanted += len(golds)
        found += name is not None
        hits += name is not None and any(_same(name, names, state) for names, state, _ in golds)
        facts += sum(how == "fact" for *_, how in golds)
        total += len(golds)
    most = (
        {"precision": round(hits / found, 4), "recall": round(hits / wanted, 4), "F1": f1(hits, found, wanted)} if found and wanted else {}
    )
    return {"force named most": most, "always a fact": {"certainty right, of hits": round(facts / total, 4) if total else 0.0}}


TASKS = (
    Task(
        "perpetrators", "Which organisation did it", "MUC-4, every third report with a template", measure,
        baselines=baselines, reach={"precision": 0.7, "recall": 0.7},
    ),
)  # fmt: skip
