"""Every line gets the label a reader would give it. The texts are made up."""

from __future__ import annotations

import time

import pytest

from rashomon.corpus.blocks import label_blocks
from rashomon.corpus.furniture import furniture
from rashomon.corpus.lines import make_line
from rashomon.lexicon import load

BODY_1 = "Three border guards of Freedonia were wounded on Monday when shells fell on the village of Lower Marn, the interior ministry said in a statement."
BODY_2 = (
    "Sylvania's army denied that its guns had fired, and said that Freedonia had moved troops towards the Marn bridge during the night."
)
BODY_3 = "The two countries have quarrelled over the Marn valley for two decades, and talks about the bridge broke off in the spring."


def labels(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(b.label, text[b.start : b.end]) for b in label_blocks(text, title)]


def label_of(text: str, words: str) -> str:
    return next(label for label, piece in labels(text) if words in piece)


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def test_a_whole_article() -> None:
    text = page(
        "Skip to content", "World News", "Three guards wounded as shells fall on Lower Marn", "March 4, 2031", "By Jo Doe",
        "The worst night on the Marn since the talks broke off.",
        "Guards stand at the Marn bridge\nThe bridge has been closed since springImage: JO DOE/AFP",
        BODY_1, BODY_2, "A long quarrel", BODY_3, "jd/ar (Reuters, AFP)", "Share", "Leave a Reply", BODY_2 + " I was there.",
    )  # fmt: skip
    assert [label for label, _ in labels(text)] == [
        "boilerplate", "boilerplate", "headline", "dateline", "byline", "dek", "caption", "caption",
        "body", "body", "subhead", "body", "credit", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("A guard looks over the Marn, May 2030. (Photo by Jo Doe)", "caption"),
        ("[photo] Two dead horses lie at the bridge, Lower Marn, May 3, 2030.", "caption"),
        ("FILE PHOTO: Three soldiers killed last year are mourned in Marn City. REUTERS/Jo Doe", "caption"),
        (
            "Smoke rises over Marn City after two people were killed there. (Jo Doe/AP) Smoke rises over Marn City after two people were killed there. (Jo Doe/AP)",
            "caption",
        ),
        ("Map: the Marn valley in red", "caption"),
        ("(photo credit: AFP/JO DOE)", "credit"),
        ("Jo Doe/AFP", "credit"),
        ("© Getty Images", "credit"),
        ("(Reporting by Jo Doe; Editing by Al Roe)", "credit"),
        ("The Associated Press contributed to this report.", "credit"),
        ("Additional reporting by Jo Doe in Marn City", "credit"),
        ("SHARE THIS ARTICLE", "boilerplate"),
        ("https://marn.example/x/123", "boilerplate"),
        ("Home / News / Border", "boilerplate"),
        ("This site uses cookies to give you the best experience.", "boilerplate"),
        ("Sign up for our newsletter and get the news of the day", "boilerplate"),
        ("We have sent you a verification email. Look in your inbox.", "boilerplate"),
        ("Story continues below advertisement", "boilerplate"),
        ("Â鶹ӰÊÓ", "boilerplate"),
        ("5 min read", "boilerplate"),
        ("I'm MarnNews, the author behind MarnNews Hub. My aim is to bring you the news.", "boilerplate"),
        ("Jo Doe is a senior correspondent covering Freedonia.", "boilerplate"),
        # running text that speaks of the same things stays body
        ("A photo shared by the army showed three dead guards, two ministries said on Monday.", "body"),
        ("Share prices in Marn City fell after the attack, which killed two brokers.", "body"),
        (
            "MARN CITY (Own correspondent/AP) — Two guards were killed when a mine went off under their car near the bridge on Monday, police said.",
            "body",
        ),
        ("Facebook said it had removed a video of the attack in which two men died.", "body"),
        ("The privacy of the families must be kept, the mayor said after four people were killed in the market.", "body"),
        ("Two people were killed in the town, the Foo Agency reported. (Reuters)", "body"),
        ("Jo Doe, a reporter for Marn Radio, was killed by a shell while covering the fighting near the bridge.", "body"),
        ("Comments by the minister that no shells were fired drew anger in the village.", "body"),
    ],
)
def test_lines_between_paragraphs(line: str, label: str) -> None:
    got = [
        piece_label
        for piece_label, piece in labels(page("Shells fall on the village of Lower Marn again", BODY_1, BODY_2, line, BODY_3))
        if piece in line and len(piece) > 3
    ]
    assert got[-1] == label


def test_other_news_behind_the_credits_is_related() -> None:
    others = [
        f"A baker of Port Vell won a prize for loaf number {n} this week, to the delight of her neighbours."
        for n in ("one", "two", "three", "four")
    ]
    text = page(
        "Shells fall on Lower Marn again",
        BODY_1,
        BODY_2,
        BODY_3,
        "(Reporting by Jo Doe)",
        "VellNews.example Top Stories",
        *others,
        "Local Spotlight",
        *others,
    )
    assert {label for label, piece in labels(text) if "baker" in piece or "Stories" in piece or "Spotlight" in piece} == {"related"}
    unheaded = page("Shells fall on Lower Marn again", BODY_1, BODY_2, BODY_3, "(Reporting by Jo Doe)", *others)
    assert label_of(unheaded, "loaf number one") == "related"


