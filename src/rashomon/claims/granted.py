"""What a denial takes for granted: who denies a deed does not deny what a clause beside it tells of the place or the attack."""

from __future__ import annotations

from rashomon.claims.frame import Attribution, kids
from rashomon.model import Sentence, Span

#: Before a noun that is not known yet: "denied carrying out any attack that killed civilians" denies that there was one.
_OPEN = frozenset({"a", "an", "any", "no", "such", "some"})


def told_of_the_deed(sentence: Sentence | None, a: Attribution, span: Span) -> bool:
    """ "Denied attacking the village, in which 12 people died", "denied carrying out the bombing that killed 14": the deed is denied, not its dead.

    Only where the deed is denied as one's own ("denied shelling …"), the figure stands in a relative clause of what is denied, and
    that clause is set off by a comma or tells of a thing that is known.
    """
    if sentence is None or a.stance != "denies" or not a.content:
        return False
    opens_with = sentence.token_at(a.content[0].start)
    doing = opens_with is not None and sentence.tokens[opens_with].tag == "VBG"  # "denied having ambushed …"
    if not a.rule.endswith(".infinitive") and not (a.rule.endswith(".clause") and doing):
        return False
    first = sentence.token_at(span.start)
    if first is None:
        return False
    for i in (first, *sentence.ancestors(first)):
        t = sentence.tokens[i]
        if t.start < a.content[0].start:
            return False
        if t.dep == "relcl" and t.head < i:
            noun = sentence.tokens[t.head]
            begin = min(sentence.subtree(i))
            apart = noun.dep == "appos" or (begin > 0 and sentence.tokens[begin - 1].text == ",")  # "…, an attack that killed nine"
            opens = {sentence.tokens[c].lower for c in kids(sentence, noun.i, "det", "amod")} & _OPEN
            return noun.start >= a.content[0].start and (apart or not opens)
    return False
