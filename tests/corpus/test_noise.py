"""What stands on a page beside the article, and looks like it. The texts are made up."""

from __future__ import annotations

import pytest

from rashomon.corpus.blocks import label_blocks
from rashomon.model.documents import READ_LABELS

BODY_1 = "Three border guards of Freedonia were wounded on Monday when shells fell on the village of Lower Marn, the interior ministry said in a statement."
BODY_2 = (
    "Sylvania's army denied that its guns had fired, and said that Freedonia had moved troops towards the Marn bridge during the night."
)
BODY_3 = "The two countries have quarrelled over the Marn valley for two decades, and talks about the bridge broke off in the spring."
BODY_4 = "A nurse in the village said that the roof of the school had been hit and that the guards were carried out on doors by farmers."
HEADLINE = "Shells fall on the village of Lower Marn again"


def read(text: str, words: str) -> bool:
    """Whether the words stand in a block that claims are read from."""
    at = text.index(words)
    return any(b.label in READ_LABELS and b.start <= at < b.end for b in label_blocks(text))


def page(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        'var counter = {"label": "98 killed", "n": 98};',
        "window.dataLayer = window.dataLayer || [];",
        '{"@type": "NewsArticle", "headline": "Two killed in a mine", "wordCount": 98}',
        '"title": "12 killed in Port Vell",',
        "const story = 'forty dead';",
        "function count(dead) { return dead + 7; }",
        ".marn-box { color: #333; margin: 0 auto; }",
        "font-size: 12px; line-height: 1.4;",
        '<div class="teaser"><a href="/x">Nine killed</a></div>',
        "googletag.cmd.push(function() { googletag.display('ad-98'); });",
        "@media (max-width: 600px) { .box { display: none; } }",
        "if (typeof x === 'undefined') { x = 98; }",
        "<!-- 98 killed: teaser -->",
        '[{"id": 4, "text": "98 people were killed"}]',
        "$('#toll').text('98 killed');",
    ],
)
@pytest.mark.parametrize("place", [0, 2])
def test_remains_of_scripts_are_not_read(line: str, place: int) -> None:
    lines = [HEADLINE, BODY_1, BODY_2, BODY_3]
    lines.insert(place, line)
    text = page(*lines)
    assert not read(text, line)
    assert all(read(text, x) for x in (HEADLINE, BODY_1, BODY_2, BODY_3))


def test_lines_between_the_brackets_of_a_script_are_not_read() -> None:
    script = "var box = {\n  label: '98 killed',\n  'place': 'Port Vell',\n  list: [\n    'two dead',\n  ]\n};"
    text = page(HEADLINE, BODY_1, script, BODY_2)
    assert not read(text, "98 killed") and not read(text, "two dead")
    assert read(text, BODY_2)
    unclosed = page(HEADLINE, BODY_1, "window.marn = {", BODY_2, BODY_3)
    assert read(unclosed, BODY_2) and read(unclosed, BODY_3)


@pytest.mark.parametrize(
    "line",
    [
        "The function of the bridge (built in 1931) was to carry grain; the army blew it up on Monday, killing two men.",
        "Document 7 (dated May 3) names two dead guards; a second one [seen by this paper] names three.",
        "If the army fires again, two ministers said, the talks are over.",
        '"Three were killed": this is what the minister told the council on Monday.',
        "Import of arms from Sylvania was halted after two guards died, the ministry said.",
    ],
)
def test_sentences_with_signs_and_words_of_code_stay(line: str) -> None:
    assert read(page(HEADLINE, BODY_1, line, BODY_2), line)


@pytest.mark.parametrize(
    "line",
    [
        "ALSO READ: Bus falls into a ravine near Port Vell, nine people killed and thirty hurt",
        "Read more: Two dead after a boat sinks off Cape Orl",
        "READ MORE | Gunman kills six at the Tervo racetrack",
        "Related: Avalanche kills three skiers near Sollen",
        "[Read also: Twelve miners die in a fire in Borduria]",
        "See also – Man, 34, kills his brother over a goat",
        "► Recommended: Four drowned as ferry sinks",
        "Don't miss: Seven killed in a bakery fire",
        "Previous story: Storm kills two on the coast of Ruritania",
        "In other news: the road to Hesk is closed after a landslide in which one lorry driver died.",
        "You may also like: The flood of 1931, 212 drowned",
        "Gunman kills six at Tervo racetrack",
        "Ferry with 140 aboard sinks off Cape Orl, 31 drowned",
        "BORDURIA: Twelve miners died when fire broke out 600 metres below ground.",
        "[Image: Smoke over Port Vell, where 15 people died] Smoke over Port Vell after a blast that killed 15",
        "[Photo caption: Two dead horses at the bridge]",
        "Image caption Forty people died when the dam broke last year",
        "Porters stand beside the broken stalls in Port Vell, where a bomb killed nine people, on Tuesday.",
        "Mourners carry the coffin of one of 14 men killed in the raid, in Marn City, May 3, 2031.",
        "Smoke rises over Port Vell after an attack in which 15 people died on Monday.",
        "Women weep outside the hospital of Marn City on Sunday after 14 people were killed.",
        "Soldiers inspect a car in which four people died. Marn Post/J. Doe",
        "p. 3 Letters p. 4 Puzzles p. 5 On this day: the flood of 1931, 212 drowned",
    ],
)
def test_other_news_and_captions_between_paragraphs_are_not_read(line: str) -> None:
    text = page(HEADLINE, BODY_1, BODY_2, line, BODY_3, BODY_4)
    assert not read(text, line)
    assert all(read(text, x) for x in (HEADLINE, BODY_1, BODY_2, BODY_3, BODY_4))


