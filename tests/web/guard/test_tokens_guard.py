"""Who may do what: a team's tokens, sessions of browsers, and the word that goes with every write."""

import re
import stat
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.web.guard.asking import asking, bearer, team, word

from rashomon.errors import InputError
from rashomon.web.guard import tokens as room
from rashomon.web.guard.keeper import WRONG
from rashomon.web.guard.sessions import LASTS, MOST, Sessions, Words
from rashomon.web.guard.tokens import Tokens, add_token, hashed, read_tokens, remove_token
from rashomon.web.problems import Problem
from rashomon.web.visit import Role

DAY = date(2031, 5, 17)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "EVERY", 0.0)


def test_the_file_holds_no_token_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "tokens.yml"
    holder, token = add_token(path, "Ada Verin", "reviewer", 30, DAY)
    text = path.read_text()
    assert token not in text and token.removeprefix("rsh_") not in text and hashed(token) in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (holder.role, holder.expires) == (Role.REVIEWER, date(2031, 6, 16))
    assert read_tokens(path) == [holder] and len(token) > 40
    assert not [p for p in tmp_path.iterdir() if p != path]


def test_a_token_opens_until_the_day_it_expires(tmp_path: Path) -> None:
    path = tmp_path / "tokens.yml"
    _, token = add_token(path, "Ada", "reader", 1, DAY)
    tokens = Tokens(path)
    assert tokens.find(token, DAY) is not None and tokens.find(token, date(2031, 5, 18)) is None
    assert tokens.find(token + "x", DAY) is None and tokens.find("", DAY) is None and tokens.find(hashed(token), DAY) is None


