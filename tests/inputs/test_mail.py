"""Mail: a message is an article, with what it says of itself; files of many messages; whatever mail programs do to texts."""

from __future__ import annotations

import base64
import io
import quopri
from email import policy
from email.message import EmailMessage
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.corpus import Article, Rejected
from rashomon.inputs import mail
from rashomon.inputs.source import Source
from rashomon.model import Declared

TEXT = (
    "ORVALE, May 5 - A bomb exploded at the main market of Orvale on Monday morning, killing two people, police said.\n\n"
    "Police spokesman Dasho Merin told reporters that the device had been hidden in a fruit cart.\n"
)
PAGE = (
    "<html><body><table><tr><td><h1>Two dead in Orvale blast</h1><p>ORVALE, May 5 - A bomb exploded at the main market of Orvale on "
    "Monday morning, killing two people, police said.</p><p>Police spokesman Dasho Merin told reporters that the device had been hidden in "
    "a fruit cart.</p></td></tr></table><img src='http://track.example/1'></body></html>"
)
SENT = "Tue, 06 May 2031 07:08:09 +0200"


def message(text: str | None = TEXT, page: str | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP.clone(max_line_length=900))
    about = {
        "From": "Tervan Courier <news@courier.example>",
        "To": "reader@home.example",
        "Subject": "Two dead in Orvale blast",
        "Date": SENT,
        "Message-ID": "<123.abc@courier.example>",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    for name, value in about.items():
        if value:
            made[name] = value
    if text is not None:
        made.set_content(text)
        if page is not None:
            made.add_alternative(page, subtype="html")
    elif page is not None:
        made.set_content(page, subtype="html")
    return made


def read(folder: Path, data: bytes | EmailMessage, name: str = "one.eml", **fields: str) -> tuple[list[Article], list[Rejected]]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else bytes(data))
    items = list(mail.read(Source(name, path, fields)))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Rejected)]


def box(*messages: EmailMessage | bytes, sign: bytes = b"From - Tue May  6 07:08:09 2031\n") -> bytes:
    out = io.BytesIO()
    for m in messages:
        raw = (m if isinstance(m, bytes) else bytes(m)).replace(b"\r\n", b"\n")
        lines = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in raw.splitlines(keepends=True)]
        out.write(sign + b"".join(lines) + b"\n")
    return out.getvalue()


def test_a_message_is_an_article_with_what_it_says_of_itself(tmp_path: Path) -> None:
    made = message(
        Received="from mx by home.example; Tue, 06 May 2031 05:09:00 +0000",
        Archived_At="<https://courier.example/orvale>",
    )
    made["Content-Language"] = "en"
    (article,), rejected = read(tmp_path, made)
    assert rejected == [] and article.problem is None and article.notes == ()
    assert str(article.raw).split() == TEXT.split()
    assert (article.name, article.title, article.outlet) == (
        "message/123.abc%40courier.example",
        "Two dead in Orvale blast",
        "Tervan Courier",
    )
    assert (article.published, article.url, article.origin) == ("2031-05-06T07:08:09+02:00", "https://courier.example/orvale", "one.eml")
    assert article.declared == (
        Declared("title", "Two dead in Orvale blast", "mail"),
        Declared("outlet", "Tervan Courier", "mail"),
        Declared("published", SENT, "mail"),
        Declared("language", "en", "mail"),
        Declared("canonical_url", "<https://courier.example/orvale>", "mail"),
    )
    kept = dict(article.provenance)
    assert kept.pop("digest").startswith("sha256:")
    assert kept == {
        "archive": "one.eml", "message": "<123.abc@courier.example>", "retrieved": "2031-05-06T05:09:00+00:00", "published_not_after": "2031-05-06"
    }  # fmt: skip
    assert "reader@home.example" not in repr(article), "who reads it is nobody's business"


