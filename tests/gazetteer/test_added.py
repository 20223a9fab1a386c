import sqlite3
from pathlib import Path

import pytest
from made_up_world import made_up

from rashomon.errors import GazetteerError
from rashomon.gazetteer import Context, Gazetteer, resolve
from rashomon.gazetteer.added import add, added_gazetteers, open_added, remove

WORLD = made_up()
HEADER = "name,lat,lon,kind,population,country,admin1,alternate_names\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "data"))


def _add(tmp_path: Path, text: str, name: str | None = None, file: str = "My Places.csv") -> Gazetteer:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    add(path, name, WORLD.country_code, WORLD.province_code)
    return Gazetteer(WORLD._db, own=open_added())


def test_a_csv_is_kept_and_looked_up_first(tmp_path: Path) -> None:
    text = HEADER + 'Kessirek,13.05,18.1,village,900,Chad,Karsh,Qessirek|Kasirek\n"Ostrel",13.2,18.3,town,,TD,02,\n'
    richer = _add(tmp_path, text)
    place = resolve("Kasirek", Context({"TD": 1.0}), richer)
    assert (place.lat, place.lon, place.country, place.admin1) == (13.05, 18.1, "Chad", "Karsh")
    assert [e.lat for e in richer.candidates("Ostrel")] == [13.1, 13.2]  # the larger first
    (one,) = added_gazetteers()
    assert (one.name, one.entries, one.kind, one.file) == ("my-places", 2, "csv", "My Places.csv")
    assert richer.added == {"my-places": one.sha256} and len(one.sha256) == 64


def test_the_same_file_gives_the_same_hash_and_the_same_answers(tmp_path: Path) -> None:
    text = HEADER + "Kessirek,13.05,18.1,village,900,Chad,Karsh,\n"
    first = _add(tmp_path, text)
    before = (first.added, first.candidates("Kessirek"))
    remove("my-places")
    assert added_gazetteers() == []
    second = _add(tmp_path, text)
    assert (second.added, second.candidates("Kessirek")) == before


def test_a_dump_replaces_the_shipped_entry_of_the_same_id(tmp_path: Path) -> None:
    columns = ["g10", "Ostrel", "Ostrel", "", "13.5", "18.5", "P", "PPLA", "TD", "", "02", "", "", "", "41000", "", "", "", ""]
    number = next(e.gid for e in WORLD.candidates("Ostrel"))
    columns[0] = number
    world = _add(tmp_path, "\t".join(columns) + "\n", file="TD.txt")
    assert [(e.gid, e.lat) for e in world.candidates("Ostrel")] == [(number, 13.5)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"My Places\.csv:1: the file is empty"),
        ("place,lat,lon\nA,1,2\n", r":1: the header lacks name"),
        ("name,lat,lon,height\nA,1,2,3\n", r":1: no such column: 'height'"),
        ("name,lat,lon,lat\nA,1,2,3\n", r":1: twice in the header: lat"),
        ("name,lat,lon\n", r"My Places\.csv: no place in it"),
        ("name,lat,lon\nA,1,2\nB,north,2\n", r":3: lat is no number: 'north'"),
        ("name,lat,lon\nA,91,2\n", r":2: lat must lie between -90 and 90"),
        ("name,lat,lon\nA,1,nan\n", r":2: lon must lie between -180 and 180"),
        ("name,lat,lon\nA,1\n", r":2: the header has 3 columns, this line 2"),
        ("name,lat,lon\n ,1,2\n", r":2: the name is empty"),
        ("name,lat,lon,kind\nA,1,2,planet\n", r":2: unknown kind 'planet'"),
        ("name,lat,lon,population\nA,1,2,many\n", r":2: population is no whole number: 'many'"),
        ("name,lat,lon,country\nA,1,2,Nowhereland\n", r":2: unknown country 'Nowhereland'"),
        ("name,lat,lon,admin1\nA,1,2,Karsh\n", r":2: admin1 needs a country"),
        ("name,lat,lon,country,admin1\nA,1,2,TD,Nowhere\n", r":2: no province 'Nowhere' in TD"),
        ('name,lat,lon\n"A,1,2\n', r"My Places\.csv:2"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line_and_leaves_nothing(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(GazetteerError, match=says):
        _add(tmp_path, text)
    assert added_gazetteers() == []
    assert not list((tmp_path / "data").rglob("*.part"))


def test_names_are_taken_once(tmp_path: Path) -> None:
    text = "name,lat,lon\nA,1,2\n"
    _add(tmp_path, text, "mine")
    with pytest.raises(GazetteerError, match="called mine is there already"):
        _add(tmp_path, text, "mine")
    with pytest.raises(GazetteerError, match=r"no name for a gazetteer: '\.\./up'"):
        _add(tmp_path, text, "../up")
    with pytest.raises(GazetteerError, match="no gazetteer called other; there are: mine"):
        remove("other")
    with pytest.raises(GazetteerError, match=r"no gazetteer called \.\./mine"):
        remove("../mine")
    with pytest.raises(GazetteerError, match="no such file"):
        add(tmp_path / "none.csv", None, WORLD.country_code, WORLD.province_code)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(b"name,lat,lon\nF\xe9ssirek,1,2\n")
    with pytest.raises(GazetteerError, match="not UTF-8"):
        add(path, None, WORLD.country_code, WORLD.province_code)


def test_an_index_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    _add(tmp_path, "name,lat,lon\nA,1,2\n", "mine")
    (one,) = added_gazetteers()
    with sqlite3.connect(one.path) as index:
        index.execute("UPDATE meta SET value = '1' WHERE key = 'complete'")
    with pytest.raises(GazetteerError, match=r"rashomon gazetteer add My Places\.csv --name mine"):
        open_added()
    one.path.write_bytes(b"torn")
    with pytest.raises(GazetteerError, match="rashomon gazetteer remove mine"):
        open_added()
