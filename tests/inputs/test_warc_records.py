"""Framing of web archives: every record with its place, whatever is damaged beside it."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.web_archives import Writer

from rashomon.inputs.warc_records import SHORT, WRONG_LENGTH, Damage, Record, records

URLS = [f"https://courier.example/{n}" for n in range(6)]
BODIES = {url: f"<p>The {n}th story, ".encode() + bytes([97 + n]) * (100 + 40 * n) for n, url in enumerate(URLS)}


def made(*, packed: bool) -> Writer:
    writer = Writer(packed=packed)
    for url in URLS:
        writer.answer(url, BODIES[url])
    return writer


def found(data: bytes, keep: int = 10_000_000) -> tuple[list[Record], list[Damage]]:
    items = list(records(io.BytesIO(data), lambda _: keep))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Damage)]


def sound(items: Sequence[Record]) -> list[str]:
    """The addresses of records that came out as they went in."""
    urls = [(r, r.headers.get("warc-target-uri", "")) for r in items if r.note is None]
    return [url for r, url in urls if url in BODIES and r.block.endswith(BODIES[url])]


@pytest.mark.parametrize("packed", [True, False])
def test_every_record_has_its_place_and_can_be_cut_out(packed: bool) -> None:
    writer = made(packed=packed)
    got, damages = found(writer.data)
    assert damages == [] and sound(got) == URLS
    assert [r.offset for r in got] == writer.starts
    for record in got:
        alone, none = found(writer.data[record.offset : record.offset + record.length])
        assert none == [] and alone[0].block == record.block and alone[0].headers == record.headers
        assert record.inside is None


def test_a_warc_packed_as_one_stream_tells_places_inside_it() -> None:
    plain = made(packed=False)
    got, damages = found(gzip.compress(plain.data))
    assert damages == [] and sound(got) == URLS
    assert [(r.offset, r.inside) for r in got] == [(0, start) for start in plain.starts]
    for record in got:
        assert record.inside is not None
        assert found(plain.data[record.inside : record.inside + record.length])[0][0].block == record.block


def test_members_of_several_records_each() -> None:
    plain = made(packed=False)
    cut = plain.starts[2]
    data = gzip.compress(plain.data[:cut]) + gzip.compress(plain.data[cut:])
    got, damages = found(data)
    assert damages == [] and sound(got) == URLS
    assert {(r.offset, r.inside) for r in got[2:3]} == {(len(gzip.compress(plain.data[:cut])), 0)}


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_breaks_off_gives_what_was_before(packed: bool) -> None:
    writer = made(packed=packed)
    got, damages = found(writer.data[:-120])
    assert sound(got) == URLS[:-1]
    assert [d.offset for d in damages] == [writer.starts[-1]] and "breaks off" in damages[0].reason


def test_a_damaged_member_loses_itself_alone() -> None:
    writer = made(packed=True)
    data = bytearray(writer.data)
    for at in range(writer.starts[2] + 60, writer.starts[2] + 90):
        data[at] ^= 0x5A
    got, damages = found(bytes(data))
    assert sound(got) == [u for u in URLS if u != URLS[2]]
    assert [d.offset for d in damages] == [writer.starts[2]] and "damaged" in damages[0].reason


def test_a_member_cut_short_in_the_middle_does_not_take_the_next_along() -> None:
    writer = made(packed=True)
    data = writer.data[: writer.starts[3] - 30] + writer.data[writer.starts[3] :]
    got, damages = found(data)
    assert sound(got) == [u for u in URLS if u != URLS[2]]
    assert [(d.offset, d.url) for d in damages] == [(writer.starts[2], URLS[2])]


def test_a_checksum_that_does_not_hold_is_damage() -> None:
    writer = made(packed=True)
    data = bytearray(writer.data)
    data[writer.starts[4] - 6] ^= 1
    got, damages = found(bytes(data))
    assert sound(got) == [u for u in URLS if u != URLS[3]] and damages[0].url == URLS[3]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("junk", [b"\0" * 70_000, b"junk" * 40_000, b"one line\n" * 20_000, b"\x1f\x8b\x08" * 3000], ids=str)
def test_junk_between_records_is_passed_over_and_named(packed: bool, junk: bytes) -> None:
    writer = made(packed=packed)
    at = writer.starts[3]
    got, damages = found(writer.data[:at] + junk + writer.data[at:])
    assert sound(got) == URLS
    assert [d.offset for d in damages][:1] == ([] if packed and junk.strip(b"\0") == b"" else [at])


def test_zeros_at_the_end_are_nothing() -> None:
    assert found(made(packed=True).data + bytes(10_000))[1] == []


def wrong(length: str, packed: str) -> bytes:
    data = made(packed=False).data
    third = data.index(b"WARC-Target-URI: " + URLS[2].encode())
    at = data.index(b"Content-Length: ", third) + 16
    data = data[:at] + length.encode() + data[data.index(b"\r\n", at) :]
    return gzip.compress(data) if packed == "packed" else data


@pytest.mark.parametrize("packed", ["packed", "plain"])
@pytest.mark.parametrize("length", ["700", "90", "0", "3000000000", "999999999999999", "x", "-7", "", "9" * 40])
def test_a_wrong_length_costs_nothing(length: str, packed: str) -> None:
    got, damages = found(wrong(length, packed))
    assert damages == []
    assert [r.headers["warc-target-uri"] for r in got] == URLS
    assert sound(got) == [u for u in URLS if u != URLS[2]]
    assert got[2].note == WRONG_LENGTH and got[2].block.endswith(BODIES[URLS[2]])


def test_a_wrong_length_in_a_member_of_its_own() -> None:
    writer = Writer(packed=False).answer(URLS[0], BODIES[URLS[0]])
    longer = writer.data.replace(b"Content-Length: 1", b"Content-Length: 91")
    got, damages = found(gzip.compress(longer) + gzip.compress(writer.data))
    assert damages == [] and got[0].note == SHORT and got[0].block.rstrip().endswith(BODIES[URLS[0]])
    assert sound(got) == [URLS[0]]


def test_a_page_that_shows_a_warc_is_one_page() -> None:
    inner = Writer(packed=False).answer(URLS[1], BODIES[URLS[1]]).data
    for packed in (True, False):
        writer = Writer(packed=packed).answer(URLS[0], b"<pre>\r\n\r\n" + inner + BODIES[URLS[0]]).answer(URLS[2], BODIES[URLS[2]])
        got, damages = found(writer.data)
        assert damages == [] and sound(got) == [URLS[0], URLS[2]]


def test_records_that_nobody_wants_are_not_held() -> None:
    for packed in (True, False):
        writer = Writer(packed=packed).answer(URLS[0], bytes(range(256)) * 20_000).answer(URLS[1], BODIES[URLS[1]])
        got, damages = found(writer.data, keep=0)
        assert damages == [] and got[0].larger and len(got[0].block) == 1_000_000 and sound(got[1:]) == [URLS[1]]


def test_headers_as_they_come() -> None:
    raw = (
        b"WARC/1.1\nWARC-Type: Resource\nwarc-target-uri: <https://courier.example/a>\nX-Odd\nX-Long: one\n two\nX-Latin: caf\xe9\n"
        b"WARC-Target-URI: https://other.example/\nContent-Length: 4\n\ntext\n\n"
    )
    got, damages = found(raw)
    assert damages == [] and got[0].kind == "resource" and got[0].block == b"text"
    assert got[0].headers["warc-target-uri"] == "https://courier.example/a"
    assert got[0].headers["x-latin"] == "café" and got[0].headers["x-long"].startswith("one")


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n\n", b"no archive at all\n" * 9, b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"WARC/1.0\r\nA: " + b"x" * 10**6]
)
def test_what_is_no_archive_has_no_records(raw: bytes) -> None:
    got, damages = found(raw)
    assert got == [] and bool(damages) == bool(raw.strip())


DATA = {packed: made(packed=packed) for packed in (True, False)}


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_no_damage_loses_a_record_before_it(data: st.DataObject) -> None:
    packed = data.draw(st.booleans())
    writer = DATA[packed]
    raw = bytearray(writer.data)
    first = len(raw)
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=3)):
        raw[at] ^= data.draw(st.integers(1, 255))
        first = min(first, at)
    if data.draw(st.booleans()):
        cut = data.draw(st.integers(0, len(raw)))
        raw, first = raw[:cut], min(first, cut)
    got, damages = found(bytes(raw))
    ends = [*writer.starts[1:], len(writer.data)]
    before = [url for url, end in zip(URLS, ends, strict=True) if end <= first]
    assert sound(got)[: len(before)] == before
    assert damages or len(got) == len(URLS) or len(raw) in (0, *writer.starts) or not packed or first < len(raw)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_one_damaged_member_of_a_packed_archive_leaves_all_others(data: st.DataObject) -> None:
    writer = DATA[True]
    at = data.draw(st.integers(0, len(writer.data) - 1))
    raw = bytearray(writer.data)
    raw[at] ^= data.draw(st.integers(1, 255))
    hit = max(n for n, start in enumerate(writer.starts) if start <= at)
    got, _ = found(bytes(raw))
    assert [u for u in sound(got) if u != URLS[hit]] == [u for u in URLS if u != URLS[hit]]


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_records_or_damage(raw: bytes, packed: bool) -> None:
    found(gzip.compress(raw) if packed else raw)
    found(b"WARC/1.0\r\n" + raw)
    found(made(packed=packed).data[:300] + raw + b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc")
