"""Who says which words. Each case stands for a construction; the names are made up."""

from __future__ import annotations

import pytest
from tests.claims.claims_read import attributions_of, claims_of, dead_by_speaker
from tests.one_article import read_one

# text, speaker's words, saying word, what has to be in the content, what must not
CASES = [
    ("The army said that three soldiers had died.", "The army", "said", "three soldiers", None),
    ("Three soldiers died, the army said.", "the army", "said", "Three soldiers died", None),
    ("Three soldiers died, said Jan Dell, the governor.", "Jan Dell", "said", "Three soldiers died", None),
    ("According to the army, three soldiers died.", "the army", "According to", "three soldiers died", None),
    ("Three soldiers died on Monday, according to the army.", "the army", "according to", "Three soldiers died", None),
    ("The raid, he told reporters, killed nobody.", "he", "told", "killed nobody", None),
    ("A nurse told the paper that nine people had died.", "A nurse", "told", "nine people", "paper"),
    ("The monitor reported twelve deaths in the town.", "The monitor", "reported", "twelve deaths", None),
    ("Police put the toll at 31.", "Police", "put", "31", None),
    (
        "The ministry said in a note pinned to its channel that two men were killed.",
        "The ministry",
        "said",
        "two men were killed",
        "channel",
    ),
    ("The agency quoted a doctor as saying that two boys had died.", "a doctor", "saying", "two boys", None),
    ("The strike killed 30 people, officials said, adding that the toll could rise.", "officials", "adding", "the toll could rise", None),
    (
        "The talks end after an attack the government says killed more than 40 people.",
        "the government",
        "says",
        "killed more than 40 people",
        None,
    ),
    ("The rebels, who said they had lost three men, withdrew.", "The rebels", "said", "they had lost three men", "withdrew"),
    ("The blast was reported by residents.", "residents", "reported", "The blast", None),
    ("The claim by residents that soldiers fired first spread quickly.", "residents", "claim", "soldiers fired first", None),
    ("Despite government denials the shelling went on.", "government", "denials", "denials", None),
    ("Residents blamed the raid on the militia.", "Residents", "blamed", "the raid on the militia", None),
    (
        "The governor told reporters that shells hit the camp, adding that five were badly hurt.",
        "The governor",
        "adding",
        "five were badly hurt",
        None,
    ),
    (
        "Nine people died, according to a statement issued on Friday by the Red Front.",
        "the Red Front",
        "according to",
        "Nine people died",
        None,
    ),
    ("A statement released by the army said nine people had died.", "the army", "said", "nine people had died", None),
    (
        "The mayor said that five of the dead were police officers, and two were guards; the rest were farmers.",
        "The mayor",
        "said",
        "the rest were farmers",
        None,
    ),
    ("The army's count was 41.", "The army", "count", "was 41", None),
    ("The director of Rights Watch, Jan Dell, said that nine had died.", "Jan Dell", "said", "nine had died", None),
    # a comma or the quotation marks were lost before the text came to us
    ("The rebels burned their trucks and left the valley the monitor said.", "the monitor", "said", "burned their trucks", None),
    (
        "At least 30 people died in the region veteran union organiser Jan Dell said on Monday.",
        "Jan Dell",
        "said",
        "At least 30 people died",
        None,
    ),
    ("A shell killed a nurse a guard and two soldiers said hospital director Jan Dell.", "director Jan Dell", "said", "two soldiers", None),
    (
        "Rebel fire killed 90 people said the ministry adding that 12 of them were children.",
        "the ministry",
        "said",
        "killed 90 people",
        None,
    ),
    (
        "Militants of the Front were also killed said governor Jan Dell who gave no number.",
        "Jan Dell",
        "said",
        "Militants of the Front were also killed",
        None,
    ),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "inside", "outside"), CASES)
