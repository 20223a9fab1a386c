"""What a saying does to what is said: asserts, denies, blames, confirms, admits, claims responsibility, could not verify …

A stance comes from the saying word and from the content: "said it had nothing to do with the blast" denies. ``blames`` needs either a
word of blame or a party to the violence that says who did it: precision counts here, a plain report stays ``asserts``.
"""

from __future__ import annotations

from rashomon.claims.frame import kids
from rashomon.claims.stance_blame import believed, blame_by_content, blame_by_cue
from rashomon.claims.stance_confirms import confirmed
from rashomon.claims.stance_denials import denial_by_content, denial_by_cue
from rashomon.claims.stance_own import mistake, own_deed, responsibility, revenge
from rashomon.claims.view import Stance, View
from rashomon.model import Sentence

#: Verbs under which an infinitive has been done ("appeared to confirm", "was the first to blame"); others leave it open.
_DONE = frozenset(
    {
        "appear",
        "seem",
        "continue",
        "go",
        "rush",
        "hasten",
        "move",
        "come",
        "use",
        "first",
        "quick",
        "proceed",
        "begin",
        "start",
        "happen",
        "force",
        "claim",
    }
)


def judge(view: View) -> Stance:
    """The stance of one attribution. The first reading that fits wins."""
    a = view.attribution
    low = view.text.casefold()
    if (not view.named and a.stance not in {"denies", "blames", "admits"}) or (
        view.speaker is not None and view.speaker.text.casefold().startswith(("no ", "nobody", "none ", "neither "))
    ):
        return Stance("asserts", rule=a.rule)
    if a.negated and a.stance in {"asserts", "characterizes"}:  # "did not say that the rebels had fired"
        return _unverified(view, low) or Stance("asserts", rule=a.rule)
    if (
        a.stance in {"denies", "confirms", "admits", "blames", "claims_responsibility"}
        and a.verb is not None
        and _not_yet(view.sentence, a.verb)
    ):
        return Stance("asserts", rule=a.rule)
    for reader in (
        denial_by_cue,
        _unverified,
        confirmed,
        mistake,
        believed,
        responsibility,
        blame_by_cue,
        denial_by_content,
        own_deed,
        revenge,
        blame_by_content,
    ):
        made = reader(view, low)
        if made is not None:
            return made
    stance = a.stance if a.stance in {"urges", "threatens", "characterizes", "retracts"} else "asserts"
    return Stance(stance, rule=a.rule)


def _not_yet(s: Sentence, verb: int) -> bool:
    """Whether the saying has not been done ("will deny", "if confirmed", "refused to confirm", "would blame")."""
    t = s.tokens[verb]
    if t.dep == "conj" and t.tag == "VB" and not kids(s, verb, "aux") and s.tokens[t.head].pos == "VERB":
        return _not_yet(s, t.head)  # "declined to confirm or deny"
    aux = {s.tokens[c].lower for c in kids(s, verb, "aux")}
    if t.lemma == "confirm":
        aux -= {"can", "could"}  # "could only confirm that there was an incident"
    if aux & {"will", "would", "may", "might", "should", "'ll", "could", "can", "must"} or any(
        s.tokens[c].lower in {"if", "unless", "until"} for c in kids(s, verb, "mark", "advmod")
    ):
        return True
    return "to" in aux and s.tokens[t.head].lemma not in _DONE


def _unverified(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.lemma == "confirm" and a.negated and not _unable(view, {"could", "can"}):
        return Stance("asserts", rule=a.rule)  # a refusal, not a failed check
    if a.entry is not None and a.lemma in {"confirm", "verify", "corroborate", "authenticate"} and (a.negated or _unable(view)):
        return Stance("could_not_verify", None, None, f"{a.rule}+unable")
    return None


def _unable(view: View, modals: set[str] | None = None) -> bool:
    s, v = view.sentence, view.attribution.verb
    if v is None:
        return False
    if modals is not None:
        return any(s.tokens[c].lower in modals for c in kids(s, v, "aux"))
    return any(s.tokens[x].lower in {"unable", "impossible", "able"} for x in s.ancestors(v)) or any(
        s.tokens[c].lower in {"cannot", "not", "n't", "nt"} for c in s.children(v)
    )
