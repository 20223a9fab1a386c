"""The words that are looked for before a deed is looked for are those that can tell of one."""

from __future__ import annotations

from pathlib import Path

from tests.claims.claims_read import read

from rashomon.claims.deed_words import subjects, tells_deed
from rashomon.lexicon import load

STORIES = Path(__file__).parents[2] / "examples" / "stories"
#: A sentence for each way in which a deed is told.
TOLD = """The ministry said the attack was believed to be by the Front.
The army shelled the village of Orva.
The mayor said the attack came from the army.
The use of mortars by the Front killed nobody, the army said.
The colonel said that the blame lies with the Front.
The ministry said the raid bore the hallmarks of the Front.
Police said the attackers belonged to the Front.
Police identified the attackers as members of the Front.
The army described the Front as responsible for the raid.
The mayor said the army was to blame for the shelling.
The mayor said the attackers were soldiers of the Front.
The ministry said the plane was Kestrian.
The ministry said it was the Front that attacked the bus.
The colonel said the evidence pointed to the Front.
The colonel said the blast was the work of the Front.
The mayor said the Front was responsible for the fire.
The mayor said the army did it.
The attack was carried out by the army, the mayor said.
The army broke the cease fire, the Front said."""


def test_what_tells_a_deed_is_looked_for() -> None:
    lemmas, forms = tells_deed()
    told = set()
    texts = [TOLD, *(p.read_text(encoding="utf-8") for p in sorted(STORIES.rglob("*.txt")))]
    texts += [text for name in ("violence", "denials") for e in load(name) for text in e.fires]
    for text in texts:
        _, sentences, _ = read(text)
        for s in sentences:
            for i, t in enumerate(s.tokens):
                if subjects(s, i):
                    assert t.lemma in lemmas or t.lower in forms, (t.text, s.text)
                    told.add(t.lemma if t.lemma in lemmas else t.lower)
    assert {"shell", "come", "hallmarks", "belong", "blame", "be", "point", "work", "responsible", "do", "carry"} <= told