@pytest.mark.parametrize(
    "line",
    [
        "Three guards wounded in Lower Marn",
        "What the army says of its guns",
        "A long quarrel",
        "MARN CITY: Two of the guards wounded in the village died in hospital on Tuesday, a nurse said.",
        "More: the army said that it would send 300 men to the village, and named their colonel.",
        "Read out by the minister, the list named three dead guards.",
        "Residents look on as the war goes on, with 300 killed, the mayor said on Monday.",
        "The two men stood beside the bridge on Monday when a shell killed them.",
        '"I just heard gunshots," said a farmer, Karl Moe',
    ],
)
def test_lines_of_the_article_itself_stay(line: str) -> None:
    assert read(page(HEADLINE, BODY_1, BODY_2, line, BODY_3, BODY_4), line)


def test_a_round_up_by_places_stays() -> None:
    parts = [
        f"{place}: {n} people were killed when a mine went off under a {thing}, the police said."
        for place, n, thing in (("MARN CITY", "Two", "cart"), ("PORT VELL", "Four", "bus"), ("HESK", "Six", "lorry"))
    ]
    text = page("Mines kill twelve in a day", BODY_1, *parts)
    assert all(read(text, p) for p in parts)


def test_a_box_of_briefs_below_its_heading() -> None:
    text = page(
        HEADLINE,
        BODY_1,
        BODY_2,
        "ALSO IN THE NEWS",
        "BORDURIA: Twelve miners died when fire broke out below ground, the company said.",
        "RURITANIA: Three skiers were killed by an avalanche.",
    )
    assert not read(text, "Twelve miners") and not read(text, "Three skiers")


@pytest.mark.parametrize(
    "comments",
    [
        ["Comments (3)", "They say 50 dead on the radio, do not believe this paper."],
        ["Readers' comments", "My cousin says that 50 people were killed there."],
        ["4 thoughts on “Shells fall on Lower Marn”", "I was there and saw 50 dead people at the bridge."],
        ["barleyman7: they say 50 dead on the radio", "sunny_deals44: I make 3,400 a week from home"],
        [
            "Anna Roe says:",
            "My cousin says that 50 people were killed there.",
            "Reply",
            "Karl says:",
            "Nonsense, there were five dead.",
            "Reply",
        ],
        [
            "Anna Roe",
            "3 hours ago",
            "My cousin says that 50 people were killed there.",
            "Like · Reply",
            "Karl Moe",
            "2 hours ago",
            "Nonsense.",
        ],
        ["@marnfan • 2 days ago", "So 50 people dead and nobody cares.", "Reply | Report", "@vellboy • 1 day ago", "True."],
        ["Anonymous: 50 dead at least", "Reader from Hesk: our hearts are with you"],
        ["Sort by newest", "My cousin says that 50 people were killed there."],
        ["What our readers say", "My cousin says that 50 people were killed there."],
    ],
)
def test_readers_comments_are_not_read(comments: list[str]) -> None:
    text = page(HEADLINE, BODY_1, BODY_2, BODY_3, *comments)
    said = [c for c in comments if "50" in c]
    assert not any(read(text, c) for c in said)
    assert all(read(text, x) for x in (BODY_1, BODY_2, BODY_3))


def test_speakers_in_an_article_are_no_comments() -> None:
    talk = [
        "Anna Roe: We were in the cellar when two men were killed in the yard.",
        "Question: How many died?",
        "Karl Moe: Five, and I knew them all.",
    ]
    text = page(HEADLINE, BODY_1, BODY_2, *talk, BODY_3)
    assert all(read(text, x) for x in talk)


def test_a_text_behind_a_picture_mark_on_one_line_is_read() -> None:
    text = page(HEADLINE, "[Image: The Marn bridge in spring] " + BODY_1 + " " + BODY_2 + " " + BODY_3, BODY_4)
    assert read(text, BODY_1) and not read(text, "The Marn bridge in spring")