def test_one_paragraph_behind_the_credits_and_a_box_inside_the_article_stay_read() -> None:
    text = page(
        "Shells fall on Lower Marn again",
        BODY_1,
        BODY_2,
        "(Reporting by Jo Doe)",
        "Horses grazing on the far bank were killed as well, a herdsman said.",
    )
    assert label_of(text, "Horses") == "body"
    boxed = page(
        "Shells fall on Lower Marn again", BODY_1, "Read more", "Baker wins prize", BODY_2, BODY_3, BODY_1.replace("Three", "Five")
    )
    assert [label for label, _ in labels(boxed)] == ["headline", "body", "related", "related", "body", "body", "body"] or label_of(
        boxed, "Five border"
    ) == "body"


LONG = " ".join([BODY_1, BODY_2, BODY_3])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Tue May 3 2031 Shells fall on Lower Marn again. {LONG} JDJD", ["dateline", "headline", "body", "credit"]),
        (f"03.05.2031Get short URL 0 12 {LONG}", ["dateline", "boilerplate", "body"]),
        (f" date 2031-05-03 MARN CITY, Freedonia -- {LONG}", ["dateline", "dateline", "body"]),
        (f"Shells kill two in Lower Marn Monitor AFP Monday 3 May 2031 {LONG}", ["headline", "byline", "dateline", "body"]),
        (
            f"September 9 2031 Shells fall on Lower Marn. Jo Doe Al Roe. {LONG} Reporting by Jo Doe; Editing by Al Roe Our Standards:Some principles.",
            ["dateline", "headline", "byline", "body", "credit"],
        ),
        (
            f"Date of publication 9 May 2031 Two guards were wounded on Monday by shells. {LONG} Read Also",
            ["dateline", "body", "boilerplate"],
        ),
        (f"{LONG} Source FooTV and agencies", ["body", "credit"]),
        (f"On May 3 2031 shells fell on the village. {LONG}", ["body"]),
        (f"May 3 2031 was a dark day in the valley. {LONG}", ["body"]),
    ],
)
def test_a_text_on_one_line(text: str, expected: list[str]) -> None:
    assert [label for label, _ in labels(text)] == expected


@pytest.mark.parametrize(
    ("start", "cut"),
    [
        ("LONDON, Feb 3 (Reuters) - ", True),
        ("MANILA - ", True),
        ("Marn City, Freedonia (AP) — ", True),
        ("Freedonia, Oct. 1 -- ", True),
        ("PORT VELL — ", True),
        ("The army - ", False),
        ("Freedonia - ", False),
        ("Jo Doe (45) - ", False),
    ],
)
def test_dateline_before_a_paragraph(start: str, cut: bool) -> None:
    text = page("Shells fall on Lower Marn again", start + BODY_1, BODY_2)
    assert (("dateline", start.strip()) in labels(text)) is cut


def test_text_broken_at_a_fixed_width_is_one_paragraph() -> None:
    wrapped = "Three border guards of Freedonia were wounded on Monday when shells\nfell on the village of Lower Marn, the interior ministry said in a\nstatement. It said that the fire had come from the far bank of the\nriver and had gone on until dawn."
    assert [label for label, _ in labels("Shells fall on Lower Marn again\n\n" + wrapped)] == ["headline", "body"]


@pytest.mark.parametrize("entry", load("boilerplate"), ids=lambda e: e.id)
def test_examples_of_the_lexicon(entry) -> None:  # type: ignore[no-untyped-def]
    for fires, examples in ((True, entry.fires), (False, entry.silent)):
        for example in examples:
            line = make_line(example, 0, len(example))
            assert line is not None
            found = furniture(line)
            assert (found is not None and found.rule == entry.rule) is fires, (example, found)


@pytest.mark.parametrize(
    "text",
    [
        "A" * 30_000 + "!", "1" * 30_000 + "x", "By " + "Aa" * 15_000 + "\u2603", "A. " * 10_000 + "!", "(" * 30_000, "a/" * 15_000 + "!", "| " * 15_000,
        "x@" * 15_000, "May 3 " * 5_000, "word " * 70 + "Source " * 4_000, "A" * 100 + " - " * 9_000, "by AP, " * 5_000, "\n".join(["Aa Bb"] * 8_000), ". " * 15_000, '{"a": "' * 6_000, "<a " * 15_000, "a{b:" * 10_000,
        "Aa1: b\n\n" * 5_000 + ("word " * 60 + ".\n\n"), "By A " * 40 + "| " * 40, "Read more " * 6_000, "[Image: " * 6_000, (BODY_1 + " ") * 2_000,
        (BODY_1 + "\n\nReply\n\n") * 1_000, (BODY_1 + "\n\nBaker of Port Vell wins prize\n\n") * 1_000 + "x:\n" * 3_000,
    ],
    ids=range(24),
)  # fmt: skip
def test_hostile_lines_are_labelled_in_time(text: str) -> None:
    started = time.perf_counter()
    label_blocks(text)
    assert time.perf_counter() - started < 5
