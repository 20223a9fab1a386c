"""Too much, too often, too slowly."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tests.web.guard.asking import asking, bearer, run_alone, team, word

from rashomon.web.guard.limits import HEADERS, PATH, QUERY, Bucket, Turns, asker, counted
from rashomon.web.problems import Problem


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_bucket_fills_again_and_says_how_long() -> None:
    clock = Clock()
    bucket = Bucket(60, 3, now=clock)
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 0]
    assert bucket.take("a") == pytest.approx(1)
    assert bucket.take("b") == 0
    clock.at = 0.5
    assert bucket.take("a") == pytest.approx(0.5)
    clock.at = 1.0
    assert bucket.take("a") == 0
    clock.at = 1e6
    assert bucket.left("a") == 3


def test_a_bucket_remembers_no_more_than_it_may() -> None:
    bucket = Bucket(60, most=100)
    for n in range(10_000):
        bucket.take(f"2001:db8::{n}")
    assert len(bucket) == 100


def test_addresses_of_one_network_are_one_asker() -> None:
    assert asker("2001:db8:1:2:3:4:5:6") == asker("2001:db8:1:2::9") != asker("2001:db8:1:3::9")
    assert asker("::ffff:192.0.2.7") == asker("192.0.2.7") != asker("192.0.2.8")
    assert asker(None) == "here" and asker("fe80::1%eth0") == asker("fe80::1")


def test_who_asks_too_often_waits_and_others_do_not(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path, rate=5) as ask:
        told = [ask.get("/probe.json", headers=bearer(tokens["reader"])) for _ in range(7)]
        assert [t.status_code for t in told] == [200] * 5 + [429] * 2
        assert told[-1].headers["Content-Type"] == "application/problem+json" and int(told[-1].headers["Retry-After"]) >= 1
        assert ask.get("/probe.json", headers=bearer(tokens["admin"])).status_code == 200


def test_files_of_ours_count_little(story_ledger: Path) -> None:
    with asking(story_ledger, rate=2) as ask:
        assert [ask.get("/static/vendor/images/layers.png").status_code for _ in range(15)] == [200] * 15


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/" + "a" * PATH, 414),
        ("/probe.json?q=" + "a" * QUERY, 414),
        ("/probe.json?" + "&".join(f"a{n}=1" for n in range(400)), 400),
        ("/probe.json?q=%00", 400),
        ("/a%00b", 400),
    ],
)
def test_an_address_can_be_too_much(story_ledger: Path, path: str, status: int) -> None:
    with asking(story_ledger) as ask:
        assert ask.get(path).status_code == status


def test_headers_can_be_too_much(story_ledger: Path) -> None:
    with asking(story_ledger) as ask:
        assert ask.get("/probe.json", headers={"X-Long": "a" * HEADERS}).status_code == 431
        assert ask.get("/probe.json", headers={f"X-{n}": "a" for n in range(200)}).status_code == 431


def test_a_body_can_be_too_much_whether_it_says_so_or_not(story_ledger: Path) -> None:
    with asking(story_ledger, body=1000) as ask:
        headers = word(ask) | {"Content-Type": "application/json"}
        assert ask.post("/probe.json", content=b'{"a": 1}', headers=headers).status_code == 200
        assert ask.post("/probe.json", content=b'"' + b"a" * 2000 + b'"', headers=headers).status_code == 413
        for lie in ("-5", "1e3", "abc"):
            assert ask.post("/probe.json", content=b"{}", headers=headers | {"Content-Length": lie}).status_code == 413
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert ask.post("/logout", content=iter([b"a" * 600, b"b" * 600]), headers=form).status_code == 413


def test_a_body_that_trickles_is_ended() -> None:
    async def never() -> Any:
        await asyncio.sleep(60)

    async def ask() -> None:
        await counted(never, 100, seconds=0.05)()

    with pytest.raises(Problem) as told:
        run_alone(ask())
    assert told.value.status == 408


def test_after_the_body_the_asker_may_stay_as_long_as_they_like() -> None:
    async def parts() -> list[Any]:
        sent = iter([{"type": "http.request", "body": b"a", "more_body": False}, {"type": "http.disconnect"}])

        async def receive() -> Any:
            await asyncio.sleep(0.05)
            return next(sent)

        receiving = counted(receive, 100, seconds=0.06)
        return [await receiving(), await receiving()]

    assert [p["type"] for p in run_alone(parts())] == ["http.request", "http.disconnect"]


def test_one_asker_takes_turns_with_themselves_and_holds_nobody_up() -> None:
    async def ask() -> tuple[int, list[str], int]:
        turns, most, now, order = Turns(at_once=2, waiting=3), 0, 0, list[str]()
        door = asyncio.Event()

        async def one(key: str) -> None:
            nonlocal most, now
            try:
                async with turns.turn(key):
                    now += key == "a"
                    most = max(most, now)
                    if key == "a":
                        await door.wait()
                    now -= key == "a"
                    order.append(key)
            except Problem as err:
                order.append(str(err.status))

        slow = [asyncio.create_task(one("a")) for _ in range(7)]
        await asyncio.sleep(0)
        await asyncio.gather(*(one("b") for _ in range(5)), *(one("") for _ in range(20)))
        door.set()
        await asyncio.gather(*slow)
        return most, order, len(turns)

    most, order, left = run_alone(ask())
    assert most == 2 and left == 0
    assert order[:2] == ["429", "429"] and order[-5:] == ["a"] * 5 and order.count("b") == 5


def test_a_slow_question_of_one_token_leaves_room_for_others(story_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.web.guard import gate

    path, tokens = team(tmp_path)
    monkeypatch.setattr(gate, "Turns", lambda: Turns(1, 0))
    with asking(story_ledger, tokens=path) as ask:
        assert [ask.get("/probe.json", headers=bearer(tokens["reader"])).status_code for _ in range(5)] == [200] * 5
