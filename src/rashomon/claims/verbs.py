"""Saying verbs in a parsed sentence: whose subject says what follows, what stands before, or what the verb is put into."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import PARSE, Attribution, hull, kids, negated, phrase
from rashomon.lexicon import Entry
from rashomon.model import Sentence, Span, Token

_SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Participles by which a speaker goes on.
_GOING_ON = frozenset({"add", "note", "stress", "point", "emphasize", "emphasise", "explain", "specify", "clarify", "warn", "conclude"})
_ARTEFACT = frozenset({"statement", "report", "letter", "post", "message", "communique", "video", "interview", "tweet", "speech", "email"})
_TAIL = frozenset({"prep", "advcl", "npadvmod", "dobj", "dep", "acl", "relcl", "appos", "parataxis", "attr", "acomp", "oprd", "xcomp", "ccomp", "advmod", "punct", "conj", "cc", "dative", "meta", "intj"})  # fmt: skip
#: Frames that read one stretch to the right of the verb, with the labels its first word's dependent has there.
_RIGHT = (
    ("figure", ("dobj",)),
    ("name", ("oprd", "dobj", "ccomp", "dative")),
    ("as", ("dobj", "prep")),
    ("infinitive", ("xcomp", "ccomp")),
    ("object", ("dobj", "xcomp")),
    ("about", ("prep",)),
    ("for", ("prep", "dobj")),
)
#: Before whom the blamed one stands, where he is not the verb's object.
_TO_WHOM = {"blame": "on", "pin": "on", "attribute": "to", "ascribe": "to"}


def find(sentence: Sentence) -> list[Attribution]:
    """Attributions of the saying verbs of a sentence."""
    table = words.verb_frames()
    out: list[Attribution] = []
    for token in sentence.tokens:
        if token.pos not in {"VERB", "AUX"}:
            continue
        key = _key(sentence, token, table)
        if key is not None:
            read = _read(sentence, token, table[key], key)
            if read is not None:
                out.append(read)
    return out


def _key(sentence: Sentence, token: Token, table: dict[str, dict[str, Entry]]) -> str | None:
    if token.lemma in words.particle_verbs():
        for child in kids(sentence, token.i, "prt", "prep", "advmod", "acomp", "dobj"):
            pair = f"{token.lemma} {sentence.tokens[child].lower}"
            if pair in table:
                return pair
    return token.lemma if token.lemma in table else None


def _read(s: Sentence, v: Token, frames: dict[str, Entry], key: str) -> Attribution | None:
    turned = _turned(s, v)
    if turned is not None and "bare" in frames:
        return _made(s, v, frames["bare"], turned, [list(range(v.i))], "turned", key)
    if v.dep == "amod":
        return None
    passive = bool(kids(s, v.i, "nsubjpass", "auxpass", "agent")) or (v.tag == "VBN" and v.dep in {"acl", "advcl"} and not kids(s, v.i, "nsubj"))
    if passive:
        frames = {f: e for f, e in frames.items() if e.id != "responsibility" or _about_violence(s, e, [[c for c in kids(s, v.i, "nsubjpass")]])}
        return _passive(s, v, frames, key) if frames else None
    source = source_of(s, v.i)
    if "speaker" in frames:
        return _quoting(s, v, frames["speaker"], source, key)
    if "target" in frames:
        target = _target(s, v, frames["target"], source, key)
        if target is not None:
            return target
    if "clause" in frames:
        clause = _clause(s, v, source, "bare" in frames)
        if clause is not None:
            return _made(s, v, frames["clause"], source, clause, "clause", key)
    for frame, labels in _RIGHT:
        if frame not in frames:
            continue
        content = _right(s, v, labels, frame)
        if content is not None and not _about_violence(s, frames[frame], content, v):
            content = None
        if content is not None:
            return _made(s, v, frames[frame], source, content, frame, key)
    if "bare" in frames and source is not None and v.dep == "relcl":
        content = _run_on(s, v, source)
        if content is not None:
            return _made(s, v, frames["bare"], source, content, "run_on", key)
    if "bare" in frames and (source is not None or v.dep == "parataxis"):
        content = _bare(s, v, source)
        if content is not None:
            return _made(s, v, frames["bare"], source, content, "bare", key)
    return None


def _about_violence(s: Sentence, entry: Entry, content: list[list[int]], v: Token | None = None) -> bool:
    """Whether "claim", "take", "accept" have responsibility, credit or an attack as their object; true for all other words."""
    if entry.id == "retract":
        return any(s.tokens[i].lower in words.listed("denials", "word") for i in content[0][:5])
    if entry.id != "responsibility":
        return True
    if v is not None and v.dep == "relcl" and not kids(s, v.i, "dobj") or (v is not None and any(s.tokens[c].lower in _RELATIVE for c in kids(s, v.i, "dobj"))):
        return v.lemma == "claim" and s.tokens[v.head].lower in words.listed("violence", "attack_noun")
    if any(s.tokens[i].lower in {"similar", "previous", "past", "earlier", "several", "many", "other"} for i in content[0][:3]):
        return False
    heads = [s.tokens[i] for i in content[0][:6]]
    if any(t.dep == "nsubjpass" for t in heads):
        return any(t.lower in words.listed("denials", "credit") or (t.lower in words.listed("violence", "attack_noun") and s.tokens[t.head].lemma == "claim") for t in heads)
    if any(t.lower in words.listed("denials", "credit") for t in heads):
        return True
    return any(t.lower in words.listed("violence", "attack_noun") and t.dep == "dobj" for t in heads) and _lemma(s, content[0][0] - 1) == "claim"


def _lemma(s: Sentence, i: int) -> str:
    """Lemma of the verb at or just before token ``i``."""
    while i >= 0 and s.tokens[i].pos not in {"VERB", "AUX"}:
        i -= 1
    return s.tokens[i].lemma if i >= 0 else ""


def _made(s: Sentence, v: Token, entry: Entry, source: tuple[list[int], int] | None, content: list[list[int]], frame: str, key: str,
          target: Span | None = None, passive: bool = False) -> Attribution | None:  # fmt: skip
    spans = tuple(h for h in (hull(s, c) for c in content) if h is not None)
    if not spans:
        return None
    span = hull(s, source[0]) if source else None
    return Attribution(
        s.index, _cue(s, v, key), spans, span, entry, f"{entry.rule}.{frame}", entry.get("stance") or "asserts", strength=PARSE,
        negated=negated(s, v.i), target=target, source_head=s.tokens[source[1]].start if source else None, verb=v.i,
        belief=bool(entry.get("belief")), passive=passive, lemma=key,
    )  # fmt: skip


def _cue(s: Sentence, v: Token, key: str) -> Span:
    end = v.end
    if " " in key:
        end = max([v.end, *(s.tokens[c].end for c in kids(s, v.i, "prt", "prep", "advmod") if s.tokens[c].lower == key.split()[1] and c < v.i + 3)])
    return Span(v.start, end)


# -- who ---------------------------------------------------------------------------------------------------------------------------


def source_of(s: Sentence, v: int, depth: int = 0) -> tuple[list[int], int] | None:
    """Tokens and head of the phrase that does what verb ``v`` says: its subject, that of the verb it hangs on, or the noun it modifies."""
    tok = s.tokens[v]
    for child in reversed([c for c in kids(s, v, *_SUBJECTS) if c < v] or kids(s, v, *_SUBJECTS)):
        return _noun(s, child, v)
    if depth > 5:
        return None
    if tok.tag == "VBN" and tok.dep in {"acl", "advcl"}:
        return agent_of(s, v)
    for child in kids(s, v, "nsubjpass"):
        if depth:
            return _noun(s, child, v)
    head = s.tokens[tok.head]
    if tok.tag == "VBG" and tok.dep in {"advcl", "acl"} and (tok.lemma in _GOING_ON or tok.dep == "advcl"):
        outer = _sayer_above(s, tok, True)
        if outer is not None:
            return outer
    if tok.dep in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "acomp", "dep", "prep"} and head.i != v:
        if tok.dep == "ccomp" and tok.tag not in {"VBG", "VB"}:
            return None
        if tok.dep == "pcomp" and head.lower == "as":
            quoting = s.tokens[head.head]
            for child in kids(s, quoting.i, "dobj", "nsubjpass"):
                return _noun(s, child, quoting.i)
        if tok.dep == "xcomp":
            for child in kids(s, head.i, "dobj"):
                if head.lemma not in {"make"} and tok.tag == "VB" and head.pos == "VERB" and "infinitive" not in words.verb_frames().get(head.lemma, {}):
                    return _noun(s, child, head.i)
        if tok.dep == "conj" and head.dep == "ccomp" and _is_cue(s, head.head) and any(not _can_speak(s, c) for c in kids(s, head.i, "nsubj", "nsubjpass")):
            return source_of(s, head.head, depth + 1)  # "both sides said they were ... and blamed the other"
        if head.pos in {"VERB", "AUX", "ADJ", "ADP", "SCONJ"}:
            return source_of(s, head.i, depth + 1)
        if head.pos in {"NOUN", "PROPN", "PRON"} and tok.dep in {"advcl", "conj"}:
            return _noun(s, head.i, v)
    if tok.dep == "acl" and tok.tag == "VBG" and head.pos in {"NOUN", "PROPN", "PRON"}:
        verb = next((s.tokens[a] for a in s.ancestors(head.i) if s.tokens[a].pos in {"VERB", "AUX"}), None)
        hearer = verb is not None and head.dep in {"dobj", "pobj", "dative"} and "bare" in words.verb_frames().get(verb.lemma, {})
        thing = head.pos == "NOUN" and head.lemma not in _ARTEFACT | set(words.noun_cues()) and head.lower not in words.roles()
        if verb is not None and (hearer and head.lemma not in _ARTEFACT or thing):
            return source_of(s, _sayer(s, verb).i, depth + 1)
        return _noun(s, head.i, v)
    return None


def _sayer(s: Sentence, verb: Token) -> Token:
    """The saying verb around this one where there is one, else this one."""
    above = [s.tokens[a] for a in s.ancestors(verb.i) if _is_cue(s, a)]
    return above[0] if above and not _is_cue(s, verb.i) else verb


def _can_speak(s: Sentence, i: int) -> bool:
    """Whether this noun names somebody by itself; a pronoun inside what was said leads back to the speaker."""
    t = s.tokens[i]
    return t.pos == "PROPN" or (t.pos == "NOUN" and t.lower in words.roles())


def _sayer_above(s: Sentence, tok: Token, going_on: bool) -> tuple[list[int], int] | None:
    """The subject of the saying verb above a participle ("... told reporters that shells hit the camp, adding that"): the one who goes
    on speaking, rather than the subject of the clause that was said, unless that one can speak and the participle does not go on."""
    near = s.tokens[tok.head]
    if near.pos in {"NOUN", "PROPN"} and near.lemma in _ARTEFACT:
        return None
    for a in s.ancestors(tok.i):
        t = s.tokens[a]
        if t.pos == "VERB" and t.lemma in words.verb_frames() and {"clause", "bare"} & set(words.verb_frames()[t.lemma]):
            if a == tok.head and tok.dep == "advcl":
                return None  # its own subject, the common case
            subject = [c for c in kids(s, a, "nsubj") if s.tokens[c].lower not in _RELATIVE]
            if not subject:
                return None
            own = [c for c in kids(s, tok.head, "nsubj", "nsubjpass")]
            speaks = any(s.tokens[c].pos in {"PROPN", "PRON"} or s.tokens[c].lower in words.roles() for c in own)
            return None if speaks and not going_on else (phrase(s, subject[0]), subject[0])
    return None


def _noun(s: Sentence, child: int, v: int) -> tuple[list[int], int] | None:
    token = s.tokens[child]
    if child < v and any(i >= v for i in phrase(s, child)):
        return [i for i in phrase(s, child) if i <= child], child
    if child + 1 < len(s.tokens) and s.tokens[child + 1].text in {":", "-", "--", "\u2014", "\u2013"} and child <= 3 and child + 2 < v:
        named = [c for c in kids(s, child, "appos") if c > child]  # a place line run into the sentence: "STRAKA - The army said"
        if named:
            return phrase(s, named[-1]), named[-1]
    if token.lower in _RELATIVE and token.pos in {"PRON", "DET", "SCONJ"}:
        verb = s.tokens[v]
        for _ in range(4):
            if verb.dep == "relcl":
                return phrase(s, verb.head), verb.head
            if verb.dep not in {"conj", "xcomp", "ccomp"}:
                break
            verb = s.tokens[verb.head]
        return [child], child
    if token.lower in {"it", "there"} and token.dep == "expl":
        return None
    if token.lemma in _ARTEFACT and token.dep != "nsubj":
        for owner in kids(s, child, "poss"):
            return phrase(s, owner), owner
    return phrase(s, child), child


def agent_of(s: Sentence, v: int) -> tuple[list[int], int] | None:
    """The "by" phrase of a passive verb."""
    for agent in [*kids(s, v, "agent"), *(c for c in kids(s, v, "prep") if s.tokens[c].lower == "by")]:
        for obj in kids(s, agent, "pobj"):
            return phrase(s, obj), obj
    return None


def _turned(s: Sentence, v: Token) -> tuple[list[int], int] | None:
    """The speaker behind "said" where a lost comma made the parser read something else ("were killed said governor A B")."""
    if v.text != "said" or kids(s, v.i, "nsubj", "nsubjpass", "ccomp", "auxpass", "agent") or v.i < 4 or v.i + 1 >= len(s.tokens):
        return None
    if v.dep != "amod" and not (v.dep in {"conj", "acl", "advcl", "dep"} and kids(s, v.i, "dobj")):
        return None
    if s.tokens[v.i - 1].lower in {"was", "were", "is", "are", "and", "had", "have", "has", "be", "been"} or s.tokens[v.i - 1].pos in {"PRON"}:
        return None
    head = v.head if v.dep == "amod" else kids(s, v.i, "dobj")[0]
    ids = []
    for t in s.tokens[v.i + 1 :]:
        if t.pos not in {"DET", "NOUN", "PROPN", "ADJ", "NUM"} and t.dep not in {"compound", "case", "poss"} and t.text not in {"-"}:
            break
        ids.append(t.i)
    while head in s.children(head) or (head in ids and s.tokens[head].dep == "compound" and s.tokens[head].head in ids):
        head = s.tokens[head].head
    return (ids, head if head in ids else ids[-1]) if ids else None


def _run_on(s: Sentence, v: Token, source: tuple[list[int], int]) -> list[list[int]] | None:
    """"[words] the monitor said on Friday." read as a relative clause, its comma lost: what stands before is what was said."""
    if s.tokens[source[1]].lower in _RELATIVE or s.tokens[v.head].lemma in _ARTEFACT | set(words.noun_cues()) | {"thing", "word"}:
        return None
    right = [c for c in s.children(v.i) if c > v.i and s.tokens[c].dep not in {"prep", "npadvmod", "advmod", "dobj", "dative", "punct", "advcl", "tmod"}]
    begin = min(source[0])
    before = [t for t in s.tokens[:begin] if t.pos not in {"PUNCT"}]
    if right or source[1] not in s.children(v.i) or len(before) < 4 or not any(t.pos in {"VERB", "AUX"} for t in before[:-1]):
        return None
    if s.tokens[begin - 1].lower in {"that", "which", "who", "as", "what", "whom", "where"}:
        return None
    last = max(s.subtree(v.i))
    if any(t.pos in {"VERB", "AUX"} and t.tag in {"VBD", "VBZ", "VBP", "MD"} and t.dep in {"ROOT", "conj"} for t in s.tokens[last + 1 :]):
        return None  # the main clause goes on behind it: a true relative clause
    title = list(source[0])
    return [list(range(min(title)))]


# -- what --------------------------------------------------------------------------------------------------------------------------


def _own(s: Sentence, v: Token, source: tuple[list[int], int] | None) -> tuple[int, int]:
    """First and last token of the saying part itself, verb and a subject beside it."""
    ids = [v.i, *(c for c in kids(s, v.i, "aux", "neg", "prt") if abs(c - v.i) < 4)]
    if source and source[1] in s.children(v.i):
        ids += source[0]
    return min(ids), max(ids)


def _is_cue(s: Sentence, i: int) -> bool:
    t = s.tokens[i]
    return t.pos == "VERB" and t.lemma in words.verb_frames()


def _tail(s: Sentence, v: Token, begin: int) -> int:
    """Last token of what belongs to the content that begins at ``begin`` to the right of the verb: the verb's own later dependents are
    the content's as well (a parser hangs "killing three" on "said"), up to the next saying verb or a new main clause."""
    last = begin
    for c in s.children(v.i):
        t = s.tokens[c]
        if c <= v.i or c < begin and t.dep != "ccomp":
            continue
        sub = s.subtree(c)
        if c > begin:
            if t.dep not in _TAIL or (t.dep in {"advcl", "conj", "parataxis"} and _is_cue(s, c)):
                break
            if t.dep == "conj" and not kids(s, c, "nsubj", "nsubjpass"):
                break
            if t.dep == "conj" and _reduced(s, c):
                last = max(last, sub[-1])
                continue
            if t.dep == "conj" and s.tokens[max(0, sub[0] - 1)].dep == "cc" and s.tokens[max(0, sub[0] - 2)].text == ",":
                break
            if t.dep == "prep" and t.lower == "according":
                break
        last = max(last, sub[-1])
    return last


