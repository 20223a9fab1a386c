"""Organisations and groups a document introduces: by an acronym, by the shape of the name, and by their short forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rashomon.lexicon import Entry
from rashomon.mentions.actors_lands import CAP
from rashomon.mentions.actors_signs import BRACKET, GROUP, HEAD, MEN, OR_ACRONYM, SORT, signs
from rashomon.mentions.actors_vocabulary import Term, head_kinds, make, shapes, slug

_NAME = rf"(?:{CAP})(?: (?:of the |of |for the |for |and |de |la |del |wal-)?(?:{CAP})){{0,7}}"
_PARENTHESIS = re.compile(rf"\b(?:[Tt]he )?({_NAME}),? \(((?:the )?\"?[A-Z][A-Za-z0-9-]{{1,9}}\"?)\)")
_OR = re.compile(rf"\b(?:[Tt]he )?({_NAME}), or (?:the )?([A-Z]{{2,8}})\b")
_SORT = r"(?:insurgent|militant|rebel|armed|separatist|jihadist|jihadi|terrorist|guerrilla|guerilla|Islamist|extremist|secessionist|paramilitary|criminal|dissident|splinter|Maoist|communist|ethnic|armed opposition) (?:\w+ )?(?:group|movement|organi[sz]ation|militia|faction|force|army|network|gang|outfit|coalition|alliance|insurgency|wing)"
#: "the X, an insurgent group", "the insurgent group X", "fighters of the X", "the X insurgency".
_APPOSED = re.compile(rf"\b[Tt]he ({_NAME}),? (?:which is |is )?(?:an?|the|another|one of the) (?:\w+[ -]){{0,3}}?{_SORT}\b")
_HERALDED = re.compile(rf"\b{_SORT},? (?:called |named |known as |of )?(?:the )?[\"\u201c]?({_NAME})")
_OF_THE = re.compile(
    rf"\b(?:[Ff]ighters|[Mm]ilitants|[Gg]unmen|[Ii]nsurgents|[Gg]uerrillas|[Jj]ihadists|[Tt]errorists|[Rr]ebels|[Mm]ilitiamen|[Bb]andits|[Mm]ilitia|[Hh]it ?men|[Ss]icarios|[Gg]ang members|[Cc]ombatants|[Cc]ommandos|[Ss]uicide bombers?) (?:of|belonging to|loyal to) (?:the )?(?:so-called )?({_NAME})"
)
_TAILED = re.compile(
    rf"\b[Tt]he ({_NAME}) (?:terrorist group|terror group|militant group|insurgent group|rebel group|armed group|insurgency|guerrillas|insurgents|militia)\b"
)
_MEN = r"\b(?:[Ff]ighters|[Ff]ormations|[Mm]ilitants|[Gg]unmen|[Dd]etachments|[Rr]ebels|[Ii]nsurgents|[Gg]uerrillas|[Tt]errorists|armed wing|military wing|bandits) (?:of|from|belonging to|loyal to)"
_CORPS_OF = re.compile(r"(?:[A-Z]\w+ ){0,2}(?:Corps|Guards?|Forces?|Regiment|Battalion|Command) of ")
_OF_FOR = re.compile(r" (?:of|for) ")
_CENTRE = re.compile(r"\b(?:Center|Centre) for\b")
_MEN_OF = re.compile(rf"{_MEN} (?:the )?(?:so-called )?")
_SHAPE = re.compile(rf"\b({_NAME})")


def acronyms(texts: list[str], found: list[list[Term]]) -> list[Entry]:
    """Names with their acronym in brackets behind them: "Movement of X (MOX)"."""
    out: list[Entry] = []
    taken: set[str] = set()
    for text, here in zip(texts, found, strict=True):
        has = signs(text)
        for m in (*(_PARENTHESIS.finditer(text) if has & BRACKET else ()), *(_OR.finditer(text) if has & OR_ACRONYM else ())):
            short = m.group(2).removeprefix("the ").strip('"')
            if short in taken or not sum(c.isupper() for c in short) >= 2:
                continue
            known = next((t for t in here if t.kind == "group" and t.end in (m.end(1), m.end(1) - 1)), None)
            if known:
                out.append(Entry(known.entry.file, known.entry.id, (short,), {**known.entry.values, "case": True, "_acronym": False}))
                taken.add(short)
                continue
            name = _spelled(m.group(1), short)
            if name is None or any(
                t.kind == "organ"
                and t.end == m.end(1)
                and (t.start <= m.start(1) + 4 or any(o.kind in {"adjective", "state"} and o.after == t.start - 1 for o in here))
                for t in here
            ):
                continue
            taken.add(short)
            kind = kind_of_name(name) or "organisation"
            out += make("group", slug(name), [name], "shape-acronym", name=name, kind=kind)
            out.append(Entry("shape-acronym", slug(name), (short,), {"_kind": "group", "name": name, "kind": kind, "case": True}))
    return out


def _spelled(name: str, short: str) -> str | None:
    """The tail of ``name`` whose initials the acronym spells, else None; names in another language need a head that tells a kind."""
    words = name.split()
    letters = [c for c in short if c.isalpha()]
    for i in range(len(words)):
        tail = words[i:]
        capitals = [p[0] for w in tail if w[0].isupper() for p in w.split("-") if p and p[0].isupper()]
        every = [w[0].upper() for w in tail]
        if (
            letters
            and words[i][0].isupper()
            and (
                capitals == letters
                or every == [c.upper() for c in letters]
                or (capitals[: len(letters)] == letters and len(capitals) <= len(letters) + 1)
            )
        ):
            return " ".join(tail)
    return name if kind_of_name(name) and words[0][0] == short[0] else None


@lru_cache(maxsize=8192)
def kind_of_name(name: str) -> str | None:
    """Kind of actor a capitalised name is by its words ("Movement for X" group, "X Observatory" monitor), or None."""
    kinds, words = head_kinds(), name.split()
    core = _OF_FOR.split(name, maxsplit=1)[0].split()
    for tail in (core, words):
        for n in (3, 2, 1):
            if len(tail) >= n and " ".join(tail[-n:]) in kinds:
                return kinds[" ".join(tail[-n:])]
    if len(words) > 1 and words[1] in {"of", "for"} and words[0] in kinds:
        return kinds[words[0]]
    return "organisation" if _CENTRE.search(name) else None


def shaped(texts: list[str], found: list[list[Term]], taken: set[str]) -> list[Entry]:
    """Names whose head word tells what they are, with their shorter forms ("the X Observatory for Y", later "the Observatory")."""
    names: dict[str, str] = {}
    lands: dict[str, str] = {}
    for text, here in zip(texts, found, strict=True):
        for m in _SHAPE.finditer(text) if signs(text) & HEAD else ():
            start, name = m.start(1), m.group(1)
            words = name.split()
            if len(words) < 2:
                continue
            while words and (words[0][0].islower() or (words[0] in shapes("no-state") and words[0] not in shapes("first-in-names"))):
                start += len(words[0]) + 1
                words = words[1:]
            name = " ".join(words)
            while words and words[0].endswith(_tied()):
                start += len(words[0]) + 1
                words = words[1:]
            name = " ".join(words)
            for cut in (" of the ", " of ", " for the ", " for "):  # "Militants of the X Army" at the start of a sentence
                first, _, rest = name.partition(cut)
                if rest and kind_of_name(first) is None and first not in head_kinds() and kind_of_name(rest):
                    start += len(first) + len(cut)
                    name = rest
                    break
            if " and " in name and kind_of_name(name.split(" and ")[0]):
                name = name.split(" and ")[0]
            name = name.removesuffix("'s")
            end = start + len(name)
            kind = kind_of_name(name)
            if kind is None or len(name.split()) < 2 or name in taken:
                continue
            if any(
                t.start < end
                and start < t.end
                and (
                    (t.kind == "group" and (t.end in (end, end - 1) or t.start == start))
                    or (t.kind == "organ" and t.entry.id != "formation" and t.end - t.start > len(name) - 6)
                )
                for t in here
            ):
                continue
            if any(
                t.kind == "organ"
                and t.end == end
                and t.form[0].isupper()
                and t.entry.id in {"armed-forces", "forces", "border-guards", "national-guard"}
                and _state_before(text, start, t.start, here)
                for t in here
            ):
                continue
            if any(
                t.kind == "adjective" and t.start == start and any(o.kind == "organ" and o.start == t.end + 1 for o in here) for t in here
            ):
                continue  # "Freedonian Army Tiger Forces": the state's, by its first words
            if any(t.kind == "office" and t.start == start for t in here) or (
                name.split()[-1] in shapes("ends-of-pages") and len(name.split()) > 4
            ):
                continue
            land = next((t for t in here if t.kind == "state" and t.end == end), None)
            if land is not None and _CORPS_OF.match(name):
                lands[name] = land.name  # "the Border Corps of Freedonia"
            names.setdefault(name, kind)
    for name in sorted(names):
        if names[name] == "organisation" and any(_has_men(name, t) for t in texts):
            names[name] = "group"  # a council or party with formations of its own
    out: list[Entry] = []
    for name in sorted(names):
        out += make(
            "group", slug(name), [name], "shape-name", name=name, kind="military" if name in lands else names[name], party=lands.get(name)
        )
    return out


def _has_men(name: str, text: str) -> bool:
    """Whether the text tells of armed men of that name: "fighters of the X"."""
    return name in text and any(
        text.startswith(name, m.end()) and not text[m.end() + len(name) :][:1].isalnum() and text[m.end() + len(name) :][:1] != "_"
        for m in _MEN_OF.finditer(text)
    )


_TOLD = ((_APPOSED, SORT | GROUP), (_HERALDED, SORT | GROUP), (_OF_THE, MEN), (_TAILED, GROUP))


def told(texts: list[str], found: list[list[Term]], taken: set[str]) -> list[Entry]:
    """Groups whose names show no kind, but which the text says are groups: "the Ashen Banner, an insurgent group"."""
    names: dict[str, int] = {}
    not_first = shapes("no-state") - shapes("first-in-told")
    for text, here in zip(texts, found, strict=True):
        has = signs(text)
        for pattern, needs in _TOLD:
            for m in pattern.finditer(text) if has & needs == needs else ():
                start, name = m.start(1), m.group(1).removesuffix("'s")
                while name and name.split()[0] in not_first:
                    start, name = start + len(name.split()[0]) + 1, " ".join(name.split()[1:])
                end = start + len(name)
                one = len(name.split()) == 1
                if (
                    not name
                    or name in taken
                    or name in shapes("peoples")
                    or (one and (pattern is _OF_THE or len(name) < 4 or name in shapes("no-state")))
                ):
                    continue
                if any(
                    t.start < end
                    and start < t.end
                    and t.kind in {"group", "state", "adjective", "nationals", "leader", "office", "organ", "seat"}
                    for t in here
                ):
                    continue
                names[name] = names.get(name, 0) + 1
    return [e for name in sorted(names) for e in make("group", slug(name), [name], "shape-told", name=name, kind="group")]


@cache
def _tied() -> tuple[str, ...]:
    return tuple(shapes("tied"))


@cache
def _single_heads() -> frozenset[str]:
    return frozenset(h for h in head_kinds() if " " not in h)


def short_forms(found: list[list[Term]], entries: list[Entry], words: frozenset[str]) -> list[Entry]:
    """ "The Observatory", "the Front" after the full name, where only one name of the document has that head."""
    full = {str(e.get("name")): e for e in entries if e.get("_kind") == "group"}
    full |= {t.name: t.entry for row in found for t in row if t.kind == "group"}
    by_head: dict[str, set[str]] = {}
    for name in full:
        for head in _single_heads().intersection(name.split()):
            if head != name:
                by_head.setdefault(head, set()).add(name)
    out = []
    for head in sorted(by_head):
        if len(by_head[head]) == 1 and head not in shapes("never-short"):
            name = next(iter(by_head[head]))
            entry = full[name]
            forms = [head] if head in words else []
            if head == "Observatory":
                forms.append("observatory")
            if forms:
                out.append(
                    Entry(
                        "shape-short",
                        slug(name),
                        tuple(forms),
                        {
                            "_kind": "group",
                            "name": name,
                            "kind": entry.get("kind"),
                            "party": entry.get("party"),
                            "case": True,
                            "_short": True,
                        },
                    )
                )
    return out


def _state_before(text: str, start: int, head: int, here: list[Term]) -> bool:
    return any(t.kind in {"adjective", "state"} and t.start == start and t.end >= head - 3 for t in here)
