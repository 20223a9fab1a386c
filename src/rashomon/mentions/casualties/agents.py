"""Who the clause makes the doer, and with what: the phrase after "by", the subject of "killed", the words before "air strikes"."""

from __future__ import annotations

from rashomon.mentions.casualties.arms import struggles, weapon_vocabulary, weapon_words
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import unit_reason
from rashomon.mentions.people import person
from rashomon.model import Sentence, Span, Token

_STOP_DEPS = frozenset({"relcl", "advcl", "punct", "cc", "acl", "appos", "prep", "ccomp", "parataxis"})


def phrase(sentence: Sentence, head: int, *, keep_of: bool = True) -> tuple[int, int]:
    """First and last token of the noun phrase of ``head`` without relative clauses and the like."""
    first = last = head
    for child in sentence.children(head):
        token = sentence.tokens[child]
        if token.dep in _STOP_DEPS and not (token.dep == "prep" and keep_of and token.lower == "of" and child > head):
            continue
        if token.dep in ("conj", "mark", "advmod") and child > head:
            continue
        under = sentence.subtree(child)
        first, last = min(first, under[0]), max(last, under[-1])
        if last - head > 12:
            last = head
    return first, last


def _actor(sentence: Sentence, head: int) -> tuple[int, int] | None:
    """The phrase at ``head`` if it can name a doer; for "air strikes", "fire" only with a name before it or "by X" behind it."""
    tokens = sentence.tokens
    token = tokens[head]
    if token.lower in small("calendar") or token.lower in small("not_doers") or unit_reason(token.lower) == "a date":
        return None
    if token.pos not in ("NOUN", "PROPN", "PRON", "ADJ") or token.lower in ("that", "which", "who", "this", "it", "there", "what"):
        return None
    if token.lower in struggles() or token.lemma in struggles():
        return None
    thing = unit_reason(token.lower) == "counts things, not people" and token.lower not in weapon_words()
    if thing and token.lower not in small("actor_heads") and token.lower not in small("actor_words"):
        return None
    if token.lower in weapon_words() or token.lemma in weapon_words():
        for child in sentence.children(head):
            if tokens[child].lower == "by" and tokens[child].dep in ("prep", "agent"):
                for obj in sentence.children(child):
                    if tokens[obj].dep == "pobj":
                        return _actor(sentence, obj) or phrase(sentence, obj)
        for child in sentence.children(head):
            if tokens[child].dep in ("acl", "relcl") and tokens[child].lemma in small("launched"):
                found = _by(sentence, child)
                if found is not None:
                    return found
        first, _ = phrase(sentence, head, keep_of=False)
        named = any(_names(t) for t in tokens[first:head])
        return (first, head) if named else None
    return phrase(sentence, head)


def _names(token: Token) -> bool:
    """Whether a word before a weapon says whose it is: a name, a possessive, "government", "rebel"."""
    if token.lower in small("actor_words"):
        return True
    if (
        token.lower in weapon_vocabulary()
        or token.lower in small("calendar")
        or unit_reason(token.lower) == "a date"
        or not token.text[:1].isalpha()
    ):
        return False
    who = person(token.lower)
    if who is not None:
        return who.status in ("combatant", "police")
    return token.pos == "PROPN" or token.dep == "poss" or (token.pos in ("ADJ", "NOUN") and token.text[:1].isupper() and token.i > 0)


def _subject(sentence: Sentence, verb: int) -> int | None:
    for child in sentence.children(verb):
        if sentence.tokens[child].dep == "nsubj":
            return child
    return None


def perpetrator(sentence: Sentence, trigger: Trigger, frame: str) -> Span | None:
    """The phrase the clause makes the doer, or None."""
    tokens = sentence.tokens
    found: tuple[int, int] | None = None
    if frame == "object":
        found = _active(sentence, trigger)
    else:
        found = _by(sentence, trigger.first) or _by_surface(sentence, trigger.last + 1)
        found = found or _leaver(sentence, trigger.first) or _attack(sentence, trigger.last + 1) or _when(sentence, trigger.first)
    if found is None:
        return None
    first, last = found
    while first < last and not tokens[first].text[:1].isalpha():  # "16-12-2014 Karsan Army"
        first += 1
    return Span(tokens[first].start, tokens[last].end)


