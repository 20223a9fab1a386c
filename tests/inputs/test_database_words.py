"""Dates, languages and labels as the databases write them; their words in YAML."""

from __future__ import annotations

import pytest

from rashomon.inputs.database_words import language_code, when, words


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("13 February 2024", "2024-02-13"),
        ("February 13, 2024 Tuesday", "2024-02-13"),
        ("February 13, 2024 Tuesday 2:00 PM GMT", "2024-02-13T14:00:00+00:00"),
        ("February 13, 2024 12:05 AM EST", "2024-02-13T00:05:00-05:00"),
        ("February 13, 2024 9:00 AM IST", "2024-02-13T09:00:00"),
        ("13 Feb 2024 14:02 GMT+5:30", "2024-02-13T14:02:00+05:30"),
        ("13. Februar 2024", "2024-02-13"),
        ("Dienstag 13. Februar 2024 14:02 Uhr", "2024-02-13T14:02:00"),
        ("mardi 13 février 2024", "2024-02-13"),
        ("13 févr. 2024 14h02", "2024-02-13T14:02:00"),
        ("1er mars 2024", "2024-03-01"),
        ("13 de febrero de 2024", "2024-02-13"),
        ("13 de fevereiro de 2024", "2024-02-13"),
        ("2024-02-13T14:02:00Z", "2024-02-13T14:02:00+00:00"),
        ("2024/02/13/", "2024-02-13"),
        ("2024 Feb 13", "2024-02-13"),
        ("20240213", "2024-02-13"),
        ("2024年2月13日", "2024-02-13"),
        ("2024 年 2 月 13 日", "2024-02-13"),
        ("13.02.2024", "2024-02-13"),
        ("13/02/2024", "2024-02-13"),
        ("February 2024", "2024-02"),
        ("2024", "2024"),
        ("February 13, 2024 Tuesday Final Edition", "2024-02-13"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    found = when(text)
    assert found is not None and found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/2024",
        "Winter 2024",
        "In February 2024 the war began",
        "12 of 50 DOCUMENTS",
        "February 30, 2024",
        "14:02",
        "March 5 attack",
        "99999999",
        "٣٠",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert when(text) is None


def test_languages() -> None:
    assert [language_code(x) for x in ("ENGLISH", "GERMAN; Deutsch", "Français", "SPANISH; ESPAÑOL", "en-GB", "Klingon", "")] == [
        "en", "de", "fr", "es", "en", None, None,
    ]  # fmt: skip


def test_words_are_text_and_mean_one_thing() -> None:
    table = words()
    months: dict[str, int] = {}
    for month, names in table["months"].items():
        for name in names:
            assert isinstance(name, str) and name == name.casefold()
            assert months.setdefault(name, month) == month
    assert sorted(table["months"]) == list(range(1, 13))
    for database, parts in (("nexis", ("head", "tail")), ("proquest", ("labels",))):
        for part in parts:
            seen: dict[str, str] = {}
            for what, labels in table[database][part].items():
                for label in labels:
                    assert isinstance(label, str), (database, what, label)
                    assert seen.setdefault(label.casefold(), what) == what, (database, label)
    assert all(isinstance(code, str) and code.isupper() for code in table["factiva"]["codes"])
    assert all(isinstance(minutes, int) and abs(minutes) <= 14 * 60 for minutes in table["zones"].values())
