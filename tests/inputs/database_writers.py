"""Writes exports in the forms of Factiva, Nexis and ProQuest, of articles that nobody printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr


@dataclass
class Told:
    """An invented article; a field set to "" is left out of the export."""

    title: str = "Rebels kill 12 soldiers in raid on Marn post"
    byline: str = "Ana Bel"
    words: str = "212 words"
    date: str = "13 February 2024"
    time: str = "14:02"
    outlet: str = "The Marn Courier"
    code: str = "MARNCO"
    language: str = "English"
    copyright: str = "Copyright 2024 Marn Courier Press. All Rights Reserved."
    section: str = "World"
    lead: Sequence[str] = ("MARN CITY - Rebels from the north killed 12 soldiers on Tuesday, the ministry said.",)
    body: Sequence[str] = ("“We will answer,” a spokesman said.", "It was the worst raid in months.")
    number: str = "MARNCO0000020240213ek2d0001x"
    document: str = "Document"
    caption: str = ""
    correction: str = ""
    dateline: str = ""
    more: dict[str, str] = field(default_factory=dict)


def rtf(text: str) -> str:
    """Characters as RTF writes them."""
    out = []
    for c in text:
        if c in "\\{}":
            out.append("\\" + c)
        elif c == "\n":
            out.append("\\line ")
        elif ord(c) < 128:
            out.append(c)
        elif ord(c) < 0x10000:
            out.append(f"\\u{ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000}?")
        else:
            high, low = divmod(ord(c) - 0x10000, 0x400)
            out.append(f"\\u{0xD800 + high - 0x10000}?\\u{0xDC00 + low - 0x10000}?")
    return "".join(out)


RTF_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\title Factiva}{\author Nobody}}{\*\generator Msftedit 5.41;}"
    r"{\footer\pard\qc Page {\field{\*\fldinst PAGE}{\fldrslt 3}} of 12 \'a9 2024 Factiva, Inc. All rights reserved.\par}"
)


def fields_of(a: Told) -> list[tuple[str, list[str]]]:
    """The fields of Factiva's indexing, in the order of print."""
    rows: list[tuple[str, list[str]]] = [
        ("SE", [a.section]), ("HD", [a.title]), ("BY", [f"By {a.byline}" if a.byline else ""]), ("WC", [a.words]), ("PD", [a.date]),
        ("ET", [a.time]), ("SN", [a.outlet]), ("SC", [a.code]), ("PG", ["12"]), ("LA", [a.language]), ("CY", [a.copyright]),
        ("DLN", [a.dateline]), ("LP", list(a.lead)), ("TD", list(a.body)), ("ART", [a.caption]), ("CX", [a.correction]),
        ("CO", ["marnco : Marn Courier Press"]), ("IN", ["imed : Media"]), ("NS", ["gcns : National Security | gvio : Military Action"]),
        ("RE", ["marn : Marn"]), ("PUB", ["Marn Courier Press"]), ("AN", [f"{a.document} {a.number}" if a.number else ""]),
    ]  # fmt: skip
    return [(code, [v for v in values if v]) for code, values in rows if any(values)]


def factiva_rtf_indexed(articles: Sequence[Told], contents: bool = True, summary: bool = True) -> str:
    """With the codes of fields, in tables of two columns."""
    out = [RTF_HEAD]
    if contents:
        out += [rf"\pard {rtf(a.title)}\tab {n}\par" for n, a in enumerate(articles, 2)]
        out.append(r"\page ")
    for a in articles:
        for code, values in fields_of(a):
            text = r"\par ".join(rtf(v) for v in values)
            out.append(rf"\trowd\cellx600\cellx9000\pard\intbl{{\b {code}}}\cell \pard\intbl {text}\cell\row")
        out.append(r"\pard\par")
    if summary:
        out.append(
            r"\page{\b Search Summary}\par Text\tab rebels or raid\par Results Found\tab 2,345\par Timestamp\tab 13 February 2024 15:05\par"
        )
    return "\n".join(out) + "}"


def factiva_lines(a: Told) -> list[str]:
    """In the form of an article, its headline first."""
    lines = [f"By {a.byline}" if a.byline else "", a.words, a.date, a.time, a.outlet, a.code, a.language, a.copyright, *a.lead, *a.body]
    return [*(x for x in lines if x), *([f"{a.document} {a.number}"] if a.number else [])]