def test_speaker_cue_content(text: str, speaker: str, cue: str, inside: str, outside: str | None) -> None:
    found = [a for a in attributions_of(text) if a.cue.of(text) == cue and a.source is not None]
    assert found, f"no attribution with {cue!r}"
    content = " … ".join(c.of(text) for c in found[0].content)
    assert speaker in found[0].source.of(text)  # type: ignore[union-attr]
    assert inside in content
    assert outside is None or outside not in content


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ruritania says Freedonia killed 4 soldiers", "Ruritania"),
        ("Opposition: 130 killed in attack on market", "Opposition"),
        ("At least 12 killed in market bombing: governor", "governor"),
        ("Shelling kills 6 farmers in the north Monitor AFP Monday At least six farmers died.", "Monitor"),
    ],
)
def test_headlines(text: str, speaker: str) -> None:
    assert speaker in [a.source.of(text) for a in attributions_of(text, headline=True) if a.source is not None]


@pytest.mark.parametrize("text", ["Bombing in Straka: 12 killed", "Talks fail after border clash"])
def test_headlines_without_a_speaker(text: str) -> None:
    assert not [a for a in attributions_of(text, headline=True) if a.source is not None]


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    text = '"Nine men died here," the mayor said. "Two more died on the way to the hospital."'
    last = attributions_of(text)[-1]
    assert last.sentence == 1
    assert last.source is not None
    assert last.source.of(text) == "the mayor"
    assert last.voice == "direct"


def test_an_unclosed_quotation_ends_with_its_sentence() -> None:
    text = '"The raid was a disgrace said Jan Dell of the charity. In May 80 patients were treated. Another nine died.'
    assert {a.sentence for a in attributions_of(text)} <= {0}


def test_voice_follows_the_quotation_marks() -> None:
    text = 'The army said it had crossed the river on a "rescue mission".'
    assert [a.voice for a in attributions_of(text)] == ["mixed"]


@pytest.mark.parametrize(
    "text",
    [
        "2 soldiers killed in new clash between Kenya, Uganda",
        "Three dead as shots are fired between Chad, Sudan",
        "Blast kills nine in Nairobi, Kenya",
        "Five wounded by shelling near Orla, Sudan",
    ],
)
def test_a_comma_in_a_headline_that_lists_or_locates_names_no_speaker(text: str) -> None:
    assert [c.speaker for c in claims_of(text, headline=True) if c.kind == "casualty"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Casualties mount as the army continues its assault.",
        "The group has killed scores of herders since it declared a state.",
        "Clashes between the two sides continued.",
    ],
)
def test_what_only_goes_on_says_nothing(text: str) -> None:
    assert [a for a in attributions_of(text) if a.source is not None] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people were killed in Orla when what the ministry said was a rebel drone attack damaged a bridge.", [(2, None)]),
        ("Four people died in what police said was a revenge attack.", [(4, None)]),
        ('Troops shelled the town in what two groups claimed was a "poison gas" attack that killed 30 people.', [(30, "two groups")]),
        ("What officials called a gas leak killed six people in Orla.", [(6, None)]),
    ],
)
def test_what_somebody_calls_a_deed_is_not_the_number(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert dead_by_speaker(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru: Rebels ambush patrol, kill 4 soldiers, 2 police", None),
        ("Kosovo: police say two shot dead", "kosovar police"),
        ("Gaza: health ministry says 12 killed, Israel denies strike", "ministry of health of gaza"),
        ("Ukraine: army says 3 killed in Kharkiv", "armed forces of ukraine"),
        ("Gunmen killed nine people in Orla, the regional governor, Ona Pel, told reporters.", "ona pel"),
        (
            "Raids killed at least 31 people and hurt 101, the spokesman for the ministry, Aran Sow, said on Sunday.",
            "the spokesman for the ministry, aran sow",
        ),
    ],
)
def test_who_says_so_at_either_end(text: str, speaker: str | None) -> None:
    assert {name for _, name in dead_by_speaker(text)} == {speaker}


def test_the_last_dash_of_a_headline_names_the_speaker() -> None:
    reading = read_one("Two policemen, a clerk killed in siege in Orla - police")
    assert [(c.low, c.speaker.text if c.speaker else None) for c in reading.claims if c.kind == "casualty"] == [
        (2, "police"),
        (1, "police"),
    ]
