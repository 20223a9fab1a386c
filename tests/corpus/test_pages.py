"""Whole pages: what is the article, what is said twice, what speaks to the reader. The texts are made up."""

from __future__ import annotations

from rashomon.corpus.blocks import label_blocks

MENU = [
    "Home",
    "World",
    "Sport",
    "Culture",
    "Log in",
    "Subscribe",
    "Search",
    "Contact us",
    "Privacy Policy",
    "Facebook",
    "Twitter",
    "Newsletters",
]
HEADLINE = "Mortar rounds fall on the grain market of Tilvar"
BODY = [
    "Four traders were killed when mortar rounds fell on the grain market of Tilvar on Monday morning, the province's governor said.",
    "The governor, Ostan Brell, said that the mortar rounds had come from the hills north of Tilvar, where the rebels of the River Front hold two villages.",
    "A spokesman of the River Front denied that its fighters had fired on the market and said the army had shelled Tilvar itself.",
    "Traders told of two loud blasts a minute apart, the second among people who had run to help those wounded by the first mortar.",
    "The market of Tilvar, the largest of the province, stayed closed on Tuesday while the governor and traders met.",
]
FEED = [
    line
    for n, name in enumerate(["Bakers", "Cyclists", "Violins", "Otters", "Lighthouses", "Penguins", "Chestnuts", "Umbrellas"])
    for line in (
        f"{name} are back",
        "smallmagazine.example Leisure",
        f"Nobody expected {name.lower()} to become the talk of this season, yet here is why number {n} delights everyone we asked.",
    )
]


def rules(lines: list[str], title: str | None = None) -> dict[str, list[tuple[str, str]]]:
    """Label and rule of each line, by its words."""
    text = "\n".join(lines)
    out: dict[str, list[tuple[str, str]]] = {}
    for block in label_blocks(text, title):
        out.setdefault(text[block.start : block.end], []).append((block.label, block.rule))
    return out


def test_the_article_of_a_page_is_the_densest_stretch_and_a_feed_behind_it_is_not() -> None:
    found = rules([*MENU, HEADLINE, *BODY, *MENU[:6], *FEED])
    assert all(found[line][0][0] == "body" for line in BODY)
    assert not any(label in ("body", "dek", "subhead") for line in FEED for label, _ in found[line])


def test_a_short_article_without_menus_is_all_core() -> None:
    found = rules(
        [HEADLINE, *BODY[:2], "A ferry between the islands of Orrin ran aground on Friday, and nobody was hurt, its owner wrote."]
    )
    assert [x[0][0] for x in found.values()] == ["headline", "body", "body", "body"]


def test_a_headline_and_a_caption_said_again_are_furniture() -> None:
    caption = "Traders gather what is left of their goods at the grain market of Tilvar, Tuesday, May 4, 2021, in Tilvar."
    found = rules([f"{HEADLINE} | World | Small News", HEADLINE, *MENU, HEADLINE, BODY[0], caption, caption, caption, *BODY[1:]])
    assert sum(label == "headline" for name in found for label, _ in found[name]) == 1
    assert not any(label in ("body", "dek", "subhead") for label, _ in found[HEADLINE])
    assert {label for label, _ in found[caption]} == {"caption"}


def test_the_first_of_two_equal_paragraphs_stays() -> None:
    quote = "We ran and did not look back at all."
    found = rules([HEADLINE, BODY[0], BODY[1], quote, BODY[2], BODY[3], quote, BODY[4]])
    assert [label for label, _ in found[quote]] == ["body", "boilerplate"]


def test_a_stretch_said_again_and_a_refrain_stay() -> None:
    ask = "What did you see that morning?"
    lines = [HEADLINE, BODY[0]]
    for n in range(1, 5):
        lines += [ask, BODY[n]]
    assert {label for label, _ in rules(lines)[ask]} == {"body"}


def test_a_box_inside_the_article_ends_where_two_paragraphs_follow_each_other() -> None:
    found = rules([HEADLINE, *BODY[:3], "Related stories", "Ferry runs aground off Orrin", "Mill to close", *BODY[3:]])
    assert [found[line][0][0] for line in BODY] == ["body"] * 5
    assert found["Mill to close"][0][0] == "related"


def test_a_button_for_comments_is_not_the_end() -> None:
    more = [
        f"The governor of Tilvar said on day {n} that the market and its traders would be guarded against mortar rounds." for n in "1234"
    ]
    found = rules([HEADLINE, *BODY[:2], "View comments", *BODY[2:], *more])
    assert {found[line][0][0] for line in (*BODY, *more)} == {"body"}


def test_lines_that_speak_to_the_reader_are_furniture_outside_of_running_text() -> None:
    ask = "By tapping Accept you agree to our use of cookies on your visits."
    told = "You could log in at the mayor's office and read your neighbours' letters, for nobody in the besieged town had another line."
    found = rules([HEADLINE, *BODY, "Stay close", ask])
    assert found[ask][0] == ("boilerplate", "boilerplate.addressed")
    assert rules([HEADLINE, *BODY[:2], told, *BODY[2:]])[told][0][0] == "body"


def test_a_list_of_sources_is_no_body() -> None:
    sources = [
        'Small News, "Traders of Tilvar ask for guards," April 12, 2021',
        'Office of Statistics, "Grain sold by province," 2020',
        "Interview with a trader by telephone, May 4, 2021",
    ]
    found = rules([HEADLINE, *BODY, *sources])
    assert {found[s][0] for s in sources} == {("boilerplate", "shapes.references")}


def test_a_list_of_the_dead_inside_an_article_stays() -> None:
    dead = ["Oda Brenn, 34, trader", "Ilo Marsh, 51, driver", "Tam Orly, 19, pupil", "Pia Stohl, 40, nurse"]
    found = rules([HEADLINE, *BODY[:3], *dead, *BODY[3:]])
    assert not any(found[d][0][0] == "boilerplate" for d in dead)


def test_paragraphs_of_two_lines_are_joined_where_the_text_is_broken_at_a_width() -> None:
    broken = "\n\n".join(
        [
            "The governor of the province said that four traders had been\nkilled when mortar rounds fell on the market this morning while\nmany people were there, and that help was on its way.",
            "He added that the rounds had come from the hills to the north\nwhere rebels hold two villages, and that the army would answer\nin its own time and at a place it would choose.",
            "A spokesman of the rebels denied that and said that the army\nhad killed the four traders.",
        ]
    )
    assert [b.label for b in label_blocks(broken)].count("body") == 3


def test_users_who_report_are_no_button() -> None:
    text = (
        "The strike hit a house in the north of the town of Tilvar shortly after noon on Monday, several people who live in the street said. "
        "Neighbours carried three people to the hospital of the town, where one of them died in the evening. "
        "Twitter users reported that two children were killed."
    )
    assert all(b.label != "boilerplate" for b in label_blocks(text))


def test_a_letterhead_at_top_and_foot_is_no_headline() -> None:
    letterhead = "River Guard Press Office of Tilvar"
    found = rules([HEADLINE, letterhead, "No. 12", *BODY, letterhead])
    assert found[HEADLINE][0][0] == "headline"


def test_lines_without_full_stops_are_not_all_a_head() -> None:
    lines = [f"Post {n} of the River Front shelled from the hills, {n} dead" for n in range(3, 12)]
    assert [x[0][0] for x in rules([HEADLINE, *lines]).values()].count("body") >= 5