def test_names_are_there_once_and_removed_by_name(tmp_path: Path) -> None:
    path = tmp_path / "tokens.yml"
    add_token(path, "Ada", "reader", None, DAY)
    with pytest.raises(InputError, match="has a token already"):
        add_token(path, "ADA", "admin", None, DAY)
    assert remove_token(path, "ada").name == "Ada" and read_tokens(path) == []
    with pytest.raises(InputError, match="has no token"):
        remove_token(path, "Ada")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a list"),
        ("tokens: 5", "a list"),
        ("tokens: []\nmore: 1", "nothing else"),
        ("tokens: [", "no YAML"),
        ("tokens: [!!python/object/apply:os.system ['true']]", "no YAML"),
        ("tokens: [{name: A, role: reader, sha256: abc, created: 2031-01-01}]", "64 digits"),
        (f"tokens: [{{name: A, role: root, sha256: {'0' * 64}, created: 2031-01-01}}]", "no role"),
        (f"tokens: [{{name: A, role: reader, sha256: {'a' * 64}, created: soon}}]", "created is a day"),
        (f"tokens: [{{name: A, role: reader, sha256: {'a' * 64}, created: 2031-01-01, expires: never}}]", "expires is a day"),
        (f"tokens: [{{name: '<b>', role: reader, sha256: {'a' * 64}, created: 2031-01-01}}]", "no name"),
        (f"tokens: [{{name: A, role: reader, sha256: {'a' * 64}, created: 2031-01-01, token: x}}]", "expected"),
        (
            "tokens:\n" + "".join(f"- {{name: {n}, role: reader, sha256: {'a' * 64}, created: 2031-01-01}}\n" for n in ("A", "B")),
            "two tokens",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "tokens.yml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        read_tokens(path)


def test_a_file_that_everybody_may_write_to_is_refused(tmp_path: Path) -> None:
    path, _ = team(tmp_path)
    path.chmod(0o666)
    with pytest.raises(InputError, match="chmod"):
        read_tokens(path)


def test_a_server_that_nobody_could_enter_is_refused(story_ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "tokens.yml"
    with pytest.raises(InputError, match="rashomon token add"), asking(story_ledger, tokens=path):
        pass
    path.write_text("tokens: []\n")
    with pytest.raises(InputError, match="holds no token"), asking(story_ledger, tokens=path):
        pass


def test_roles_may_what_they_may(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        told = {
            role: [
                ask.get("/probe.json", headers=bearer(token)).status_code,
                ask.post("/probe.json", json={}, headers=bearer(token)).status_code,
                ask.post("/probe-admin.json", json={}, headers=bearer(token)).status_code,
            ]
            for role, token in tokens.items()
        }
    assert told == {"reader": [200, 403, 403], "reviewer": [200, 200, 403], "admin": [200, 200, 200]}


def test_read_only_means_nobody_decides(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path, read_only=True) as ask:
        assert ask.post("/probe.json", json={}, headers=bearer(tokens["admin"])).status_code == 403
    with asking(story_ledger, read_only=True) as ask:
        assert ask.get("/probe.json").json()["role"] == "reader"
        assert ask.post("/probe.json", json={}, headers=word(ask)).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/", "/probe.json", "/api/v1/openapi.json", "/live", "/session.json", "/nothing", "/static", "/static/../probe.json", "/login/x"],
)
def test_without_a_token_nothing_is_told(story_ledger: Path, tmp_path: Path, path: str) -> None:
    file, _ = team(tmp_path)
    with asking(story_ledger, tokens=file) as ask:
        for headers in ({}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x"}, {"Authorization": "Basic YTpi"},
                        {"Cookie": "rashomon_session=x"}, {"Cookie": "rashomon_session=" + "x" * 5000}, {"Cookie": ';;="'}):  # fmt: skip
            answer = ask.get(path, headers=headers)
            assert answer.status_code in (401, 303), (headers, answer.status_code)
            assert answer.status_code == 401 or answer.headers["Location"].startswith("/login?next=")


def test_a_change_of_the_file_counts_without_a_restart(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        ask.post("/login", data={"token": tokens["reviewer"]})
        assert ask.get("/probe.json").json()["who"] == "reviewer person"
        remove_token(path, "reviewer person")
        assert ask.get("/probe.json").status_code == 401
        assert ask.get("/probe.json", headers=bearer(tokens["reviewer"])).status_code == 401
        _, fresh = add_token(path, "New", "reader", None, DAY)
        assert ask.get("/probe.json", headers=bearer(fresh)).json()["who"] == "New"
        kept = path.read_text()
        path.write_text("tokens: [")
        assert ask.get("/probe.json", headers=bearer(fresh)).status_code == 503
        path.write_text(kept)
        assert ask.get("/probe.json", headers=bearer(fresh)).status_code == 200


def test_a_role_that_changes_counts_for_a_session(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        ask.post("/login", data={"token": tokens["admin"]})
        told = yaml.safe_load(path.read_text())
        next(t for t in told["tokens"] if t["role"] == "admin")["role"] = "reader"
        path.write_text(yaml.safe_dump(told))
        assert ask.get("/probe.json").json()["role"] == "reader"


def test_signing_in_sets_a_cookie_that_no_script_and_no_other_site_can_use(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        answer = ask.post("/login", data={"token": f" {tokens['reader']} ", "next": "/probe.json?a=1"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/probe.json?a=1")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie and tokens["reader"] not in cookie
        assert ask.get("/probe.json").json() == {"who": "reader person", "role": "reader", "named": True}


def test_behind_tls_the_cookie_is_secure(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path, base="https://ledger.example", hosts=("ledger.example",)) as ask:
        cookie = ask.post("/login", data={"token": tokens["reader"]}).headers["Set-Cookie"]
        assert cookie.startswith("__Host-rashomon_session=") and "Secure" in cookie
        assert ask.get("/probe.json").status_code == 200


def test_signing_out_ends_the_session_for_whoever_took_the_cookie(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        ask.post("/login", data={"token": tokens["reader"]})
        taken = ask.cookies["rashomon_session"]
        assert ask.post("/logout", data={"csrf": "x"}).status_code == 403  # another site cannot sign somebody out
        page = ask.get("/login").text
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found and "reader person" in page
        assert ask.post("/logout", data={"csrf": found[1]}).status_code == 303
        ask.cookies.set("rashomon_session", taken)
        assert ask.get("/probe.json").status_code == 401


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "/\t/evil.example",
        "/login",
        "/a\r\nSet-Cookie: a=b",
        "/a\\..\\b",
        "",
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(story_ledger: Path, tmp_path: Path, onward: str) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        assert ask.post("/login", data={"token": tokens["reader"], "next": onward}).headers["Location"] == "/"
        assert "evil" not in ask.get("/login", params={"next": onward}).text


def test_wrong_tokens_are_slowed_and_sessions_go_on(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        ask.post("/login", data={"token": tokens["reader"]})
        session = dict(ask.cookies)
        ask.cookies.clear()
        told = [ask.post("/login", data={"token": f"rsh_{n}"}).status_code for n in range(WRONG + 3)]
        assert told == [401] * WRONG + [429] * 3
        assert ask.get("/probe.json", headers=bearer(tokens["admin"])).status_code == 429  # before the token is even looked at
        for name, value in session.items():
            ask.cookies.set(name, value)
        assert ask.get("/probe.json").status_code == 200


def test_many_who_guess_keep_nobody_else_out(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path, proxy=True) as ask:
        keeper = ask.app.state.keeper  # type: ignore[attr-defined]
        for n in range(500):
            with pytest.raises(Problem):
                keeper.holder(f"rsh_{n}", f"192.0.{n % 250}.{n // 250}")
        assert keeper.holder(tokens["admin"], "198.51.100.1").name == "admin person"


def test_a_session_ends_and_there_are_not_endless_ones() -> None:
    at = [1000.0]
    sessions = Sessions(now=lambda: at[0])
    name = sessions.start("hash")
    assert sessions.find(name) is not None and sessions.find(name + "x") is None
    at[0] += LASTS
    assert sessions.find(name) is None
    names = [sessions.start("hash") for _ in range(MOST + 10)]
    assert sessions.find(names[0]) is None and sessions.find(names[-1]) is not None


def test_the_word_is_bound_to_its_session_and_never_looks_the_same() -> None:
    words = Words()
    made = {words.make("one") for _ in range(50)}
    assert len(made) == 50 and all(words.good("one", m) for m in made)
    first = sorted(made)[0]
    assert not words.good("two", first) and not Words().good("one", first)
    for bad in ("", "x", first[:-2], first + "AA", first[::-1], "é" * 43, "=" * 43, "A" * 43):
        assert not words.good("one", bad), bad


@pytest.mark.parametrize("sent", [{}, {"X-Rashomon-CSRF": ""}, {"X-Rashomon-CSRF": "A" * 43}])
def test_a_write_without_its_word_is_refused(story_ledger: Path, tmp_path: Path, sent: dict[str, str]) -> None:
    with asking(story_ledger) as ask:
        assert ask.post("/probe.json", json={}, headers=sent).status_code == 403
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        ask.post("/login", data={"token": tokens["admin"]})
        assert ask.post("/probe.json", json={}, headers=sent).status_code == 403
        assert ask.post("/probe.json", json={}, headers=word(ask)).status_code == 200


def test_the_word_of_one_is_not_the_word_of_another(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(story_ledger, tokens=path) as ask:
        ask.post("/login", data={"token": tokens["reader"]})
        other = word(ask)
        ask.cookies.clear()
        ask.post("/login", data={"token": tokens["admin"]})
        assert ask.post("/probe.json", json={}, headers=other).status_code == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "", "application/jsonp"]
)
def test_what_a_form_of_another_site_can_send_is_not_taken(story_ledger: Path, kind: str) -> None:
    with asking(story_ledger) as ask:
        headers = word(ask) | ({"Content-Type": kind} if kind else {})
        assert ask.post("/probe.json", content=b'{"a": 1}', headers=headers).status_code == 415


def test_the_person_at_this_machine_needs_no_token(story_ledger: Path) -> None:
    with asking(story_ledger, who="Ada Verin") as ask:
        assert ask.get("/probe.json").json() == {"who": "Ada Verin", "role": "admin", "named": False}
        assert ask.get("/login").headers["Location"] == "/"
    with asking(story_ledger) as ask:
        assert ask.get("/probe.json").json()["who"]