@pytest.mark.parametrize(
    ("header", "outlet"),
    [
        ("Tervan Courier <news@courier.example>", "Tervan Courier"),
        ('"Courier, Tervan" <news@courier.example>', "Courier, Tervan"),
        ("=?utf-8?q?Le_Courrier_=C3=A9t=C3=A9?= <a@b.example>", "Le Courrier été"),
        ("=?utf-8?b?0JrRg9GA0YzQtdGA?= <a@b.example>", "Курьер"),
        ("=?no-such?q?Caf=E9?= <a@b.example>", "Café"),
        ("news@Courier.example", "courier.example"),
        ("news@courier.example <news@courier.example>", "courier.example"),
        ("undisclosed", None),
        ("", None),
    ],
)
def test_who_sends_it(tmp_path: Path, header: str, outlet: str | None) -> None:
    raw = f"From: {header}\nSubject: x\nDate: {SENT}\n\n{TEXT}".encode()
    assert read(tmp_path, raw)[0][0].outlet == outlet


@pytest.mark.parametrize("raw", ["Café".encode(), "Café".encode("cp1252"), b"=?iso-8859-1?Q?Caf=E9?=", b"=?utf-8?B?Q2Fmw6k?="])
def test_subjects_however_they_are_written(tmp_path: Path, raw: bytes) -> None:
    (article,), _ = read(tmp_path, b"From: a@b.example\nSubject: " + raw + b"\n\nText.")
    assert article.title == "Café"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "base64"), ("utf-8", "quoted-printable"), ("iso-8859-1", "8bit"), ("utf-8", "8bit"), ("x-unknown", "8bit"),
                              ("", "quoted-printable"), ("windows-1252", "quoted-printable")]
)  # fmt: skip
def test_text_however_it_is_packed(tmp_path: Path, charset: str, encoding: str) -> None:
    text = "The mayor of Orvané said “two” died.\n"
    data = text.encode("cp1252" if charset in ("iso-8859-1", "windows-1252") else "utf-8")
    packed = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding](data)
    kind = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    raw = f"From: a@b.example\n{kind}Content-Transfer-Encoding: {encoding}\n\n".encode() + packed
    assert str(read(tmp_path, raw)[0][0].raw).strip() == text.strip()


def test_lines_broken_for_the_way_are_made_whole(tmp_path: Path) -> None:
    raw = (
        b"From: a@b.example\nContent-Type: text/plain; format=flowed\n\nA bomb exploded at the main market of Orvale \non Monday, killing two \n"
        b"people.\n\n From the hospital came word of \nthree bodies.\n-- \nTervan Courier\n"
    )
    assert read(tmp_path, raw)[0][0].raw == (
        "A bomb exploded at the main market of Orvale on Monday, killing two people.\n\nFrom the hospital came word of three bodies.\n--\nTervan Courier\n"
    )


def test_of_two_forms_the_richer_is_read(tmp_path: Path) -> None:
    (both,), _ = read(tmp_path, message(TEXT, PAGE))
    assert str(both.raw).startswith("Two dead in Orvale blast\n\nORVALE, May 5") and "<p>" not in str(both.raw)
    (poor,), _ = read(tmp_path, message(TEXT, "<html><body><p>Your program cannot show this.</p></body></html>"))
    assert str(poor.raw).split() == TEXT.split()
    (alone,), _ = read(tmp_path, message(None, PAGE))
    assert alone.raw == both.raw


def test_files_are_named_and_pictures_of_the_text_are_not(tmp_path: Path) -> None:
    made = message(TEXT, PAGE)
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="report.pdf")
    made.add_attachment(PAGE, subtype="html", filename="article.html")
    picture = EmailMessage()
    picture.set_content(b"GIF8", maintype="image", subtype="gif", cid="<logo@courier.example>", disposition="inline")
    made.attach(picture)
    (article,), _ = read(tmp_path, made)
    assert article.notes == ("2 attached files not read (report.pdf, article.html); save to a file to have it read",)


