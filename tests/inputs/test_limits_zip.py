"""Zips: what may be read is read, what may not is named, and bombs of every build are stopped."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.inputs.limits import Broken, TooMuch, safe_zip


def make(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in files.items():
            z.writestr(zipfile.ZipInfo(name), data, method)
    return out


def test_files_are_read_as_they_were_put_in(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make({"b/two.txt": b"two" * 999, "one.txt": b"one", "empty": b""}).getvalue())
    with safe_zip(path) as z:
        assert z.names == ("b/two.txt", "empty", "one.txt") and z.refused == ()
        assert (z.read("one.txt"), z.read("empty"), z.size("b/two.txt")) == (b"one", b"", 2997)
        with z.open("b/two.txt") as fh:
            assert fh.read(4) == b"twot"
    with pytest.raises(KeyError):
        safe_zip(path).open("three.txt")


def test_stored_files_can_be_read_in_place() -> None:
    fh = make({"first": b"1" * 70, "second": b"the second"}, zipfile.ZIP_STORED)
    with safe_zip(fh) as z:
        at, length = z.stands_at("second") or (0, 0)
    assert fh.getvalue()[at : at + length] == b"the second"
    assert safe_zip(make({"x": b"x" * 99})).stands_at("x") is None


def test_what_may_not_be_read_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name in ("../up.txt", "/etc/passwd", "a/../../b", "C:\\boot.ini", "..\\up", "\\\\host\\share", "x" * 2000, "fine.txt"):
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            z.writestr(info, b"text")
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        z.writestr(link, b"/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate"):
            z.writestr("fine.txt", b"another")
        z.writestr(zipfile.ZipInfo("packed.bz2"), b"text", zipfile.ZIP_BZIP2)
        z.writestr("folder/", b"")
    with safe_zip(out) as z:
        assert z.names == ("fine.txt",) and z.read("fine.txt") == b"text"
        why = dict(z.refused)
    assert {why.pop(n) for n in ("../up.txt", "/etc/passwd", "a/../../b", "C:\\boot.ini", "..\\up", "\\\\host\\share")} == {
        "its name leads out of the zip"
    }
    assert why == {
        "x" * 1024: "its name is too long",
        "link": "a link, not followed",
        "fine.txt": "a second file of this name; the first is read",
        "packed.bz2": "packed in a way that is not read here (deflate is); pack it again",
    }


def test_encrypted_files_are_named() -> None:
    raw = bytearray(make({"locked.txt": b"text"}).getvalue())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with safe_zip(io.BytesIO(bytes(raw))) as z:
        assert z.refused == (("locked.txt", "encrypted; unlock it where it comes from"),)


def test_caps() -> None:
    many = make({f"{n}.txt": b"" for n in range(60)})
    with pytest.raises(TooMuch, match="holds more than 50 files"):
        safe_zip(many, members=50)
    big = make({"big": bytes(9_000_000)})
    with pytest.raises(TooMuch, match="unpacks to more than 5 MB"):
        safe_zip(big, most=5_000_000)
    with safe_zip(big) as z:
        with pytest.raises(TooMuch, match="big unpacks to more than 250 times its size"):
            z.read("big")
        with pytest.raises(TooMuch, match="big unpacks to more than 1,000 bytes"):
            z.read("big", most=1000)
    with safe_zip(big, ratio=10**6, most=10_000_000) as z:
        assert len(z.read("big")) == 9_000_000
        with pytest.raises(TooMuch, match="the zip unpacks to more than 10 MB"):
            z.read("big")


def test_a_table_that_lies_about_its_length_is_seen_before_it_is_read() -> None:
    many = make({f"{n}.txt": b"" for n in range(60)}).getvalue()
    end = many.rindex(b"PK\x05\x06")
    lying = many[: end + 8] + struct.pack("<HH", 3, 3) + many[end + 12 :]
    with pytest.raises(TooMuch, match="holds 60 files; 50 are read at most"):
        safe_zip(io.BytesIO(lying), members=50)


def test_a_file_larger_than_declared_gives_no_more_than_declared() -> None:
    raw = bytearray(make({"f": b"said " * 4000}).getvalue())
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.index(sign) + at
        raw[start : start + 4] = struct.pack("<I", 50)
    with safe_zip(io.BytesIO(bytes(raw))) as z, pytest.raises(Broken, match="f is damaged"):
        z.read("f")


def overlapping() -> bytes:
    """Two hundred entries of the table that all mean the same ten million zeros."""
    one = make({"zeros": bytes(10_000_000)}).getvalue()
    table, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    row = one[table:end]
    rows = b"".join(row.replace(b"zeros", b"%05d" % n) for n in range(200))
    return one[:table] + rows + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(rows), table, 0)


def test_files_that_share_bytes_are_a_bomb() -> None:
    with pytest.raises(TooMuch, match="share the same bytes"):
        safe_zip(io.BytesIO(overlapping()), most=10**12)


@pytest.mark.parametrize("raw", [b"", b"no zip", b"PK\x05\x06", make({"a": b"text"}).getvalue()[:-9]])
def test_what_is_no_zip_is_said(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(raw)
    with pytest.raises(Broken, match="get it again, whole"):
        safe_zip(path)


def test_damage_inside_is_told() -> None:
    raw = bytearray(make({"f": b"".join(b"%d\n" % (n * n) for n in range(9000))}).getvalue())
    raw[3000:3040] = bytes(40)
    with safe_zip(io.BytesIO(bytes(raw))) as z, pytest.raises(Broken, match="f is damaged"):
        z.read("f")


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_bytes_end_in_files_or_in_one_of_our_errors(data: st.DataObject) -> None:
    raw = bytearray(make({"a/b.txt": b"text " * 30, "c": b"", "d.bin": bytes(range(256))}).getvalue())
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=6)):
        raw[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw)))]
    with contextlib.suppress(Broken, TooMuch), safe_zip(io.BytesIO(bytes(raw))) as z:
        for name in z.names:
            z.stands_at(name)
            z.read(name, most=10_000)


BOMB = """
import resource, sys
from pathlib import Path
from rashomon.inputs.limits import TooMuch, safe_zip
resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))
try:
    with safe_zip(Path(sys.argv[1]), most=50_000_000) as z:
        for name in z.names:
            with z.open(name, ratio=10**9) as fh:
                while fh.read(1_000_000):
                    pass
except TooMuch as err:
    print(err)
# not ru_maxrss, which a process inherits from the one that starts it
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024)
"""


@pytest.mark.parametrize("declared", ["true", "false"])
def test_a_bomb_stops_under_a_limit_of_memory(declared: str, tmp_path: Path) -> None:
    """300 MB of zeros; with the honest size in the table, and with one of 40 MB."""
    raw = bytearray(make({"zeros": bytes(300_000_000)}).getvalue())
    if declared == "false":
        for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            start = raw.index(sign) + at
            raw[start : start + 4] = struct.pack("<I", 40_000_000)
            raw[start - 8 : start - 4] = struct.pack("<I", zlib.crc32(bytes(40_000_000)))
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(raw)
    done = subprocess.run([sys.executable, "-c", BOMB, str(bomb)], capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr == ""
    *said, peak, _ = done.stdout.split("\n")
    assert said == (["the zip unpacks to more than 50 MB"] if declared == "true" else [])
    assert int(peak) < 200, "megabytes"
