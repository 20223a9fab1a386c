"""Looks names up: candidates for a name, provinces by code, countries by name, with a user's own gazetteers before the shipped one."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from rashomon.gazetteer.added import Added, add, open_added, remove
from rashomon.gazetteer.build import OTHER, OWN, SKELETON, bare
from rashomon.gazetteer.cache import open_index, open_keys
from rashomon.gazetteer.entry import Entry
from rashomon.gazetteer.held import Held
from rashomon.gazetteer.names import consonants, fold, skeleton
from rashomon.lexicon import load

OWN_IDS = 100_000_000  # numbers of entries of one gazetteer; a dump of all countries has 12 million
NAMES_KEPT = 32_768  # names of which the answer is kept: 20 MB where all of them are places
_COLUMNS = "p.id, p.gid, p.name, p.country, p.admin1, p.feature, p.lat, p.lon, p.population, p.point, n.kind"


class Gazetteer:
    """All places of one index. Lookups are cached; the answers of one index are always the same."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        extra: Mapping[str, tuple[Entry, ...]] | None = None,
        own: Sequence[tuple[Added, sqlite3.Connection]] = (),
        held: Held | None = None,
    ) -> None:
        self._db = connection
        self._own = tuple(own)
        self._extra = dict(extra or {})
        self._lock = threading.Lock()
        self._held = held
        self._by_key = lru_cache(maxsize=NAMES_KEPT)(self._read)
        self._sorted = lru_cache(maxsize=NAMES_KEPT)(self._candidates)

    @property
    def added(self) -> dict[str, str]:
        """Name → hash of the gazetteers a user has put before the shipped one."""
        return {one.name: one.sha256 for one, _ in self._own}

    def _read(self, key: str) -> tuple[Entry, ...]:
        found = list(self._extra.get(key, ()))
        for number, (_, connection) in enumerate(self._own, 1):
            found += self._rows(connection, key, number * OWN_IDS)
        if self._held is not None and not self._held.may(key):
            return tuple(found)
        gids = {e.gid for e in found}
        return (*found, *(e for e in self._rows(self._db, key, 0) if e.gid not in gids))

    def _rows(self, connection: sqlite3.Connection, key: str, first: int) -> list[Entry]:
        with self._lock:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.id, n.kind",  # noqa: S608 - constant columns
                (key,),
            ).fetchall()
        out: dict[int, Entry] = {}
        for pid, gid, name, country, admin1, feature, lat, lon, population, point, kind in rows:
            if pid not in out:
                out[pid] = Entry(
                    first + pid, gid, name, country, admin1, feature, lat, lon, population, point, kind != SKELETON, kind == OWN
                )
        return list(out.values())

    def candidates(self, name: str, language: str = "en", *, loose: bool = False) -> list[Entry]:
        """Entries that may be meant by a name, the largest first. ``loose`` adds those that are spelt alike in transliteration,
        marked ``exact=False``, where nothing has the name itself."""
        del language  # the index holds names in Latin letters; other scripts come with their lexicon
        return list(self._sorted(name, loose))

    def _candidates(self, name: str, loose: bool) -> tuple[Entry, ...]:
        found = list(self._by_key(fold(name)))
        country = self.country_code(name)
        if country and not any(e.feature == "PCLI" and e.country == country for e in found):
            found += [e for e in self._by_key(fold(self.country_name(country))) if e.feature == "PCLI"]
        if not found and loose:
            found = self.alike(name)
        return tuple(sorted(found, key=lambda e: (-e.population, e.gid)))

    def alike(self, name: str) -> list[Entry]:
        """Entries spelt alike in transliteration, whether or not others have the very name; with other vowels where there are none."""
        for key in (skeleton(name), "~" + consonants(name)):
            found = [e for e in self._by_key("~" + key) if not e.exact] if len(key) > 1 else []
            if found:
                return sorted(found, key=lambda e: (-e.population, e.gid))
        return []

    def has(self, name: str) -> bool:
        """Whether a place of this very name is held."""
        return bool(self._by_key(fold(name))) or fold(name) in self._country_codes

    @cached_property
    def _wide(self) -> tuple[dict[str, str], dict[str, str]]:
        """Names of countries by ISO code and of provinces by theirs: one walk over the places, 25 ms a process."""
        with self._lock:
            rows = self._db.execute(
                "SELECT feature, country, admin1, name FROM place WHERE feature IN ('PCLI', 'ADM1') ORDER BY id DESC"
            ).fetchall()
        countries = sorted((country, name) for feature, country, _, name in rows if feature == "PCLI")
        return dict(countries), {code: name for feature, _, code, name in rows if feature == "ADM1"}

    @property
    def _country_rows(self) -> dict[str, str]:
        return self._wide[0]

    @cached_property
    def _country_codes(self) -> dict[str, str]:
        codes = {fold(name): iso for iso, name in self._country_rows.items()}
        for entry in load("place_words"):
            if entry.get("kind") == "country":
                codes.update({fold(form): entry.get("iso") for form in entry.forms})
        return codes

    def country_code(self, name: str) -> str | None:
        """ISO 3166 code of a country by one of its English names, or None."""
        return self._country_codes.get(fold(name))

    def country_name(self, iso: str) -> str:
        """English name of a country; the code itself where it is not known."""
        return self._country_rows.get(iso, iso)

    @property
    def _provinces(self) -> dict[str, str]:
        return self._wide[1]

    def provinces_elsewhere(self, name: str, iso: str) -> tuple[str, ...]:
        """Countries, other than ``iso``, with a province of a million people or more that has a country's name."""
        return tuple(
            sorted(
                {
                    e.country
                    for e in self._by_key(fold(name))
                    if e.feature == "ADM1" and e.country != iso and e.main and e.population >= 1_000_000
                }
            )
        )

    def admin1_name(self, code: str) -> str | None:
        """Name of a province by its GeoNames code ("NG.27")."""
        return self._provinces.get(code)

    def province_code(self, iso: str, name: str) -> str:
        """GeoNames code of a country's province by its name or the part behind the dot; empty where there is none."""
        if f"{iso}.{name}" in self._provinces:
            return f"{iso}.{name}"
        return next((e.admin1 for e in self._by_key(fold(name)) if e.feature == "ADM1" and e.country == iso), "")

    def province(self, code: str) -> Entry | None:
        """The entry of a province by its GeoNames code."""
        name = self.admin1_name(code)
        return next((e for e in self._by_key(fold(name)) if e.feature == "ADM1" and e.admin1 == code), None) if name else None

    def with_entries(self, entries: Mapping[Entry, tuple[str, ...]]) -> Gazetteer:
        """A gazetteer that also holds these entries under these names; they stand before its own."""
        extra: dict[str, list[Entry]] = {}
        for entry, names in entries.items():
            keys: dict[str, int] = {}
            for kind, name in ((OWN, entry.name), *((OTHER, n) for n in names)):
                for key in {fold(name), bare(fold(name))} if entry.feature.startswith("ADM") else {fold(name)}:
                    keys.setdefault(key, kind)
                if skeleton(name):
                    keys.setdefault("~" + skeleton(name), SKELETON)
            for key, kind in keys.items():
                found = replace(entry, exact=kind != SKELETON, main=kind == OWN)
                extra.setdefault(key, []).append(found)
        return Gazetteer(self._db, {k: (*v, *self._extra.get(k, ())) for k, v in extra.items()}, self._own, self._held)


_current: tuple[int, Gazetteer] | None = None
_current_lock = threading.Lock()


def get_gazetteer() -> Gazetteer:
    """The gazetteer of this process, opened on first use (a forked worker opens its own)."""
    global _current  # noqa: PLW0603 - one index per process, 50 MB of shared file pages
    with _current_lock:
        if _current is None or _current[0] != os.getpid():
            index = open_index()
            _current = (os.getpid(), Gazetteer(index, own=open_added(), held=open_keys(index)))
        return _current[1]


def set_gazetteer(gazetteer: Gazetteer | None) -> None:
    """Puts another gazetteer in place for this process (with a user's file added, or a small one in tests); None: the shipped one."""
    global _current  # noqa: PLW0603
    with _current_lock:
        _current = None if gazetteer is None else (os.getpid(), gazetteer)


def add_gazetteer(file: Path, name: str | None = None) -> Added:
    """Adds a user's file to all later lookups, see :func:`rashomon.gazetteer.added.add`."""
    shipped = Gazetteer(open_index())
    one = add(file, name, shipped.country_code, shipped.province_code)
    set_gazetteer(None)
    return one


def remove_gazetteer(name: str) -> None:
    """Forgets a user's file."""
    remove(name)
    set_gazetteer(None)