def _reduced(s: Sentence, c: int) -> bool:
    """"... and 77 others wounded": a participle without its verb goes with what stands before."""
    t = s.tokens[c]
    return t.lower in words.listed("violence", "harm_word") and not kids(s, c, "aux", "auxpass")


def _clause(s: Sentence, v: Token, source: tuple[list[int], int] | None, bare: bool) -> list[list[int]] | None:
    first, last = _own(s, v, source)
    clauses = [c for c in kids(s, v.i, "ccomp") if not (source and c in source[0])]
    if v.dep == "relcl":  # "an attack they say killed nine": the gap makes the clause look like an infinitive
        clauses += [c for c in kids(s, v.i, "xcomp") if s.tokens[c].tag in {"VBD", "VBZ", "VBP", "VBN"}]
    if not clauses:
        loose = _deep(s, v) or _loose(s, v, source)
        if loose is not None:
            return loose
    right = [c for c in clauses if c > v.i]
    left = [c for c in clauses if c < v.i]
    if right and not (left and bare):
        sub = s.subtree(right[0])
        begin = next((i for i in sub if i > last), right[0])
        out = [list(range(begin, _tail(s, v, begin) + 1))]
        if sub[0] < first:
            out.insert(0, list(range(sub[0], first)))
        return out
    if left and bare:
        sub = s.subtree(left[-1])
        begin = 0 if v.dep == "ROOT" else sub[0]
        out = [list(range(begin, first))]
        if right:
            begin = s.subtree(right[0])[0]
            out.append(list(range(max(begin, last + 1), _tail(s, v, begin) + 1)))
        elif sub[-1] > last:
            out.append([i for i in sub if i > last])
        for c in kids(s, v.i, "xcomp", "advcl"):
            if c > last and s.tokens[c].tag == "VBG" and not _is_cue(s, c):
                out.append(s.subtree(c))  # "..., a monitor said, bringing the toll to 45"
        return out
    return None


