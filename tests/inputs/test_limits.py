"""Packed data: everything comes out as it went in, damage is told, and no bomb fills the memory."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import random
import subprocess
import sys
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.inputs.limits import KINDS, Broken, TooMuch, bounded


def raw_deflate(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-15)
    return made.compress(data) + made.flush()


PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "brotli": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}
MEMBERS = ("gzip", "bzip2", "xz", "zstd")


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


@pytest.mark.parametrize("kind", PACK)
@pytest.mark.parametrize("data", [b"", b"a", b"line\nline\n" * 30_000, noise(300_000)], ids=["empty", "one", "lines", "noise"])
def test_what_went_in_comes_out(kind: str, data: bytes) -> None:
    packed = PACK[kind](data)
    assert bounded(io.BytesIO(packed), kind).read() == data
    by_parts = bounded(io.BytesIO(packed), kind)
    assert b"".join(iter(lambda: by_parts.read(777), b"")) == data
    assert list(bounded(io.BytesIO(packed), kind)) == data.splitlines(keepends=True) or b"\r" in data
    assert io.BufferedReader(bounded(io.BytesIO(packed), kind)).read() == data  # type: ignore[arg-type]


def test_bare_deflate_is_told_from_zlibs() -> None:
    assert bounded(io.BytesIO(raw_deflate(b"said " * 999)), "deflate").read() == b"said " * 999
    assert bounded(io.BytesIO(raw_deflate(b"x")), "deflate").read() == b"x"


@pytest.mark.parametrize("kind", MEMBERS)
def test_members_follow_each_other(kind: str) -> None:
    packed = b"".join(PACK[kind](p) for p in (b"one ", b"", b"two ", b"three"))
    assert bounded(io.BytesIO(packed), kind).read() == b"one two three"
    one_byte_at_a_time = io.BytesIO(packed)
    read = one_byte_at_a_time.read
    one_byte_at_a_time.read = lambda size=-1: read(1)  # type: ignore[method-assign]
    assert bounded(one_byte_at_a_time, kind).read() == b"one two three"


def test_what_follows_the_last_member_is_left_alone() -> None:
    assert bounded(io.BytesIO(gzip.compress(b"all of it") + b"\0" * 512), "gzip").read() == b"all of it"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_names_of_http_and_suffixes_are_known(name: str) -> None:
    assert bounded(io.BytesIO(PACK[KINDS[name]](b"text")), name.upper()).read() == b"text"


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rar.*is no packing known here: brotli, bzip2"):
        bounded(io.BytesIO(b""), "rar")


@pytest.mark.parametrize("kind", PACK)
def test_data_that_breaks_off_gives_what_it_has_and_says_so(kind: str) -> None:
    data = noise(400_000)
    packed = PACK[kind](data)
    fh = bounded(io.BytesIO(packed[: len(packed) * 3 // 4]), kind)
    got = b""
    with pytest.raises(Broken, match=f"the {kind} data breaks off after [0-9,]+ bytes"):
        while True:
            more = fh.read(50_000)
            assert more, "the end is told by an error"
            got += more
    assert data.startswith(got)
    if kind != "bzip2":  # whose blocks of 900 kB come whole
        assert len(got) > 200_000
    with pytest.raises(Broken):
        bounded(io.BytesIO(packed[: len(packed) * 3 // 4]), kind).read()


@pytest.mark.parametrize("kind", PACK)
def test_damaged_data_is_told(kind: str) -> None:
    packed = bytearray(PACK[kind](b"".join(b"%d men said so\n" % n for n in range(60_000))))
    packed[len(packed) // 2 : len(packed) // 2 + 64] = bytes(64)
    with pytest.raises(Broken, match=kind):
        bounded(io.BytesIO(bytes(packed)), kind).read()
    with pytest.raises(Broken, match=kind):
        bounded(io.BytesIO(b"\x01nothing packed at all" * 9), kind).read()


@pytest.mark.parametrize("kind", PACK)
def test_caps_on_bytes_and_on_ratio(kind: str) -> None:
    zeros = PACK[kind](bytes(20_000_000))
    with pytest.raises(TooMuch, match="unpacks to more than 3 MB"):
        bounded(io.BytesIO(zeros), kind, most=3_000_000).read()
    with pytest.raises(TooMuch, match="unpacks to more than 250 times its size"):
        bounded(io.BytesIO(zeros), kind).read()
    assert len(bounded(io.BytesIO(zeros), kind, ratio=10**6).read()) == 20_000_000
    short = PACK[kind](bytes(2_000_000))
    assert len(bounded(io.BytesIO(short), kind).read()) == 2_000_000, "little is no bomb, whatever the ratio"
    again = bounded(io.BytesIO(zeros), kind, most=100)
    for _ in range(3):
        with pytest.raises(TooMuch, match="100 bytes"):
            again.read(10)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_data_or_in_one_of_our_errors(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(PACK)))
    packed = bytearray(PACK[kind](data.draw(st.binary(max_size=300)) * data.draw(st.integers(1, 40))))
    for at in data.draw(st.lists(st.integers(0, max(0, len(packed) - 1)), max_size=4)):
        if packed:
            packed[at] ^= 1 << (at % 8)
    cut = data.draw(st.integers(0, len(packed)))
    with contextlib.suppress(Broken, TooMuch):
        bounded(io.BytesIO(bytes(packed[:cut])), kind, most=10_000).read()


BOMB = """
import io, resource, sys
from rashomon.inputs.limits import bounded, TooMuch
resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))
fh = bounded(open(sys.argv[1], "rb"), sys.argv[2], most=50_000_000, ratio=10**9)
try:
    if sys.argv[3] == "lines":
        for line in fh:
            pass
    else:
        while fh.read(1_000_000):
            pass
except TooMuch as err:
    print(err)
# not ru_maxrss, which a process inherits from the one that starts it
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024)
"""


@pytest.mark.parametrize("kind", PACK)
@pytest.mark.parametrize("how", ["parts", "lines"])
def test_a_bomb_stops_under_a_limit_of_memory(kind: str, how: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    if kind == "gzip":
        one = gzip.compress(bytes(10_000_000), 9)
        bomb.write_bytes(one * 1000)  # 10 MB for 10 GB
    else:
        bomb.write_bytes(PACK[kind](bytes(400_000_000 if kind in ("zstd", "brotli") else 100_000_000)))
    done = subprocess.run([sys.executable, "-c", BOMB, str(bomb), kind, how], capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr == ""
    said, peak = done.stdout.split("\n")[:2]
    assert said == "unpacks to more than 50 MB"
    assert int(peak) < 250, "megabytes"
