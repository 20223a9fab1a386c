import pytest

from rashomon.errors import LexiconError
from rashomon.lexicon import PhraseMatcher, load
from rashomon.lexicon.loader import DATA, parse

GOOD = """
about: test
keys: {harm: required, frames: optional}
entries:
  - id: kill
    forms: [kill, slay]
    harm: killed
    examples: {fires: ["They kill."], silent: ["Time passes."]}
"""


def test_an_entry_keeps_its_values_and_its_examples():
    (entry,) = parse(GOOD, "harm", "en/harm.yml")
    assert entry.rule == "harm.kill"
    assert entry.forms == ("kill", "slay")
    assert entry.get("harm") == "killed" and entry.get("frames") is None
    assert entry.fires == ("They kill.",) and entry.silent == ("Time passes.",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("harm: killed", "harm: killed\n    hram: x"), "en/harm.yml:5: unknown key 'hram'"),
        (("    harm: killed\n", ""), "en/harm.yml:5: key 'harm' is missing"),
        (("harm: killed", "harm: no"), "write 'no' in quotes"),
        (("forms: [kill, slay]", "forms: [kill, ' ']"), "an empty form"),
        (("about: test", "about: test\nmore: 1"), "nothing else"),
        (("id: kill", "id: kill\n    id: slay"), "stands twice"),
    ],
)
def test_what_it_does_not_know_is_refused_with_file_and_line(change, says):
    with pytest.raises(LexiconError, match=says.replace("(", r"\(")):
        parse(GOOD.replace(*change), "harm", "en/harm.yml")


def test_the_same_id_twice_is_refused():
    with pytest.raises(LexiconError, match="id 'kill' stands twice"):
        parse(GOOD + "  - {id: kill, forms: [x], harm: killed}\n", "harm", "en/harm.yml")


def test_a_missing_lexicon_is_named():
    with pytest.raises(LexiconError, match="no lexicon 'nothing' for language 'en'"):
        load("nothing")


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.yml")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_shipped_lexicon_loads(path):
    assert load(path.stem, path.parent.name)


def test_the_matcher_takes_the_longest_whole_words():
    entries = parse(
        "keys: {case: optional}\nentries:\n  - {id: a, forms: [car]}\n  - {id: b, forms: [car bomb]}\n  - {id: c, forms: [US], case: true}\n",
        "w",
        "w",
    )
    matcher = PhraseMatcher(entries)
    text = "A Car bomb hit the careful US car; tell us."
    assert [(text[m.start : m.end], m.entry.id) for m in matcher.find(text)] == [("Car bomb", "b"), ("US", "c"), ("car", "a")]
    assert len(matcher.find("car bomb", overlapping=True)) == 2
    assert PhraseMatcher(()).find(text) == []