def factiva_rtf_article(articles: Sequence[Told], contents: bool = True) -> str:
    """In the form of articles."""
    out = [RTF_HEAD]
    if contents:
        out += [
            rf'\pard{{\field{{\*\fldinst{{HYPERLINK "#a{n}"}}}}{{\fldrslt {rtf(a.title)}}}}}\tab {n}\par' for n, a in enumerate(articles)
        ]
        out.append(r"\page ")
    for a in articles:
        head = ([rf"\pard {rtf(a.section)}\par"] if a.section else []) + [rf"\pard{{\b\fs28 {rtf(a.title)}}}\par"]
        out += [*head, *(rf"\pard {rtf(x)}\par" for x in factiva_lines(a)), r"\pard\par\page"]
    return "\n".join(out) + "}"


def factiva_html(articles: Sequence[Told], indexed: bool, language: str = "en") -> str:
    """As a page, with codes of fields or as articles."""
    out = ['<html><head><meta charset="utf-8"><title>Factiva</title><style>.article{}</style></head><body><div id="contentLeft">']
    for a in articles:
        out.append(f'<div class="article {language}Article">')
        if indexed:
            out.append('<table border="0">')
            for code, values in fields_of(a):
                cells = "".join(f'<p class="articleParagraph {language}articleParagraph">{escape(v)}</p>' for v in values)
                if code == "HD":
                    cells = f'<span class="{language}Headline">{escape(a.title)}</span>'
                out.append(f'<tr valign="top"><td class="index" width="30"><b>{code}</b>&nbsp;</td><td>{cells}</td></tr>')
            out.append("</table><p>&nbsp;</p></div>")
            continue
        rest = factiva_lines(a)
        split = len(rest) - len(a.lead) - len(a.body) - bool(a.number)
        out.append(f'<div>{escape(a.section)}</div><div id="hd"><span class="{language}Headline">{escape(a.title)}</span></div>')
        out += [f"<div>{escape(x)}</div>" for x in rest[:split]]
        out += [f'<p class="articleParagraph {language}articleParagraph">{escape(x)}</p>' for x in rest[split:]]
        out.append("</div><hr/>")
    out.append("</div><p>© 2024 Factiva, Inc. All rights reserved.</p><table><tr><td>Search Summary</td></tr></table></body></html>")
    return "\n".join(out)


@dataclass
class Para:
    """A paragraph of a Word file."""

    text: str = ""
    bold: bool = False
    style: str = ""
    link: str = ""
    page: bool = False


