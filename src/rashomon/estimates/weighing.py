"""The claims of one row, sorted out: who speaks, what their last word is, what was struck. The policies read the result."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rashomon.estimates.evidence import RANK, Evidence, echoes
from rashomon.estimates.figures import core, numeric, same_number
from rashomon.estimates.outlet_errors import outlet_errors, smaller_parts
from rashomon.estimates.persons import ordinal
from rashomon.estimates.revisions import LastWord, counts_on, last_word, with_increments
from rashomon.estimates.sides import Row
from rashomon.estimates.voices import Voice
from rashomon.model import Claim

#: Who may say of another's toll that it was of an earlier hour: who counts the victims, and no group, rebel or resident.
COUNTS = frozenset({"own_losses", "third_party", "outlet"})
ALONE = frozenset({"group", "militants", "coalition", "witnesses", "people", "civilians", "person"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """``words``: the last word of each voice, strongest first; ``struck``: claim id to the reason it does not count; ``behind``: claim id
    of an outlet's repetition to the speaker it repeats; ``retracted``: figures their own speaker took back without giving another;
    ``stale``: texts whose toll was overtaken; ``parts``: claim id to why an outlet's smaller figure is taken for a part; ``whole``: the same
    row with the voices that a user's weights leave out, where they do."""

    row: Row
    words: tuple[LastWord, ...]
    struck: dict[str, tuple[str, tuple[Claim, ...]]]
    behind: dict[str, Claim]
    retracted: tuple[Claim, ...] = ()
    stale: frozenset[str] = frozenset()
    parts: dict[str, str] = field(default_factory=dict)
    whole: Weighed | None = None

    def voice(self, claim: Claim, evidence: Evidence) -> Voice:
        """Who is behind the claim: for a repetition, the speaker repeated."""
        return evidence.voices[self.behind.get(claim.claim_id, claim).claim_id]


def weigh(row: Row, harm: str, evidence: Evidence, stale: frozenset[str] = frozenset()) -> Weighed:
    """Sort out one row. ``stale`` as in :func:`~rashomon.estimates.revisions.last_word`."""
    struck = outlet_errors(row.claims, evidence)
    parts = smaller_parts(row.claims, evidence)
    behind = echoes(row.claims, evidence)
    voices: dict[str, list[Claim]] = {}
    retracted = tuple(c for c in row.claims if c.claim_id in evidence.retracted)
    for c in row.claims:
        if c.claim_id in struck or c.claim_id in parts or c in retracted:
            continue
        voices.setdefault(evidence.voices[behind.get(c.claim_id, c).claim_id].key, []).append(c)
    _join_own(voices, evidence, behind)
    _join_versions(voices, evidence)
    words = []
    increments = [c for c in evidence.claims if c.harm == harm and c.scope == "increment" and c.kind == "casualty" and c not in row.claims]
    for key in sorted(voices):
        members = voices[key]
        sources = [behind.get(c.claim_id, c) for c in members]
        relation = max((evidence.relations[s.claim_id] for s in sources), key=lambda r: (RANK[r], r))
        word = last_word(evidence.voices[sources[0].claim_id], relation, members, evidence, stale)
        words.append(with_increments(word, [c for c in increments if _fits(c, row)], evidence))
    words = _with_others_increments(words, [c for c in increments if _fits(c, row)], evidence)
    words = _without_echoes_of_old(words, evidence)
    words = _without_what_was_earlier(words, row, evidence)
    words.sort(key=lambda w: (-RANK[w.relation], w.voice.key))
    return Weighed(row, tuple(words), struck, behind, retracted, stale, parts)


def _with_others_increments(words: list[LastWord], increments: list[Claim], evidence: Evidence) -> list[LastWord]:
    """ "Five were killed, medics said. The ministry later said a sixth person had died": one more than the total it is told after.

    Only of one that counts on ("a sixth person") or of wounded who died, below that total in the same text, by somebody who does not count
    its enemy's losses and gives no total of its own, and where nobody in this row gives the sum already.
    """
    own = {w.voice.key for w in words}
    for c in sorted(increments, key=lambda c: (c.document_id, c.document, c.start, c.claim_id)):
        if evidence.voices[c.claim_id].key in own or evidence.relations[c.claim_id] == "enemy_losses" or not numeric(c):
            continue
        before = [
            (t.start, w)
            for w in words
            for t in w.same
            if evidence.text_of(t) == evidence.text_of(c) and t.start < c.start and w.relation != "enemy_losses" and numeric(t)
        ]
        if not before:
            continue
        word = max(before, key=lambda b: (b[0], b[1].voice.key))[1]
        nth = ordinal(c)
        if nth is None and c.harm_detail != "died_of_wounds":
            continue
        total = (core(word.claim) or 0) + word.added
        told = {core(t) for w in words for t in (*w.same, *w.replaced)}
        if nth is None and ((c.low or 0) <= max((total - (core(t) or 0) for t in word.replaced), default=0) or _moved(word, c, evidence)):
            continue  # the toll has risen already, and this is why
        if total + (c.low or 0) in told or (c.low or 0) >= total or not counts_on(c, word, evidence):
            continue
        if any(same_number(c, i) and nth is None for i in word.increments):
            continue
        new = replace(word, added=word.added + (c.low or 0), increments=(*word.increments, c))
        words = [new if w is word else w for w in words]
    return words


