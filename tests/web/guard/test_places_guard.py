"""Other names, other machines, other sites: who calls from there is turned away."""

import socket
from pathlib import Path

import pytest
from tests.web.guard.asking import asking, bearer, team, word

from rashomon.errors import InputError
from rashomon.web import Settings, make_app
from rashomon.web.guard.places import check_binding, split_host

#: Host headers with which a page elsewhere, whose name leads to this machine, would come.
FOREIGN = (
    "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example", "evil.example#127.0.0.1",
    "192.0.2.7", "0.0.0.0", "[2001:db8::1]", "[::ffff:192.0.2.7]", "169.254.169.254", "localhost,evil.example", "", " ", "localhost evil", "[::1",
    "2130706433", "0x7f.1", "[::1]evil.example",
)  # fmt: skip
OURS = ("127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:8000", "localhost.", "[::1]", "[::1]:8000", "127.1.2.3")


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_name_is_turned_away_everywhere(story_ledger: Path, host: str) -> None:
    with asking(story_ledger) as ask:
        for path in ("/probe.json", "/", "/static/vendor/leaflet.js", "/live", "/api/v1/openapi.json"):
            answer = ask.get(path, headers={"Host": host})
            assert answer.status_code == 421, (path, answer.status_code)
            assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("host", OURS)
def test_names_of_this_machine_are_answered(story_ledger: Path, host: str) -> None:
    with asking(story_ledger) as ask:
        assert ask.get("/probe.json", headers={"Host": host}).status_code == 200


def test_two_host_headers_are_none(story_ledger: Path) -> None:
    with asking(story_ledger) as ask:
        answer = ask.get("/probe.json", headers=[("Host", "localhost"), ("Host", "evil.example")])  # type: ignore[arg-type]
        assert answer.status_code == 421


def test_what_a_host_header_says() -> None:
    assert split_host("Example.ORG.:80") == ("example.org", "80")
    assert split_host("[::1]:8000") == ("::1", "8000")
    for bad in ("a b", "a:b", "::1", "a/b", "a\r\nb", "a:123456", "user@host"):
        assert split_host(bad) is None, bad


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::5", "10.0.0.3", "::ffff:192.0.2.7"])
def test_without_tokens_another_machine_is_turned_away(story_ledger: Path, address: str) -> None:
    with asking(story_ledger, address=address) as ask:
        answer = ask.get("/probe.json")
        assert answer.status_code == 403 and "--tokens" in answer.json()["detail"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
def test_without_tokens_nobody_comes_through_a_proxy(story_ledger: Path, header: str) -> None:
    with asking(story_ledger) as ask:
        assert ask.get("/probe.json", headers={header: "192.0.2.7"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "https://127.0.0.1:8000.evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://[::1"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
    ],
)
def test_a_write_from_another_site_is_refused_even_with_the_word(story_ledger: Path, headers: dict[str, str]) -> None:
    with asking(story_ledger) as ask:
        answer = ask.post("/probe.json", json={}, headers=word(ask) | headers)
        assert answer.status_code == 403 and answer.json()["title"] == "sent from elsewhere"


def test_a_write_of_our_own_page_is_taken(story_ledger: Path) -> None:
    with asking(story_ledger) as ask:
        for headers in ({}, {"Origin": "http://127.0.0.1:8000"}, {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}):
            assert ask.post("/probe.json", json={}, headers=word(ask) | headers).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "dest"),
    [("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "object"), ("navigate", "embed")],
)
def test_another_site_loads_and_frames_nothing(story_ledger: Path, site: str, mode: str, dest: str) -> None:
    with asking(story_ledger) as ask:
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        for path in ("/probe.json", "/static/vendor/leaflet.js", "/live"):
            assert ask.get(path, headers=headers).status_code == 403


def test_a_link_on_another_site_leads_here(story_ledger: Path) -> None:
    with asking(story_ledger) as ask:
        for site in ("cross-site", "same-site", "none", "same-origin"):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
            assert ask.get("/probe", headers=headers).status_code == 200


def test_reading_from_elsewhere_gets_no_leave_from_us(story_ledger: Path) -> None:
    with asking(story_ledger) as ask:
        for method in ("GET", "OPTIONS"):
            answer = ask.request(method, "/probe.json", headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"})
            assert not [h for h in answer.headers if h.lower().startswith("access-control")]
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", " ", ""])
def test_other_addresses_are_refused_without_tokens(story_ledger: Path, host: str) -> None:
    with pytest.raises(InputError, match=r"refused|no address|empty"):
        check_binding(Settings(host=host))
    with pytest.raises(InputError):
        make_app(story_ledger, Settings(host=host))


def test_a_name_that_leads_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port)), (socket.AF_INET, 1, 6, "", ("192.0.2.9", port))]

    monkeypatch.setattr(socket, "getaddrinfo", elsewhere)
    with pytest.raises(InputError, match=r"192\.0\.2\.9"):
        check_binding(Settings(host="localhost"))


def test_a_name_that_leads_nowhere_says_so() -> None:
    with pytest.raises(InputError, match="no address of this machine"):
        check_binding(Settings(host="no-such-machine.invalid"))


@pytest.mark.parametrize("more", [{"hosts": ("ledger.example",)}, {"proxy": True}])
def test_a_public_name_or_a_proxy_needs_tokens(more: dict[str, object]) -> None:
    with pytest.raises(InputError, match="refused"):
        check_binding(Settings(**more))


def test_with_tokens_a_public_name_is_answered_and_others_are_not(story_ledger: Path, tmp_path: Path) -> None:
    path, tokens = team(tmp_path)
    with asking(
        story_ledger, address="192.0.2.7", base="https://ledger.example", tokens=path, host="0.0.0.0", hosts=("ledger.example",)
    ) as ask:
        assert ask.get("/probe.json", headers=bearer(tokens["reader"])).json() == {"who": "reader person", "role": "reader", "named": True}
        assert ask.get("/probe.json", headers=bearer(tokens["reader"]) | {"Host": "evil.example"}).status_code == 421
