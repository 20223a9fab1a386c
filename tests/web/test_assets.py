"""Files by a table of names: nothing else of the disk can be asked for."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rashomon.web.routes import assets


def test_leaflet_comes_out_of_the_installed_package(client: TestClient) -> None:
    for name, kind in (("leaflet.js", "text/javascript; charset=utf-8"), ("leaflet.css", "text/css; charset=utf-8"),
                       ("leaflet.markercluster.js", "text/javascript; charset=utf-8"), ("images/layers.png", "image/png")):  # fmt: skip
        answer = client.get(f"/static/vendor/{name}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and len(answer.content) > 100


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "/etc/passwd", "%2fetc%2fpasswd", "..\\app.py", "base.css/../../app.py", "",
     "vendor", "vendor/", "BASE.CSS", "base.css%00.png", "~root", "C:\\windows\\win.ini", "." * 1500],
)  # fmt: skip
def test_no_name_is_made_into_a_path(client: TestClient, name: str) -> None:
    answer = client.get(f"/static/{name}")
    assert answer.status_code in (400, 404) and "import" not in answer.text and "root:" not in answer.text


def test_what_is_no_file_for_browsers_is_not_served(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.js").write_text("1")
    (tmp_path / "a.py").write_text("secret")
    (tmp_path / ".hidden").write_text("secret")
    (tmp_path / "link.js").symlink_to("/etc/passwd")
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assert set(assets.table()) - set(assets.VENDOR) == {"a.js"}


def test_a_file_is_kept_by_its_version_and_asked_for_again_without(client: TestClient) -> None:
    plain = client.get("/static/base.css")
    assert plain.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/static/base.css", headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304
    address = assets.asset("base.css")
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/base.css?v=other").headers["Cache-Control"]
    with pytest.raises(LookupError):
        assets.asset("nothing.css")


def test_a_file_that_changes_is_read_again(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assets._table.cache_clear()
    try:
        (tmp_path / "new.js").write_text("1")
        assert client.get("/static/new.js").text == "1"
        (tmp_path / "new.js").write_text("2")
        os.utime(tmp_path / "new.js", ns=(1, 1))
        assert client.get("/static/new.js").text == "2"
        (tmp_path / "new.js").unlink()
        assert client.get("/static/new.js").status_code == 404
    finally:
        assets._table.cache_clear()
