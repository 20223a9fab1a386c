"""ACLED-style rows: codes, both styles, totals that are conserved, notes, and what is left out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from acled_written import SOLDIERS, VILLAGERS, event, one, written
from events_made import ABOUT, DAY, DORN, attribution, battle, claim, document, estimate, told

from rashomon.errors import InputError
from rashomon.exports.acled import write
from rashomon.exports.acled_actors import KINDS, interaction_words
from rashomon.exports.acled_fatalities import fatalities_of
from rashomon.exports.acled_kinds import table
from rashomon.exports.acled_notes import injured
from rashomon.exports.codebooks import codebook
from rashomon.exports.events_when import REASONS
from rashomon.lexicon import load
from rashomon.model import Attribution, Place

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,"
    "civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def test_the_header_is_that_of_the_data_set(tmp_path):
    write([], ABOUT, tmp_path / "acled.csv", {})
    assert (tmp_path / "acled.csv").read_text() == HEADER + "\n"
    assert codebook("acled").header == tuple(HEADER.split(","))
    assert len(codebook("acled").header) == 31


def test_a_row_as_it_is_written(tmp_path):
    row, side = one(tmp_path, event(SOLDIERS, blamed=[("Ennedi Front", "claimed")]))
    assert row["event_id_cnty"][:3] == "XRA"
    assert len(row["event_id_cnty"]) == 15
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2031-02-12", "2031", "1")
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == (
        "Political violence",
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "Ennedi Front",
        "Rebel group",
        "Military Forces of Chad",
        "State forces",
    )
    assert (row["interaction"], row["civilian_targeting"]) == ("State forces-Rebel group", "")
    assert (row["iso"], row["region"], row["country"], row["admin1"], row["location"]) == ("148", "Middle Africa", "Chad", "Ennedi", "Dorn")
    assert (row["latitude"], row["longitude"], row["geo_precision"], row["fatalities"]) == ("17.05", "21.95", "1", "3")
    assert (row["source"], row["source_scale"], row["tags"]) == ("Meridian", "", "")
    assert row["timestamp"] == str(int(datetime(2031, 3, 1, 12, tzinfo=UTC).timestamp()))
    assert row["notes"] == (
        "On 12 February 2031, shelling was reported in Dorn (Ennedi, Chad). Ennedi Front claimed responsibility. The report of Meridian said 3 were killed (Chad)."
    )
    assert (side["event_id_cnty"], side["fatalities_basis"], side["incident_id"]) == (row["event_id_cnty"], "reported", "inc-0001")


def test_the_export_styles(tmp_path):
    row, _ = one(
        tmp_path,
        event(SOLDIERS, date_start=date(2031, 5, 6), date_end=date(2031, 5, 6)),
        **{"date-style": "export", "interaction": "numbers"},
    )
    assert row["event_date"] == "06 May 2031"
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("3", "1", "13")
    alone, _ = one(tmp_path, told(kind="airstrike", blamed=attribution(("Chad", "admitted"))), interaction="numbers")
    assert (alone["actor2"], alone["inter1"], alone["inter2"], alone["interaction"]) == ("", "1", "0", "10")
    words, _ = one(tmp_path, told(kind="airstrike", blamed=attribution(("Chad", "admitted"))))
    assert (words["inter2"], words["interaction"], words["fatalities"]) == ("", "State forces only", "0")


def test_interactions_are_those_of_the_codebook():
    for one_kind in KINDS:
        for two in (0, *(k for k in KINDS if k >= one_kind)):
            code = one_kind * 10 + two
            words = interaction_words(code)
            assert words == (f"{KINDS[one_kind]}-{KINDS[two]}" if two else f"{KINDS[one_kind]} only")
    assert interaction_words(12) == "State forces-Rebel group"


def test_the_crosswalk_names_only_sub_events_of_the_codebook_and_every_kind_there_is():
    known = {c.value for c in codebook("acled").column("sub_event_type").codes} | {"clash", "by_victims", "generic", "riot"}
    assert set(table()["kinds"].values()) | set(table()["weapons"].values()) <= known
    kinds = {str(e.get("kind")) for e in load("events")} | {str(e.get("kind")) for e in load("weapons") if e.get("kind")}
    assert kinds - {"war"} <= set(table()["kinds"])
    assert set(table()["kinds"]) <= set(table()["told"])
    assert {str(e.get("weapon")) for e in load("weapons")} - set(table()["weapons"]) <= {"unknown", "none", "gun", "blade", "fire"}


@pytest.mark.parametrize(
    ("victims", "blamed", "kind", "sub_event", "actors", "civilian"),
    [
        ([VILLAGERS], [("Ennedi Front", "claimed")], "shelling", "Shelling/artillery/missile attack", ("Ennedi Front", "Civilians (Chad)"), True),
        ([VILLAGERS], [], "car bombing", "Remote explosive/landmine/IED", ("Unidentified Armed Group (Chad)", "Civilians (Chad)"), True),
        ([VILLAGERS], [("gunmen", "alleged")], "shooting", "Attack", ("Unidentified Armed Group (Chad)", "Civilians (Chad)"), True),
        ([{}], [("gunmen", "alleged")], "shooting", "Attack", ("Unidentified Armed Group (Chad)", "Civilians (Chad)"), True),
        ([SOLDIERS], [("gunmen", "alleged")], "shooting", "Armed clash", ("Unidentified Armed Group (Chad)", "Military Forces of Chad"), False),
        ([{"side": "police", "status": "police"}], [("Ennedi Front", "claimed")], "ambush", "Armed clash", ("Ennedi Front", "Police Forces of Chad"), False),
        ([SOLDIERS], [], "armed clash", "Armed clash", ("Unidentified Armed Group (Chad)", "Military Forces of Chad"), False),
        ([SOLDIERS, {"side": "Ennedi Front"}], [], "armed clash", "Armed clash", ("Ennedi Front", "Military Forces of Chad"), False),
        ([VILLAGERS], [("Ennedi Front", "alleged")], "kidnapping", "Abduction/forced disappearance", ("Ennedi Front", "Civilians (Chad)"), True),
        ([{"side": "protesters"}], [("Chad", "alleged")], "shooting", "Excessive force against protesters", ("Protesters (Chad)", "Military Forces of Chad"), True),
        ([VILLAGERS], [("mob", "alleged")], "riot", "Mob violence", ("Rioters (Chad)", "Civilians (Chad)"), True),
        ([SOLDIERS], [("Libya", "admitted")], "airstrike", "Air/drone strike", ("Military Forces of Libya", "Military Forces of Chad"), False),
        ([VILLAGERS], [("Ennedi Front", "claimed")], "suicide bombing", "Suicide bomb", ("Ennedi Front", "Civilians (Chad)"), True),
    ],
)  # fmt: skip
def test_types_and_actors(tmp_path, victims, blamed, kind, sub_event, actors, civilian):
    row, _ = one(tmp_path, event(*victims, blamed=blamed, kind=kind))
    assert row["sub_event_type"] == sub_event
    assert (row["actor1"], row["actor2"]) == actors
    assert bool(row["civilian_targeting"]) is civilian
    code = next(c for c in codebook("acled").column("sub_event_type").codes if c.value == sub_event)
    assert dict(code.implies) == {"event_type": row["event_type"], "disorder_type": row["disorder_type"]}


def test_an_army_abroad_is_an_external_force(tmp_path):
    row, _ = one(tmp_path, event(SOLDIERS, blamed=[("Libya", "admitted")], kind="airstrike"))
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "External/Other forces",
        "State forces",
        "State forces-External/Other forces",
    )


def test_a_coalition_is_an_external_force(tmp_path):
    row, _ = one(tmp_path, event({"side": "Islamic State"}, blamed=[("US-led coalition", "admitted")], kind="airstrike"))
    assert (row["actor1"], row["inter1"], row["interaction"]) == (
        "US-led coalition",
        "External/Other forces",
        "Rebel group-External/Other forces",
    )


def test_only_notes_may_break_lines_and_ours_do_not(tmp_path):
    made = event(
        SOLDIERS,
        blamed=[("Ennedi\nFront", "claimed")],
        place=replace(DORN, name="Dorn\r\nOld Town"),
        documents=(document(outlet="The\nMeridian"),),
    )
    row, side = one(tmp_path, made)
    assert not any("\n" in v or "\r" in v for v in (*row.values(), *side.values()))
    assert (row["location"], row["actor1"]) == ("Dorn Old Town", "Ennedi Front")


def test_who_accuse_one_another_are_not_named_but_the_note_tells_both(tmp_path):
    blamed = (
        Attribution("Chad", "alleged", ("Ennedi Front",), (), ()),
        Attribution("Ennedi Front", "alleged", ("Ministry of Defence of Chad",), ("Ennedi Front",), ()),
    )
    row, side = one(tmp_path, replace(event(VILLAGERS), incident=replace(event(VILLAGERS).incident, attribution=blamed)))
    assert row["actor1"] == "Unidentified Armed Group (Chad)"
    assert "Ennedi Front said Chad did it. Ministry of Defence of Chad said Ennedi Front did it; Ennedi Front denied it." in row["notes"]
    assert "disputed" in side["flags"]


def test_the_second_actor_is_not_the_first(tmp_path):
    row, _ = one(tmp_path, event({"side": "rebels", "status": "combatant"}, VILLAGERS, kind="airstrike"))
    assert (row["actor1"], row["actor2"], row["assoc_actor_2"]) == ("Unidentified Armed Group (Chad)", "Civilians (Chad)", "")


def test_a_generic_kind_takes_the_weapon(tmp_path):
    row, side = one(tmp_path, event({**VILLAGERS, "weapon": "drone"}, {**VILLAGERS, "weapon": "mortar"}, kind="attack"))
    assert row["sub_event_type"] == "Air/drone strike"  # it stands before shelling in the list
    assert "by the weapon" in side["flags"]


@pytest.mark.parametrize(
    ("made", "number", "basis"),
    [
        (told(claim(1, 3), estimates=(estimate(3, claims=("c-0001",)),)), 3, "reported"),
        (told(claim(1, 0, negated=True), estimates=(estimate(0, claims=("c-0001",)),)), 0, "reported_zero"),
        (told(claim(1, low=24, high=None, words="dozens"), estimates=(estimate(12, claims=("c-0001",)),)), 12, "vague_word"),
        (told(claim(1, low=2, high=None, words="", vague=True), estimates=(estimate(3, claims=("c-0001",)),)), 3, "vague_word"),
        (told(claim(1, 9, harm="casualties"), estimates=(estimate(0, claims=("c-0001",)),)), 0, "not_reported"),
        (told(claim(1, None, harm="wounded")), 0, "not_reported"),
        (told(claim(1, low=None, high=9, words="up to nine"), estimates=(estimate(None, high=9, withheld="only_a_range", claims=("c-0001",)),)), 0, "not_reported"),
    ],
)  # fmt: skip
def test_what_the_number_of_dead_rests_on(made, number, basis):
    found = fatalities_of(made)
    assert (found.number, found.basis) == (number, basis)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"background": True}, "background"),
        ({"kind": "aggregate"}, "aggregate"),
        ({"date_start": None}, "day_unknown"),
        ({"date_start": DAY - timedelta(days=40)}, "span_too_long"),
        ({"place": None}, "no_place"),
        ({"place": Place("Hesk Mill")}, "no_coordinates"),
        ({"place": Place("Chad", None, "Chad", 15.0, 19.0, 6)}, "country_only"),
        ({"place": Place("Red Sea", None, "Egypt", 22.0, 38.0, 7)}, "at_sea"),
        ({"place": replace(DORN, country="Velmara")}, "no_country"),
    ],
)
def test_what_does_not_fit_is_listed_with_its_reason(tmp_path, change, code):
    made = event(VILLAGERS)
    rows, _, left = written(tmp_path, replace(made, incident=replace(made.incident, **change)))
    assert not rows
    assert [x["code"] for x in left] == [code]
    assert code in REASONS


def test_nobody_hit_by_nothing_told_is_no_event(tmp_path):
    rows, _, left = written(tmp_path, told(kind="attack"))
    assert not rows
    assert left[0]["code"] == "no_violence"


def test_at_least_so_many_injured():
    assert injured([claim(1, 9, harm="wounded"), claim(2, 12, harm="wounded")]) == 9
    assert injured([claim(1, 9, harm="wounded", side="Chad"), claim(2, 4, harm="wounded", side="civilians")]) == 9
    assert injured([claim(1, 0, harm="wounded", negated=True), claim(2, 5), claim(3, 3, harm="wounded", groups=("children",))]) == 0


def test_a_word_for_a_number_is_told(tmp_path):
    made = told(claim(1, low=24, high=None, words="dozens", **VILLAGERS), estimates=(estimate(12, claims=("c-0001",)),))
    row, side = one(tmp_path, made)
    assert row["notes"].endswith("said “dozens” were killed (civilians). Fatalities coded as 12 for “dozens”.")
    assert (side["fatalities_basis"], side["fatalities_words"], row["fatalities"]) == ("vague_word", "dozens", "12")


def test_scales_of_outlets_are_the_users_own(tmp_path):
    scales = tmp_path / "scales.csv"
    scales.write_text("outlet,scale\nMeridian,National\nDorn Radio,subnational\n")
    two = (document("a"), document("b", "Second", "Dorn Radio"))
    assert one(tmp_path, event(VILLAGERS, documents=two), scales=str(scales))[0]["source_scale"] == "Subnational-National"
    unknown = (document("a"), document("b", "Second", "Nobody's Paper"))
    assert one(tmp_path, event(VILLAGERS, documents=unknown), scales=str(scales))[0]["source_scale"] == ""
    scales.write_text("outlet,scale\nMeridian,Galactic\n")
    with pytest.raises(InputError, match=r"scales\.csv:2: 'Galactic' is no scale"):
        write([], ABOUT, tmp_path / "x.csv", {"scales": str(scales)})
    with pytest.raises(InputError, match="cannot be read"):
        write([], ABOUT, tmp_path / "x.csv", {"scales": str(tmp_path / "none.csv")})


def test_private_names_are_masked_in_notes(tmp_path):
    text = "Two people were killed when a shell hit a house, Mirelda Quoxley, a baker who lives next door, said."
    made = event({**VILLAGERS, "speaker": "Mirelda Quoxley"}, documents=(document(text=text),))
    out = tmp_path / "acled.csv"
    write([made], replace(ABOUT, names=False), out, {})
    assert "Quoxley" not in out.read_text() + (tmp_path / "acled.rashomon.csv").read_text()


def test_the_battle_of_the_other_format_is_one_here_too(tmp_path):
    row, _ = one(tmp_path, battle(kind="ambush"))
    assert (row["sub_event_type"], row["actor1"], row["actor2"], row["assoc_actor_2"]) == (
        "Armed clash",
        "Ennedi Front",
        "Military Forces of Chad",
        "Civilians (Chad)",
    )