def _moved(word: LastWord, increment: Claim, evidence: Evidence) -> bool:
    """Whether the total is told as a new one in the text of the increment ("the toll now stands at 23, six of the wounded have died")."""
    return any(evidence.cue(t) == "newer" for t in word.same if evidence.text_of(t) == evidence.text_of(increment))


def _without_echoes_of_old(words: list[LastWord], evidence: Evidence) -> list[LastWord]:
    """Who gives the number a speaker of no lower standing gave before, and not surely after that speaker moved on, tells of the same
    earlier hour: the claims join what was replaced, and are no second opinion."""
    out = sorted(words, key=lambda w: (-RANK[w.relation], w.voice.key))
    for v in list(out):
        if v not in out or v.change not in {"growth", "revised_down", "corrected"}:
            continue
        old = [c for c in v.replaced if numeric(c) and evidence.before(c, v.claim)]
        gone = [
            w
            for w in out
            if w is not v
            and RANK[w.relation] <= RANK[v.relation]
            and w.relation != "enemy_losses"
            and not w.replaced
            and not any(evidence.before(v.claim, c) for c in w.same)
            and any(same_number(c, w.claim) for c in old)
            and not same_number(w.claim, v.claim)
        ]
        if gone:
            more = replace(v, replaced=(*v.replaced, *(c for w in gone for c in w.same)))
            out = [more if w is v else w for w in out if w not in gone]
    return out


def _without_what_was_earlier(words: list[LastWord], row: Row, evidence: Evidence) -> list[LastWord]:
    """ "38 were killed, medics said. A ministry official had earlier put the toll at 22": where a text says of a figure that it is of an earlier hour, and
    gives a higher one beside it that is not, the earlier one joins what was replaced, whoever gave it.

    Not of a side's own losses: what it admitted stands until it says more itself. And not where a group or a witness gives the higher one.
    """
    if any(c.victim_party for c in row.claims):
        return words
    now = [w for w in words if numeric(w.claim) and w.relation in COUNTS]
    now = [w for w in now if w.claim.speaker is None or w.claim.speaker.kind not in ALONE]
    now = [w for w in now if not any(evidence.cue(c) == "older" for c in w.same)]
    for old in [w for w in words if w not in now and numeric(w.claim) and w.relation != "enemy_losses"]:
        texts = {evidence.text_of(c) for c in old.same}
        later = [
            w
            for w in now
            if all(evidence.cue(c) == "older" for c in old.same)
            and texts <= {evidence.text_of(c) for c in w.same}
            and (core(w.claim) or 0) > (core(old.claim) or 0)
        ]
        if later:
            top = max(later, key=lambda w: (RANK[w.relation], core(w.claim) or 0, w.voice.key))
            more = replace(top, replaced=(*top.replaced, *old.same, *old.replaced), change="growth")
            now = [more if w is top else w for w in now]
            words = [more if w is top else w for w in words if w is not old]
    return words


def _join_versions(voices: dict[str, list[Claim]], evidence: Evidence) -> None:
    """A page that was rewritten speaks with its newer words: the older version's claims join the voice of the newer one. In place."""
    if not evidence.versions:
        return
    for key in sorted(voices):
        for old in list(voices.get(key, [])):
            later = {k for k in sorted(voices) for c in voices[k] if evidence.rewritten(old, c) and numeric(c)}
            if len(later) == 1 and key not in later:
                voices[key].remove(old)
                voices[later.pop()].append(old)
    for key in [k for k, cs in voices.items() if not cs]:
        del voices[key]


def _join_own(voices: dict[str, list[Claim]], evidence: Evidence, behind: dict[str, Claim]) -> None:
    """Offices that speak of their own side's losses, where one side only does so in this row: one voice, named or not. In place."""
    own = sorted(k for k, cs in voices.items() if any(evidence.relations[behind.get(c.claim_id, c).claim_id] == "own_losses" for c in cs))
    parties = [k for k in own if k.startswith("party:")]
    loose = [k for k in own if k.startswith("own:")]
    if len(parties) > 1 or len(own) < 2 or not loose:
        return
    into = parties[0] if parties else loose[0]
    for key in loose:
        if key != into:
            voices[into] = [*voices[into], *voices.pop(key)]


def _fits(claim: Claim, row: Row) -> bool:
    """Whether an increment speaks of the victims of this row."""
    sides = {c.side for c in row.claims}
    return claim.side in sides or (claim.side is None and row.over != "all_sides") or row.over == "unknown"