def test_attached_messages_are_articles_of_their_own(tmp_path: Path) -> None:
    outer = message("See below.", Subject="Fwd: two of them", Message_ID="<outer@home.example>", From="Ana Karst <ana@home.example>")
    outer.add_attachment(message(Message_ID="<one@courier.example>"))
    outer.add_attachment(message(Message_ID="", Subject="Another"))
    articles, rejected = read(tmp_path, outer)
    assert rejected == []
    assert [(a.name, a.title, a.outlet) for a in articles] == [
        ("message/outer%40home.example", "two of them", None),
        ("message/one%40courier.example", "Two dead in Orvale blast", "Tervan Courier"),
        ("one.eml:attached 2", "Another", "Tervan Courier"),
    ]
    assert mail.HANDED_ON in articles[0].notes and articles[0].published is None
    assert dict(articles[1].provenance)["attached_to"] == "<outer@home.example>"


def test_messages_within_messages_end_somewhere(tmp_path: Path) -> None:
    made = message("The innermost.", Message_ID="<0@x.example>")
    for n in range(1, 8):
        outer = message(f"Around {n}.", Message_ID=f"<{n}@x.example>")
        outer.add_attachment(made)
        made = outer
    articles, rejected = read(tmp_path, made)
    assert len(articles) == 4 and len(rejected) == 1 and "attached too deep" in rejected[0].reason


def test_a_newsletter_of_several_things_says_so(tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"<h2>Headline {n}</h2><p>{TEXT}</p>" for n in range(4)) + "</body></html>"
    (article,), _ = read(tmp_path, message(None, page))
    assert article.notes == (mail.SEVERAL,) and str(article.raw).count("killing two people") == 4
    (plain,), _ = read(tmp_path, message("\n\n".join(f"Headline {n}\nhttps://courier.example/{n}\n{TEXT}" for n in range(4))))
    assert plain.notes == (mail.SEVERAL,)


def test_a_date_after_it_was_received_is_told(tmp_path: Path) -> None:
    made = message(Received="from mx; Fri, 02 May 2031 05:00:00 +0000")
    assert read(tmp_path, made)[0][0].notes == ("it says it was sent on 2031-05-06, but it was received on 2031-05-02",)
    for odd in ("yesterday", "Tue, 99 Foo 20311 99:99:99", "Fri, 31 Dec 9999 23:59:59 -1200"):
        raw = f"From: a@b.example\nDate: {odd}\nReceived: x; {odd}\n\n{TEXT}".encode()
        assert read(tmp_path, raw)[0][0].problem is None


def test_messages_without_text_are_set_aside_by_name(tmp_path: Path) -> None:
    locked = b'From: a@b.example\nContent-Type: multipart/encrypted; boundary="x"\n\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x--\n'
    assert "decrypt it in your mail program" in str(read(tmp_path, locked)[0][0].problem)
    assert read(tmp_path, b"From: a@b.example\nSubject: nothing\n\n\n")[0][0].problem == "no text in this message"
    assert read(tmp_path, message("word " * 500_000))[0][0].problem == "larger than 2 MB"
    assert "no mail message" in read(tmp_path, b"just some words\n\nand more")[1][0].reason
    assert "no mail message" in read(tmp_path, b"")[1][0].reason


def test_fields_beside_a_message_come_first(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, message(), outlet="The Orvale Echo", published="2031-05-05")
    assert (article.outlet, article.published, article.title) == ("The Orvale Echo", "2031-05-05", "Two dead in Orvale blast")


def test_many_messages_in_one_file(tmp_path: Path) -> None:
    first = message("From here it looked bad.\n\nFrom 10:30 on, the road was closed: two died.\n", Message_ID="<1@x.example>")
    second = message(Message_ID="", Subject="Second")
    data = box(first, second, message(Message_ID="<1@x.example>", Subject="Changed"), first)
    articles, rejected = read(tmp_path, data, "news.mbox")
    assert [(a.name, a.title) for a in articles] == [
        ("message/1%40x.example", "Two dead in Orvale blast"),
        (f"news.mbox:{data.index(b'From -', 10)}", "Second"),
        ("message/1%40x.example#2", "Changed"),
    ]
    assert str(articles[0].raw).splitlines()[2] == "From 10:30 on, the road was closed: two died."
    kept = dict(articles[1].provenance)
    assert data[int(kept["offset"]) :].startswith(b"From -") and kept["archive"] == "news.mbox"
    assert [(r.name, r.reason) for r in rejected] == [
        ("news.mbox:again", "1 messages stand in this file more than once; each was read once")
    ]