def _doer(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Whom the tree makes the subject of a verb, through participles, coordination and "accused of"."""
    tokens, own, beside = sentence.tokens, verb, False
    for _ in range(3):
        if verb != own and not beside and tokens[verb].lemma in small("accuse"):
            return _accused(sentence, verb)  # "accused Xia of shelling a school, killing five": no accuser killed
        subject = _subject(sentence, verb)
        if subject is not None:
            if tokens[subject].lower == "who" and verb != own and tokens[tokens[verb].head].lower in small("the_harmed"):
                return None  # "a search for those who bombed a bus, killing 11"
            if tokens[subject].lower in ("who", "that", "which") and tokens[verb].dep == "relcl":
                return _antecedent(sentence, tokens[verb].head)
            return _actor(sentence, subject) or _by(sentence, subject)
        if tokens[verb].dep == "relcl":
            break
        if tokens[verb].dep == "pcomp" and tokens[tokens[verb].head].dep == "prep":
            accuser = tokens[tokens[verb].head].head
            if tokens[accuser].dep in ("dobj", "nsubjpass") and tokens[tokens[accuser].head].lemma in small("accuse"):
                return _actor(sentence, accuser)
            if tokens[accuser].lemma in small("accuse"):
                return _accused(sentence, accuser)
        if tokens[verb].dep in ("advcl", "conj", "xcomp", "pcomp", "prep", "acl") and tokens[verb].head != verb:
            passive = next((c for c in sentence.children(tokens[verb].head) if tokens[c].dep == "agent"), None)
            if passive is not None:
                return _by(sentence, tokens[verb].head)
            if tokens[verb].dep == "acl":
                return _hung(sentence, tokens[verb].head)
            beside = (
                beside or tokens[verb].dep == "conj"
            )  # "accused the rebels of lying and bombed a town, killing nine": who accused did it
            verb = tokens[verb].head
            continue
        break
    return None


def _accused(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Whom a verb of accusing accuses."""
    for child in sentence.children(verb):
        if sentence.tokens[child].dep in ("dobj", "nsubjpass"):
            return _actor(sentence, child)
    return None


def _active(sentence: Sentence, trigger: Trigger) -> tuple[int, int] | None:
    tokens = sentence.tokens
    found = _doer(sentence, trigger.first)
    if found is not None or any(tokens[c].dep == "nsubj" for c in sentence.children(trigger.first)):
        return found
    first = trigger.first - 1  # headline without a tree: "Freedonia killed 4"
    if first >= 0 and tokens[first].pos == "PROPN" and not trigger.form.endswith("ing") and tokens[first].lower not in small("calendar"):
        start = first
        while start > 0 and tokens[start - 1].pos == "PROPN" and tokens[start - 1].text[:1].isalpha():
            start -= 1
        if start == 0 or tokens[start - 1].pos != "ADP":
            return start, first
    return None


def _hung(sentence: Sentence, head: int) -> tuple[int, int] | None:
    """Who did what "killing 12" hangs on: "hit a market in Orvale on Friday, killing 12" hangs on a town or a day and means who hit."""
    tokens = sentence.tokens
    for at in (head, *sentence.ancestors(head)):
        if tokens[at].lower in weapon_words() or tokens[at].lemma in weapon_words():
            found = _actor(sentence, at)
            if found is not None or tokens[at].dep != "dobj":  # "carried out raids killing 12": who carried them out
                return found
        elif tokens[at].pos == "VERB":
            subject = _subject(sentence, at)
            if subject is not None:
                return _actor(sentence, subject) or _by(sentence, subject)
            if tokens[at].dep != "acl":  # "a town held by rebels": they are not who killed
                return _by(sentence, at)
    return _actor(sentence, head)


def _antecedent(sentence: Sentence, head: int) -> tuple[int, int] | None:
    """Whom "that killed" points to: in "attacks on camps in Orvale that killed 12" the attacks, not the town."""
    tokens, at = sentence.tokens, head
    for _ in range(4):
        if tokens[at].lower in weapon_words() or tokens[at].lemma in weapon_words():
            verb = tokens[at].head
            launched = tokens[at].dep == "dobj" and tokens[verb].lemma in small("launched")
            return _actor(sentence, at) or (_doer(sentence, verb) if launched else None)
        if tokens[at].dep not in ("pobj", "appos", "conj", "prep", "compound") or tokens[at].head == at:
            break
        at = tokens[at].head
    return _actor(sentence, head)


def _by(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    tokens = sentence.tokens
    for child in sentence.children(verb):
        token = tokens[child]
        if token.lower == "by" and token.dep in ("agent", "prep"):
            for obj in sentence.children(child):
                if tokens[obj].dep == "pobj":
                    return _actor(sentence, obj)
        if token.dep == "prep" and token.lower in ("in", "during", "from", "with", "after", "when", "under", "to"):
            for obj in sentence.children(child):
                if tokens[obj].dep == "pobj" and (tokens[obj].lower in weapon_words() or tokens[obj].lemma in weapon_words()):
                    found = _actor(sentence, obj)
                    if found is not None:
                        return found
    return None


def _leaver(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """Subject of "left" and "claimed" in "raids left 15 dead", "the shelling claimed the lives of two"."""
    tokens = sentence.tokens
    for at in sentence.ancestors(i):
        if tokens[at].pos == "VERB":
            if tokens[at].lemma not in small("leaves"):
                return None
            subject = _subject(sentence, at)
            if subject is None:
                return _hung(sentence, tokens[at].head) if tokens[at].dep in ("advcl", "acl") else None
            if tokens[subject].lower in ("who", "that", "which"):
                return _antecedent(sentence, tokens[at].head)
            return _actor(sentence, subject) or _by(sentence, subject)
    return None


def _attack(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """An attack named behind the harm word: "in rebel shelling", "due to an attack launched by the militia"."""
    tokens = sentence.tokens
    armed = False
    for j in range(i, min(i + 22, len(tokens))):
        word = tokens[j].lower
        if word in (";", ":") or word in small("source_words"):
            return None
        if word in ("including", "among") and j > i:
            return None  # "were slain, among them a Karsan bomb expert": who was killed
        if word in small("launched"):
            armed = True
        if word == "by" and armed and _launches(tokens[j - 1], tokens[j - 2]):
            return _by_surface(sentence, j)
        if word == "from" and armed:
            source = _noun_run(tokens, j + 1)
            if source is not None and tokens[source[1]].lower in small("actor_heads"):
                return source
        if (
            word in weapon_words()
            and word not in struggles()
            and (tokens[j].pos in ("NOUN", "PROPN") or (tokens[j].tag == "VBG" and _names(tokens[j - 1])))
        ):
            armed = True
            k = j
            while k > i and _inside(tokens, k - 1):
                k -= 1
            if any(_names(t) for t in tokens[k:j]) and not (k and tokens[k - 1].lower in ("on", "against", "at", "near")):
                return k, j
    return None


def _inside(tokens: tuple[Token, ...], k: int) -> bool:
    """Whether token ``k`` belongs to the phrase before a weapon, "led" of "Karsa-led strikes" included."""
    if tokens[k].lower in small("calendar"):
        return False
    return tokens[k].pos in ("NOUN", "PROPN", "ADJ", "PART") or tokens[k].text == "-" or (k > 0 and tokens[k - 1].text == "-")


def _launches(before: Token, second: Token) -> bool:
    """Whether "by" stands behind an attack or its launching, not behind "a town held"."""
    return before.lower in weapon_words() or before.lower in small("launched") or second.lower in small("launched")


def _noun_run(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """First and last token of the noun phrase that begins at ``i``."""
    j = i
    while j < len(tokens) and tokens[j].pos in ("ADJ", "NOUN", "PROPN", "DET", "PART") and j - i < 7:
        j += 1
    return (i, j - 1) if j > i else None


def _when(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """Subject of the attack in "were hurt when rebels fired a shell"; only what can be an armed actor."""
    tokens = sentence.tokens
    for child in sentence.children(verb):
        if tokens[child].dep != "advcl" or tokens[child].pos != "VERB":
            continue
        if not any(tokens[c].lower in ("when", "as", "after", "while") for c in sentence.children(child)):
            continue
        subject = _subject(sentence, child)
        if subject is None:
            return _by(sentence, child)
        head = tokens[subject]
        who = person(head.lower)
        armed = head.lower in small("actor_heads") or (who is not None and who.status in ("combatant", "police"))
        return _actor(sentence, subject) if armed or (head.lower in weapon_words()) else None
    return None


def _by_surface(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The phrase behind a "by" at token ``i``, unless it is a weapon with no name before it."""
    tokens = sentence.tokens
    found = _noun_run(tokens, i + 1) if i < len(tokens) and tokens[i].lower == "by" else None
    if found is None:
        return None
    words = tokens[found[0] : found[1] + 1]
    if words[-1].lower in small("calendar") or (words[-1].lower in weapon_words() and not any(_names(t) for t in words[:-1])):
        return None
    return found