def docx(paragraphs: Sequence[Para | str], title: str = "") -> bytes:
    """A Word file."""
    body, links = [], []
    for p in paragraphs:
        p = Para(p) if isinstance(p, str) else p
        style = f"<w:pPr><w:pStyle w:val={quoteattr(p.style)}/></w:pPr>" if p.style else ""
        text = (
            escape(p.text)
            .replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
            .replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
        )
        run = f"<w:r><w:rPr>{'<w:b/>' if p.bold else ''}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>" if p.text else ""
        if p.link:
            links.append(p.link)
            run = f'<w:hyperlink r:id="rId{len(links)}">{run}</w:hyperlink>'
        page = '<w:r><w:br w:type="page"/></w:r>' if p.page else ""
        body.append(f"<w:p>{style}{page}{run}</w:p>")
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{w}" xmlns:r="{r}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{r}/hyperlink" Target={quoteattr(x)} TargetMode="External"/>' for n, x in enumerate(links, 1)
    )
    rels = f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}</Relationships>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, "word/_rels/document.xml.rels": rels})


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(zipfile.ZipInfo(name, (2024, 2, 13, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def nexis_classic(articles: Sequence[Told], total: int | None = None, first: int = 1, labels: str = "en") -> str:
    """As LexisNexis wrote text: numbered, labelled in capitals, lines broken at 76 signs."""
    words = {
        "en": (
            "BYLINE",
            "SECTION",
            "LENGTH",
            "HEADLINE",
            "BODY",
            "LOAD-DATE",
            "LANGUAGE",
            "PUBLICATION-TYPE",
            "GRAPHIC",
            "of",
            "DOCUMENTS",
        ),
        "de": ("AUTOR", "RUBRIK", "LÄNGE", "ÜBERSCHRIFT", "", "UPDATE", "SPRACHE", "PUBLICATION-TYPE", "GRAFIK", "von", "DOKUMENTEN"),
        "fr": (
            "AUTEUR",
            "RUBRIQUE",
            "LONGUEUR",
            "TITRE",
            "",
            "DATE-CHARGEMENT",
            "LANGUE",
            "TYPE-PUBLICATION",
            "GRAPHIQUE",
            "de",
            "DOCUMENTS",
        ),
        "es": ("AUTOR", "SECCIÓN", "LONGITUD", "TÍTULO", "", "FECHA-CARGA", "IDIOMA", "TIPO-DE-PUBLICACIÓN", "GRÁFICO", "de", "DOCUMENTOS"),
    }[labels]
    by, section, length, headline, body, load, language, kind, graphic, of, documents = words
    total = len(articles) if total is None else total
    out: list[str] = []
    for n, a in enumerate(articles, first):
        out += ["", f"{n} {of} {total} {documents}".center(80), "", ""]
        out += [f"{x.center(80)}\n" for x in (a.outlet, a.date) if x]
        for label, value in ((by, a.byline), (section, a.section), (length, a.words), (headline, a.title), ("DATELINE", a.dateline)):
            if value:
                out += [f"{label}: {value}", ""]
        out += [f"{body}:"] if body else []
        for text in (*a.lead, *a.body):
            out += [*_wrapped(text), ""]
        out += [f"{load}: {a.more.get('load', a.date)}", "", f"{language}: {a.language}", ""]
        for label, value in ((graphic, a.caption), ("CORRECTION", a.correction)):
            out += [*_wrapped(f"{label}: {value}"), ""] if value else []
        out += [f"{kind}: Newspaper", "", *(x.center(80) for x in a.copyright.split(". ")), "\f"]
    return "\n".join(out)


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 76) or [""]


def nexis_uni(articles: Sequence[Told], cover: int | None = None, labels: str = "en") -> list[Para]:
    """As Nexis Uni and Lexis+ write Word files: headline first, "Body", "End of Document"."""
    words = {
        "en": ("Section", "Length", "Byline", "Dateline", "Highlight", "Body", "Load-Date", "End of Document", "Graphic"),
        "de": ("Rubrik", "Länge", "Autor", "Dateline", "Highlight", "Hauptteil", "Ladedatum", "Ende des Dokuments", "Abbildung"),
        "fr": ("Rubrique", "Longueur", "Auteur", "Dateline", "Encart", "Corps", "Date de chargement", "Fin du document", "Graphique"),
    }[labels]
    section, length, byline, dateline, highlight, body, load, end, graphic = words
    out: list[Para] = []
    if cover is not None:
        out += [Para("User Name: Ana Bel"), Para("Date and Time: Tuesday, February 13, 2024 2:05:00 PM GMT"), Para("Job Number: 216912345")]
        out += [Para(), Para(f"Documents ({cover})", bold=True)]
        for n, a in enumerate(articles, 1):
            out += [
                Para(f"{n}. {a.title}", link=a.more.get("link", "")),
                Para("Client/Matter: -None-"),
                Para("Search Terms: raid or rebels"),
            ]
            out += [Para("Search Type: Terms and Connectors"), Para("Narrowed by:"), Para("Content Type\tNarrowed by")]
            out += [Para("News\tTimeline: Feb 01, 2024 to Feb 13, 2024")]
    for a in articles:
        out += [Para(page=True)]
        out += [Para(a.title, bold=True, style="Heading1", link=a.more.get("link", ""))] if a.title else []
        out += [Para(x) for x in (a.outlet, a.date, a.copyright) if x]
        pairs = (
            (section, a.section),
            (length, a.words),
            (byline, a.byline),
            (dateline, a.dateline),
            (highlight, a.more.get("highlight", "")),
        )
        out += [Para(f"{label}: {value}") for label, value in pairs if value]
        out += [Para(body, bold=True), Para(), *(Para(x) for x in (*a.lead, *a.body))]
        out += [Para("Correction", bold=True), Para(a.correction)] if a.correction else []
        out += [Para(graphic, bold=True), Para(), Para(a.caption)] if a.caption else []
        if a.language:
            out += [Para("Classification", bold=True), Para(f"Language: {a.language.upper()}"), Para("Publication-Type: Newspaper")]
            out += [Para("Subject: ARMED FORCES (90%); REBELLIONS (89%)"), Para("Geographic: MARN (79%)")]
        out += [Para(f"{load}: {a.more.get('load', a.date)}"), Para(), Para(end), Para()]
    return out


def rtf_of(paragraphs: Sequence[Para]) -> str:
    """The same as RTF."""
    out = [RTF_HEAD]
    for p in paragraphs:
        text = rtf(p.text).replace("\t", r"\tab ")
        text = rf"{{\b {text}}}" if p.bold and text else text
        if p.link:
            text = rf'{{\field{{\*\fldinst{{HYPERLINK "{p.link}"}}}}{{\fldrslt {text}}}}}'
        out.append(("\\page " if p.page else "") + rf"\pard {text}\par")
    return "\n".join(out) + "}"


RULE = "_" * 60


def proquest_text(articles: Sequence[Told], contents: bool = True, labels: str = "en", numbered: bool = False) -> str:
    """As ProQuest writes text."""
    names = {
        "en": ("Author", "Abstract", "Full text", "Title", "Publication title", "Publication year", "Publication date", "Language of publication",
               "ProQuest document ID", "Document URL", "Last updated"),
        "de": ("Autor", "Zusammenfassung", "Volltext", "Titel", "Titel der Publikation", "Erscheinungsjahr", "Erscheinungsdatum",
               "Publikationssprache", "ProQuest-Dokument-ID", "Dokument-URL", "Zuletzt aktualisiert"),
        "es": ("Autor", "Resumen", "Texto completo", "Título", "Título de publicación", "Año de publicación", "Fecha de publicación",
               "Idioma de la publicación", "ID del documento de ProQuest", "URL del documento", "Última actualización"),
        "fr": ("Auteur", "Résumé", "Texte intégral", "Titre", "Titre de la publication", "Année de publication", "Date de publication",
               "Langue de publication", "ID document ProQuest", "URL du document", "Dernière mise à jour"),
    }[labels]  # fmt: skip
    author, abstract, full, title, outlet, year, date, language, number, url, updated = names
    out: list[str] = []
    if contents:
        out += [RULE, "", "Report Information from ProQuest", "13 February 2024 14:02", "", RULE, "", "Table of contents", ""]
        out += [f"{n}. {a.title}" for n, a in enumerate(articles, 1)]
    out.append(RULE)
    for n, a in enumerate(articles, 1):
        out += ["", f"Document {n} of {len(articles)}", ""] if numbered else [""]
        out += [a.title, ""] if a.title else []
        pairs: list[tuple[str, str]] = [(author, a.byline), (abstract, a.more.get("abstract", "")), ("Links", "Check for full text")]
        if a.lead or a.body:
            pairs.append((full, "\n\n".join([*a.lead, *a.body])))
        address = f"https://www.proquest.com/newspapers/x/docview/{a.number}/se-2" if a.number else ""
        pairs += [
            ("Subject", "Rebellions; Armed forces"),
            ("Location", "Marn"),
            (title, a.title),
            (outlet, f"{a.outlet}; Marn City" if a.outlet else ""),
        ]
        pairs += [("Pages", "A.1"), (year, a.date[-4:]), (date, a.date), ("Section", a.section), ("Publisher", "Marn Courier Press")]
        pairs += [("ISSN", "0000-0000"), ("Source type", "Newspaper"), (language, a.language), ("Document type", "News")]
        pairs += [
            (number, a.number),
            (url, address),
            ("Copyright", a.copyright),
            (updated, a.more.get("load", "")),
            ("Database", "Newsstream"),
        ]
        for label, value in pairs:
            out += [f"{label}: {value}", ""] if value else []
        out.append(RULE)
    return "\n".join([*out, "", "Contact us at: nobody", "Database copyright © 2024 ProQuest LLC. All rights reserved.", ""])