def _deep(s: Sentence, v: Token) -> list[list[int]] | None:
    """A "that" clause the parser hung on something in between ("said in a statement posted on the app that ...")."""
    if v.lemma not in words.plain_verbs() | {"report", "announce", "confirm", "tell"} or not kids(s, v.i, "prep", "npadvmod", "advmod", "dobj"):
        return None
    for i in s.subtree(v.i):
        t = s.tokens[i]
        if i > v.i + 1 and t.lower == "that" and t.dep == "mark" and s.tokens[t.head].dep in {"ccomp", "acl", "advcl", "conj"}:
            holder = s.tokens[s.tokens[t.head].head]
            if holder.lemma in words.noun_cues() or (holder.i != v.i and _is_cue(s, holder.i)):
                return None
            return [[j for j in s.subtree(t.head) if j > i]]
    return None


def _loose(s: Sentence, v: Token, source: tuple[list[int], int] | None) -> list[list[int]] | None:
    """What follows a plain saying verb whose clause the parser took apart ("said 16 of the dead were displaced people")."""
    if source is None or source[1] > v.i or v.lemma not in words.plain_verbs() or v.i + 3 >= len(s.tokens):
        return None
    after = s.tokens[v.i + 1]
    taken = words.listed("violence", "attack_noun") | words.listed("denials", "credit")
    if v.lemma == "claim" and any(s.tokens[c].lower in taken for c in kids(s, v.i, "dobj")):
        return None
    if after.pos not in {"DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON", "SCONJ", "ADV"} or not kids(s, v.i, "dobj", "xcomp", "acomp", "attr"):
        return None
    sub = [i for i in s.subtree(v.i) if i > v.i]
    if not any(s.tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"} or s.tokens[i].dep == "auxpass" or s.tokens[i].lower in words.listed("violence", "harm_word") for i in sub):
        return None
    return [list(range(v.i + 1, sub[-1] + 1))]


def _bare(s: Sentence, v: Token, source: tuple[list[int], int] | None) -> list[list[int]] | None:
    first, last = _own(s, v, source)
    if v.dep == "advcl" and (kids(s, v.i, "mark") or not kids(s, v.i, "nsubj") or any(s.tokens[c].tag == "WRB" for c in s.children(v.i))):
        return None
    if v.dep in {"parataxis", "dep", "advcl"} and v.head != v.i:
        mine = set(s.subtree(v.i))
        root = s.tokens[v.head]
        ids = [i for i in s.subtree(root.i) if i not in mine]
        return [[i for i in ids if i < first], [i for i in ids if i > last]]
    if v.dep == "ROOT":
        before = [i for i in range(first) if s.tokens[i].pos not in {"PUNCT"}]
        if len(before) >= 4 and any(s.tokens[i].pos in {"VERB", "AUX"} for i in before):
            return [list(range(first))]
        after = [t for t in s.tokens[last + 1 :] if t.text in {":", '"'}]
        if after:
            return [list(range(after[0].i + (after[0].text == ":"), len(s.tokens)))]
        for child in kids(s, v.i, "dobj", "advmod"):
            if child > v.i and s.tokens[child].lower in {"so", "this", "that", "something", "nothing", "anything"}:
                return [s.subtree(child)]
    return None


def _right(s: Sentence, v: Token, labels: tuple[str, ...], frame: str) -> list[list[int]] | None:
    found = [c for c in s.children(v.i) if c > v.i and s.tokens[c].dep in labels]
    relative = [c for c in kids(s, v.i, "dobj") if c < v.i and s.tokens[c].lower in _RELATIVE]
    if frame == "as":
        put = [c for c in found if s.tokens[c].lower == "as" and s.tokens[c].dep == "prep"]
        if not put or not (relative or any(s.tokens[c].dep == "dobj" for c in found)):
            return None
        start = put[0] + 1 if relative else min(s.subtree(found[0]))
        return [list(range(start, _tail(s, v, put[0]) + 1))]
    if frame == "object" and relative and v.dep == "relcl":  # "accusations, which the rebels deny"
        said = [a for a in [v.head, *s.ancestors(v.head)] if s.tokens[a].lower in words.listed("denials", "word")]
        whole = [i for i in s.subtree(said[0] if said else v.head) if i < min(s.subtree(v.i))]
        return [whole] if whole else None
    if frame == "object" and v.dep == "relcl" and not found and s.tokens[v.head].lower in words.listed("denials", "word"):
        return [[i for i in s.subtree(v.head) if i < min(s.subtree(v.i))]]  # "an accusation the group has denied"
    if frame == "for":
        found = [c for c in found if s.tokens[c].dep == "dobj" or s.tokens[c].lower == "for"][:1]
    if frame == "about":
        found = [c for c in found if s.tokens[c].lower in {"of", "about", "against", "on"}][:1]
    if frame == "figure" and not any(t.lower in {"at", "higher", "lower", "to", "from"} for t in s.tokens[v.i + 1 : v.i + 25]):
        return None
    if frame == "figure" and not any(t.lower in {"toll", "number", "figure", "count", "dead", "deaths", "casualties", "losses", "killed", "wounded"} for t in s.tokens[v.i + 1 : v.i + 9]):
        return None
    if frame == "name" and (len(found) < 2 and not (found and s.tokens[found[0]].dep == "ccomp") and not (found and s.tokens[found[0]].dep == "oprd")):
        return None
    if not found:
        return None
    start = min(s.subtree(found[0]))
    return [list(range(max(start, v.i + 1), _tail(s, v, found[0]) + 1))]


def _target(s: Sentence, v: Token, entry: Entry, source: tuple[list[int], int] | None, key: str) -> Attribution | None:
    right = [c for c in s.children(v.i) if c > v.i and s.tokens[c].dep in {"dobj", "dative", "xcomp", "ccomp"}]
    if key == "point finger":
        right = [c for p in kids(s, v.i, "prep") if s.tokens[p].lower == "at" for c in kids(s, p, "pobj")]
        right += [c for d in kids(s, v.i, "dobj") for p in kids(s, d, "prep") if s.tokens[p].lower == "at" for c in kids(s, p, "pobj")]
    elif " " in key:
        right += [c for p in kids(s, v.i, "prep") if s.tokens[p].lower == key.split()[1] for c in kids(s, p, "pobj")]
    on_whom = _on_whom(s, v.i, key)
    if not right and on_whom and v.dep == "relcl":  # "attacks the agency blamed on rebels"
        return _made(s, v, entry, source, [list(range(s.tokens[v.head].i, s.tokens[on_whom[0]].i + 1))], "target", key, hull(s, [j for j in phrase(s, on_whom[0]) if j <= on_whom[0]]))
    why = [p for p in kids(s, v.i, "prep") if p > v.i and s.tokens[p].lower in {"for", "of"}]
    if not right and why and v.dep == "relcl" and key not in _TO_WHOM.keys() - {"blame"} and entry.get("stance") == "blames":  # "the rebels, whom the government blames for it"
        return _made(s, v, entry, source, [s.subtree(why[0])[1:]], "target", key, hull(s, [j for j in phrase(s, v.head) if j <= v.head]))
    if not right or (key in _TO_WHOM.keys() - {"blame"} and not on_whom):
        return None
    start = max(min(s.subtree(min(right))), v.i + 1)
    content = list(range(start, _tail(s, v, min(right)) + 1))
    if entry.id == "hold" and not any(s.tokens[i].lower in words.listed("denials", "responsible") for i in content):
        return None
    aimed = right[0]
    if key in _TO_WHOM:
        on = on_whom or [c for d in right for c in _on_whom(s, d, key)]
        aimed = on[-1] if on else aimed
    if entry.id == "hold" and s.tokens[aimed].dep == "ccomp":
        subjects = kids(s, aimed, "nsubj")
        aimed = subjects[0] if subjects else aimed
    return _made(s, v, entry, source, [content], "target", key, hull(s, [j for j in phrase(s, aimed) if j <= aimed]))


def _on_whom(s: Sentence, i: int, key: str) -> list[int]:
    """Who is blamed by "blamed it on the army", "attributed the raid to the Front"."""
    prep = _TO_WHOM.get(key)
    return [c for p in kids(s, i, "prep", "dative") if p > i and s.tokens[p].lower == prep for c in kids(s, p, "pobj") if not _when(s, c)]


def _when(s: Sentence, i: int) -> bool:
    return s.tokens[i].lower.endswith("day") or s.tokens[i].pos == "NUM" or any(s.tokens[c].pos == "NUM" for c in s.children(i))


def _quoting(s: Sentence, v: Token, entry: Entry, source: tuple[list[int], int] | None, key: str) -> Attribution | None:
    """"citing X", "X was quoted": the object speaks, what it says is the clause the word hangs on. "quoted X as saying" is read at
    "saying"; here it gives the one who quotes, around it."""
    said = [g for p in kids(s, v.i, "prep") if s.tokens[p].lower == "as" for g in kids(s, p, "pcomp")]
    objects = [c for c in kids(s, v.i, "dobj") if c > v.i]
    if not objects:
        return None
    if said:
        return _made(s, v, entry, source, [list(range(min(s.subtree(objects[0])), _tail(s, v, objects[0]) + 1))], "quoting", key)
    if v.tag != "VBG" and source is not None and s.tokens[objects[0]].pos == "NOUN" and s.tokens[objects[0]].lower not in words.roles():
        return _made(s, v, entry, source, [list(range(min(s.subtree(objects[0])), _tail(s, v, objects[0]) + 1))], "object", key)
    if v.dep not in {"advcl", "acl", "conj", "xcomp", "prep"} or v.tag != "VBG":
        return None
    if s.tokens[objects[0]].pos == "NOUN" and s.tokens[objects[0]].lower not in words.roles():
        return None  # "citing figures from clinics": no speaker
    head = s.tokens[v.head]
    mine = set(s.subtree(v.i))
    clause = _clause(s, head, source_of(s, head.i), True) if _is_cue(s, head.i) else None
    content = clause or [[i for i in s.subtree(head.i) if i not in mine and i < v.i], [i for i in s.subtree(head.i) if i not in mine and i > v.i]]
    content = [[i for i in part if i not in mine] for part in content]
    return _made(s, v, entry, (phrase(s, objects[0]), objects[0]), content, "citing", key)


def _passive(s: Sentence, v: Token, frames: dict[str, Entry], key: str) -> Attribution | None:
    source = agent_of(s, v.i)
    subjects = kids(s, v.i, "nsubjpass")
    clauses = [c for c in kids(s, v.i, "ccomp", "xcomp") if c > v.i]
    entry = frames.get("clause") or next(iter(frames.values()))
    if "target" in frames and frames["target"].id == "hold":
        entry = frames["target"]
    on_whom = _on_whom(s, v.i, key) if "target" in frames else []
    if on_whom and (subjects or v.dep == "acl"):  # "strikes blamed on the army", "the bombing was attributed to the Front"
        first = s.subtree(subjects[0]) if subjects else phrase(s, v.head)
        target = hull(s, [j for j in phrase(s, on_whom[0]) if j <= on_whom[0]])
        return _made(s, v, frames["target"], source, [list(range(min(first), max(s.subtree(on_whom[0])) + 1))], "passive", key, target, True)
    if "target" in frames and (not subjects or frames["target"].id == "attribute"):
        return None
    if "target" in frames and subjects:
        of = [c for c in s.children(v.i) if c > v.i and s.tokens[c].lower in {"of", "for", "in", "with"} and s.tokens[c].dep == "prep"]
        if entry.id == "hold" and not any(t.lower in words.listed("denials", "responsible") for t in s.tokens[v.i + 1 : v.i + 4]):
            return None
        content = s.subtree(of[0])[1:] if of else (s.subtree(clauses[0]) if clauses else s.subtree(subjects[0]))
        return _made(s, v, frames["target"], source, [content], "passive", key, hull(s, [j for j in phrase(s, subjects[0]) if j <= subjects[0]]), True)
    if "speaker" in frames:
        return None
    if clauses and (source or subjects or v.dep == "ROOT"):
        content = [s.subtree(clauses[0])]
        if subjects and s.tokens[subjects[0]].lower != "it":
            content.insert(0, s.subtree(subjects[0]))
        return _made(s, v, entry, source, content, "passive", key, None, True)
    if source and v.dep in {"acl", "relcl"} and ("object" in frames or "bare" in frames):
        return _made(s, v, frames.get("object") or entry, source, [[i for i in s.subtree(v.head) if i < v.i]], "passive", key, None, True)
    if subjects and ("object" in frames or (source and "bare" in frames)):
        return _made(s, v, frames.get("object") or entry, source, [s.subtree(subjects[0])], "passive", key, None, True)
    return None
