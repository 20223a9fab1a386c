"""Deciding through the server: tried, kept, taken back, refused; and nobody overwrites anybody."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest
from tests.web.guard.asking import bearer, team
from tests.web.reviewing import choice, disputed, item, kept, reviewer
from typer.testing import CliRunner

from rashomon.cli import app as command
from rashomon.store import writing


def test_trying_keeps_nothing(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        page = disputed(ask)
        told = ask.post("/api/v1/decisions/try", json=choice(page, 31))
        assert told.status_code == 200
        assert told.json()["kept"] is False
        assert [f["after"] for f in told.json()["changes"][0]["figures"]] == ["31"]
        assert item(ask, id=page["item"]["id"])["seen"] == page["seen"]
    assert kept(own_ledger) == []


def test_a_decision_moves_the_incident_and_taking_it_back_gives_what_was(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        page = disputed(ask)
        [incident] = page["seen"]["incidents"]
        before = ask.get(f"/incidents/{incident}.json").json()["incident"]["estimates"]
        told = ask.post("/api/v1/decisions", json=choice(page, 31))
        assert told.status_code == 201
        assert told.json()["decision"] == 1
        between = ask.get(f"/incidents/{incident}.json").json()["incident"]["estimates"]
        assert [e["best"] for e in between if e["harm"] == "killed" and e["over"] == "all_sides"] == [31]
        back = ask.post("/api/v1/decisions/1/undo", json={"why": "read again", "who": "Ben"})
        assert back.status_code == 201
        assert ask.get(f"/incidents/{incident}.json").json()["incident"]["estimates"] == before
        again = ask.post("/api/v1/decisions/1/undo", json={"why": "once more", "who": "Ben"})
        assert again.status_code == 422
        assert "taken back" in again.json()["detail"]
        listed = ask.get("/review/decisions.json").json()["items"]
        assert [(d["number"], d["kind"], d["state"]) for d in listed] == [(2, "undo", "applied"), (1, "choose", "undone")]
    assert kept(own_ledger) == [(1, "choose", "Ada", "web page"), (2, "undo", "Ben", "web page")]


def test_who_looked_at_something_older_is_told_what_changed_and_by_whom(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        page = disputed(ask)
        assert ask.post("/api/v1/decisions", json=choice(page, 31)).status_code == 201
        late = ask.post("/api/v1/decisions", json=choice(page, 13, who="Ben", why="the police"))
        assert late.status_code == 409
        assert late.headers["content-type"] == "application/problem+json"
        [changed] = late.json()["changed"]
        assert (changed["by"], changed["number"]) == ("Ada", 1)
        assert "the list of the hospital" in changed["words"]
        fresh = choice(page, 13, who="Ben", why="the police", seen=late.json()["seen"])
        assert ask.post("/api/v1/decisions", json=fresh).status_code == 201
    assert [who for _, _, who, _ in kept(own_ledger)] == ["Ada", "Ben"]


def test_a_decision_that_moved_no_row_is_a_conflict_too(own_ledger: Path) -> None:
    """Two say the same of one claim: the row stays as it is, and yet the second had not seen that the first decided."""
    with reviewer(own_ledger) as ask:
        page = disputed(ask)
        claim = next(c for c in page["claims"] if c["kind"] == "casualty" and not c["background"])
        wish = {
            "kind": "background",
            "why": "of this day",
            "who": "Ada",
            "claims": [claim["claim_id"]],
            "value": False,
            "seen": page["seen"],
        }
        assert ask.post("/api/v1/decisions", json=wish).status_code == 201
        late = ask.post("/api/v1/decisions", json={**wish, "who": "Ben"})
        assert late.status_code == 409
        assert late.json()["changed"][0]["by"] == "Ada"


def test_one_has_to_say_what_one_saw(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        wish = choice(disputed(ask), 31)
        assert ask.post("/api/v1/decisions", json={**wish, "seen": {"incidents": {}, "decision": 0}}).json()["errors"][0]["in"] == "seen"
        assert ask.post("/api/v1/decisions", json={k: v for k, v in wish.items() if k != "seen"}).status_code == 422
    assert kept(own_ledger) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"why": " "}, "why"),
        ({"kind": "sides"}, "kind"),
        ({"incidents": ["inc-0000000000000000"]}, "incidents"),
        ({"incidents": ["'; drop table"]}, "incidents"),
        ({"value": {"harm": "killed", "side": None, "low": 9, "best": 3, "high": 3}}, "value"),
        ({"value": "31"}, "value"),
        ({"kind": "figure", "claims": [], "value": 3}, "claims"),
        ({"kind": "figure", "claims": ["c-none"], "value": 3}, "claims"),
        ({"kind": "merge", "value": None}, "incidents"),
        ({"kind": "split", "value": None}, "claims"),
        ({"kind": "place", "value": {"name": "Hollin", "lat": 91, "lon": 3}}, "value"),
        ({"kind": "figure", "at": [{"document": "none.txt", "quote": "four"}], "value": 3}, "at"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(own_ledger: Path, change: dict[str, object], field: str) -> None:
    with reviewer(own_ledger) as ask:
        told = ask.post("/api/v1/decisions", json={**choice(disputed(ask), 31), **change})
        assert told.status_code == 422, told.text
        assert told.json()["errors"][0]["in"] == field
    assert kept(own_ledger) == []


def test_a_side_that_nobody_gives_a_figure_of_is_refused_and_nothing_kept(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        value = {"harm": "captured", "side": "Nobody", "low": 3, "best": 3, "high": 3}
        told = ask.post("/api/v1/decisions", json=choice(disputed(ask), 3, value=value))
        assert told.status_code == 422
        assert "nobody gives a figure" in told.json()["detail"]
    assert kept(own_ledger) == []


def test_roles(own_ledger: Path, tmp_path: Path) -> None:
    tokens, of = team(tmp_path)
    with reviewer(own_ledger, tokens=tokens) as ask:
        as_ = {role: bearer(token) for role, token in of.items()}
        page = ask.get("/review.json", params={"kind": "dispute"}, headers=as_["reader"]).json()["items"][0]
        page = ask.get("/review/item.json", params={"id": page["id"]}, headers=as_["reader"]).json()
        wish = choice(page, 31, who="")
        assert ask.post("/api/v1/decisions", json=wish, headers=as_["reader"]).status_code == 403
        assert ask.post("/api/v1/decisions", json={**wish, "who": "Somebody else"}, headers=as_["admin"]).status_code == 422
        assert ask.post("/api/v1/decisions", json=wish, headers=as_["admin"]).status_code == 201
        refused = ask.post("/api/v1/decisions/1/undo", json={"why": "no"}, headers=as_["reviewer"])
        assert refused.status_code == 403
        assert "admin person's" in refused.json()["detail"]
        assert ask.post("/api/v1/decisions/1/undo", json={"why": "no"}, headers=as_["admin"]).status_code == 201
    assert [who for _, _, who, _ in kept(own_ledger)] == ["admin person", "admin person"]


def test_read_only_turns_all_of_it_off_with_a_word(own_ledger: Path) -> None:
    with reviewer(own_ledger, read_only=True) as ask:
        told = ask.post("/api/v1/decisions", json=choice(disputed(ask), 31))
        assert told.status_code == 403
        assert "reading only" in told.json()["detail"]
        assert ask.post("/api/v1/judgements", json={"item": "q-1", "answer": "yes"}).status_code == 403
    assert kept(own_ledger) == []


def test_while_somebody_else_writes_one_is_told_who(own_ledger: Path) -> None:
    with reviewer(own_ledger, patience=0.5) as ask:
        page = disputed(ask)
        with writing(own_ledger):
            told = ask.post("/api/v1/decisions", json=choice(page, 31))
            assert told.status_code == 503
            assert "is being written to by process" in told.json()["detail"]
            assert int(told.headers["retry-after"]) > 0
            assert ask.get("/review").status_code == 200, "readers go on"
        assert ask.post("/api/v1/decisions", json=choice(page, 31)).status_code == 201


def test_five_reviewers_at_once_lose_nothing(own_ledger: Path) -> None:
    """Each decides about the same two incidents at the same time; who comes second looks again and decides again, until all stand."""
    names = [f"Reviewer {n}" for n in range(5)]
    told: Counter[int] = Counter()
    wrong: list[str] = []
    with reviewer(own_ledger, patience=120) as ask:
        found = [i["incidents"][0] for i in ask.get("/review.json", params={"kind": "dispute"}).json()["items"]][:2]
        start = threading.Barrier(5)

        def work(n: int) -> None:
            start.wait()
            for k, incident in enumerate(found if n % 2 else found[::-1]):
                for _ in range(30):
                    page = item(ask, incident=incident)
                    answer = ask.post("/api/v1/decisions", json=choice(page, 20 + n, who=names[n], why=f"list {n} {k}"))
                    told[answer.status_code] += 1
                    if answer.status_code == 201:
                        break
                    if answer.status_code != 409:
                        wrong.append(answer.text)
                        return

        threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    assert not wrong
    assert told[201] == 10
    made = kept(own_ledger)
    assert [number for number, *_ in made] == list(range(1, 11)), "every decision has a number of its own, and none is missing"
    assert Counter(who for _, _, who, _ in made) == dict.fromkeys(names, 2)
    assert told[409] > 0, "those who came second were told"
    done = CliRunner().invoke(command, ["verify", str(own_ledger)])
    assert done.exit_code == 0, done.output


def test_answers_are_hidden_until_one_answered(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        page = disputed(ask)
        ident = page["item"]["id"]
        first = ask.post("/api/v1/judgements", json={"item": ident, "answer": "no", "who": "Ada", "note": "the police say 13"})
        assert first.status_code == 201
        assert item(ask, id=ident)["seen"]["incidents"] == page["seen"]["incidents"], "it changes nothing that is derived"
        ask.cookies.set("rashomon_who", "Ben")
        hidden = item(ask, id=ident)["item"]
        assert (hidden["others"], hidden["answers"], hidden["answer"]) == (1, None, None)
        assert "the police say 13" not in ask.get("/review", headers={"Accept": "text/html"}).text
        assert [i["id"] for i in ask.get("/review.json", params={"show": "second"}).json()["items"]] == [ident]
        second = ask.post("/api/v1/judgements", json={"item": ident, "answer": "yes", "who": "Ben"}).json()
        assert [(a["who"], a["answer"]) for a in second["answers"]] == [("Ada", "no")]
        told = ask.get("/review.json").json()
        assert told["agreement"]["parted"] == [ident]
        assert told["agreement"]["percent"] == 0.0
        assert told["progress"]["by_two"] == 1
        assert ask.post("/api/v1/judgements", json={"item": ident, "answer": "perhaps"}).status_code == 422
        assert ask.post("/api/v1/decisions/1/undo", json={"why": "no", "who": "Ada"}).status_code == 422, "one answers again instead"
    assert [kind for _, kind, _, _ in kept(own_ledger)] == ["judgement", "judgement"]
    done = CliRunner().invoke(command, ["verify", str(own_ledger)])
    assert done.exit_code == 0, done.output


def test_merge_and_split(own_ledger: Path) -> None:
    with reviewer(own_ledger) as ask:
        pair = ask.get("/review.json", params={"kind": "merge"}).json()["items"][0]
        page = item(ask, id=pair["id"])
        wish = {"kind": "merge", "why": "one raid", "who": "Ada", "incidents": pair["incidents"], "seen": page["seen"]}
        told = ask.post("/api/v1/decisions", json=wish)
        assert told.status_code == 201, told.text
        assert sorted(c["what"] for c in told.json()["changes"] if c["incident_id"] in pair["incidents"]) == ["changed", "went"]
        one = next(c["incident_id"] for c in told.json()["changes"] if c["what"] == "changed")
        page = item(ask, incident=one)
        leaving = next(c for c in page["claims"] if c["claim_id"] == pair["claims"][-1])
        wish = {
            "kind": "split",
            "why": "two raids after all",
            "who": "Ben",
            "incidents": [one],
            "claims": [leaving["claim_id"]],
            "seen": page["seen"],
        }
        told = ask.post("/api/v1/decisions", json=wish)
        assert told.status_code == 201, told.text
        assert "came" in {c["what"] for c in told.json()["changes"]}
        states = {d["number"]: d["state"] for d in ask.get("/review/decisions.json").json()["items"]}
        assert states == {1: "overruled", 2: "applied"}


def test_a_place_picked_on_the_map_is_its_pickers(own_ledger: Path) -> None:
    """Its name is the one that no list had; the words stay, and lie where the person said."""
    with reviewer(own_ledger) as ask:
        asked = ask.get("/review.json", params={"kind": "place"}).json()["items"][0]
        page = item(ask, id=asked["id"])
        wish = {"kind": "place", "why": "on the survey's map", "who": "Ada", "claims": asked["claims"], "seen": page["seen"],
                "value": {"name": "Lorrimond", "lat": 12.5, "lon": -30.25}}  # fmt: skip
        told = ask.post("/api/v1/decisions", json=wish)
        assert told.status_code == 201, told.text
        place = ask.get(f"/incidents/{asked['incidents'][0]}.json").json()["incident"]["place"]
        assert (place["lat"], place["lon"], place["precision"]) == (12.5, -30.25, 2)
        assert place["basis"] == "picked on the map by Ada"
