from made_up_world import made_up

from rashomon.gazetteer import Context, Focus, choose

WORLD = made_up()


def focus(*names: str) -> Focus:
    return Focus({n.lower(): WORLD.candidates(n) for n in names})


def test_names_that_lie_together_speak_for_one_another() -> None:
    gathered = focus("Belisk", "Tarnovka", "Harrow")
    here, elsewhere, third = sorted(WORLD.candidates("Belisk"), key=lambda e: e.country != "PE")
    assert here.country == "PE" and gathered.support("belisk", here) > 3
    assert gathered.support("belisk", elsewhere) == gathered.support("belisk", third) == 0


def test_a_name_is_no_evidence_for_itself() -> None:
    alone = focus("Belisk")
    assert [alone.support("belisk", e) for e in WORLD.candidates("Belisk")] == [0, 0, 0]


def test_a_province_speaks_for_its_towns_more_than_its_country_does() -> None:
    named = focus("Karsh", "Dorvan")
    by_province = {e.admin1: named.support("belisk", e) for e in WORLD.candidates("Belisk")}
    assert by_province["TD.02"] > by_province["TD.03"] >= by_province["PE.01"] == 0


def test_neighbours_decide_between_namesakes_without_a_country() -> None:
    entry, basis = choose(WORLD, "Lonvale", Context(focus=focus("Lonvale", "Quemal Djafar", "Merun"), name="lonvale"))
    assert entry is not None and entry.country == "TD" and "other places of the text" in basis
    assert choose(WORLD, "Lonvale", Context(focus=focus("Lonvale"), name="lonvale"))[0] is None