def test_a_line_in_a_message_that_begins_with_from_is_no_new_one(tmp_path: Path) -> None:
    raw = box(message("x")).replace(b"x\n", b"A list:\n\nFrom 10:30 to 11:00\nit was quiet.\n")
    articles, _ = read(tmp_path, raw, "news.mbox")
    assert len(articles) == 1 and "From 10:30 to 11:00\nit was quiet." in str(articles[0].raw)


@pytest.mark.parametrize(
    "sign",
    [
        b"From - Tue May  6 07:08:09 2031\n",
        b"From news@courier.example Tue May 06 07:08:09 2031\n",
        b"From 18@xxx Tue May 06 07:08:09 +0000 2031\r\n",
    ],
)
def test_signs_between_messages(tmp_path: Path, sign: bytes) -> None:
    articles, rejected = read(tmp_path, box(message(), message(Message_ID="<2@x.example>"), sign=sign), "Inbox")
    assert len(articles) == 2 and rejected == []


def test_a_message_that_is_too_large_is_named_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MAX_MESSAGE", 5000)
    articles, rejected = read(tmp_path, box(message("word " * 3000), message(Message_ID="<2@x.example>")), "news.mbox")
    assert [a.name for a in articles] == ["message/2%40x.example"]
    assert [r.name for r in rejected] == ["news.mbox:0"] and "larger than" in rejected[0].reason


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (bytes(message()), True),
        (box(message()), True),
        (b"Received: from x\n\tby y\nFrom: a\nDate: b\nSubject: c\n\nbody: text", True),
        (b"From the start: nothing\n", False),
        (b"Title: Two dead\nFrom: Reuters\n\ntext", False),
        (b"<!doctype html><html>", False),
        (b"", False),
        (b"\x1f\x8b\x08\0\0", False),
    ],
)
def test_what_looks_like_mail(head: bytes, is_mail: bool) -> None:
    assert mail.looks_like(head) is is_mail


def nested(depth: int) -> bytes:
    head = b"From: a@b.example\nDate: Tue, 06 May 2031 07:08:09 +0200\n"
    for n in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    return head + b"\ntext"


@pytest.mark.parametrize(
    "raw",
    [
        nested(20),
        nested(5000),
        b"From: " + b"a@b.example, " * 100_000 + b"\n\ntext",
        b"Subject: " + b"=?utf-8?q?x?= " * 100_000 + b"\n\ntext",
        b"From: a@b.example\nContent-Type: text/plain; charset=\"" + b"x" * 10**6 + b"\"\n\ntext",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\npart\n" * 20_000,
        b"From: a@b.example\nContent-Type: multipart/mixed\n\ntext",
        b"From: a@b.example\nContent-Type: text/plain; charset*=x'y'z\nContent-Disposition: attachment; filename*=%%%\n\ntext",
        b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a@b.example\n" + b"X: y\n" * 200_000 + b"\ntext",
    ],
    ids=["nested", "nested deep", "addresses", "words", "charset", "parts", "no boundary", "parameters", "base64", "headers"],
)  # fmt: skip
def test_hostile_messages_end_in_an_article_or_a_reason(tmp_path: Path, raw: bytes) -> None:
    articles, rejected = read(tmp_path, raw)
    assert articles or rejected


BASE = bytes(message(TEXT, PAGE))


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_any_damage_ends_in_an_article_or_a_reason(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    raw = bytearray(BASE if data.draw(st.booleans()) else box(BASE, MIMEText("plain").as_bytes()))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=8)):
        raw[at] = data.draw(st.integers(0, 255))
    cut = len(raw) if data.draw(st.booleans()) else data.draw(st.integers(0, len(raw)))
    articles, rejected = read(tmp_path_factory.getbasetemp(), bytes(raw[:cut]))
    assert articles or rejected
    assert len({a.name for a in articles}) == len(articles)
