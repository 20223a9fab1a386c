"""Checks an evidence pack without the ledger it was made from. Nothing is unpacked; a pack is material from strangers."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.exports.pack import FORMAT, MANIFEST, SUMS
from rashomon.exports.pack_parts import proof
from rashomon.store import evidence_tables as t
from rashomon.store.chain import digest, link_hash
from rashomon.store.payloads import DECISION, VERSION, of_row
from rashomon.store.verify_rows import Finding

#: The largest pack that is looked at: members, bytes of one, bytes of all, unpacked.
MEMBERS, LARGEST, WHOLE = 20_000, 200_000_000, 1_000_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)?")
_BAD = "ask for the pack again, and for its hash by another way"
_LISTS = ("incidents", "claims", "passages", "documents", "decisions", "versions", "chain")


@dataclass(frozen=True, slots=True)
class PackVerified:
    """What was checked, in a line, and what does not hold."""

    findings: tuple[Finding, ...]
    summary: str


@dataclass(slots=True)
class _Look:
    findings: list[Finding] = field(default_factory=list)
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def found(self, what: str, where: str) -> None:
        self.findings.append(Finding(what, where, _BAD))


def verify_pack(path: Path, *, head: str | None = None, ledger: sa.Connection | None = None) -> PackVerified:
    """Checks hashes, quotes, offsets, references and links of a pack. ``head``: the hash that its ledger had by another's word;
    ``ledger``: one that it may have been made from, whose holder proves by it that the quotes are the true ones.

    Raises InputError for what is no pack, or too large to be looked at.
    """
    data = _members(path)
    look = _Look()
    manifest = _parsed(look, data, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(f"{path} is no evidence pack of this version ({FORMAT}): its {MANIFEST} does not say so")
    try:
        _hashes(look, data, manifest)
        for name in _LISTS:
            rows = _parsed(look, data, f"{name}.json")
            if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
                look.found("it is no list of objects", f"{name}.json")
                rows = []
            look.parts[name] = rows
        look.texts = {n: b.decode("utf-8", "surrogatepass") for n, b in data.items() if n.startswith("texts/")}
        _quotes(look, manifest)
        _references(look, manifest)
        _links(look, manifest, head)
        if ledger is not None:
            _proofs(look, manifest, ledger)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as err:
        look.found(f"what stands there is not what the program writes ({type(err).__name__}: {str(err)[:200]})", "pack")
    at = manifest.get("head")
    n = {k: len(v) for k, v in look.parts.items()}
    summary = (
        f"{len(data)} files, {n.get('claims', 0)} quotes in {n.get('documents', 0)} articles, {n.get('incidents', 0)} incidents, {n.get('versions', 0)} versions, "
        f"{n.get('chain', 0)} links of the chain; names {manifest.get('names')}; head {at.get('hash') if isinstance(at, dict) else None}"
        + ("; held against the ledger" if ledger is not None else "")
    )
    return PackVerified(tuple(dict.fromkeys(look.findings)), summary)


def _members(path: Path) -> dict[str, bytes]:
    """All members in memory, with bounds on every size that do not trust what the file says of itself."""
    out: dict[str, bytes] = {}
    whole = 0
    try:
        with zipfile.ZipFile(path) as file:
            infos = file.infolist()
            if len(infos) > MEMBERS:
                raise InputError(f"{path} has {len(infos)} members; a pack has no more than {MEMBERS}: it was not looked at")
            for info in infos:
                kind = info.external_attr >> 28
                if not _NAME.fullmatch(info.filename) or kind not in {0, 8} or info.flag_bits & 1:
                    raise InputError(
                        f"{path} holds {info.filename[:100]!r}, which is no member of a pack (a path, a link, or locked): it was not looked at"
                    )
                if info.filename in out:
                    raise InputError(f"{path} holds {info.filename!r} twice: it was not looked at")
                with file.open(info) as member:
                    data = member.read(min(LARGEST, WHOLE - whole) + 1)
                whole += len(data)
                if len(data) > LARGEST or whole > WHOLE:
                    raise InputError(f"{path} is too large when unpacked (at {info.filename!r}): it was not looked at")
                out[info.filename] = data
    except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as err:
        raise InputError(f"{path} cannot be read as a pack ({err}); {_BAD}") from err
    except Exception as err:
        if isinstance(err, InputError):
            raise
        raise InputError(f"{path} cannot be read as a pack (damaged: {err}); {_BAD}") from err
    return out


def _parsed(look: _Look, data: Mapping[str, bytes], name: str) -> Any:
    if name not in data:
        look.found("it is not there", name)
        return None
    try:
        return json.loads(data[name].decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        look.found("it is no JSON", name)
        return None


def _hashes(look: _Look, data: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    listed = manifest["members"]
    for name in sorted({*listed, *data} - {MANIFEST, SUMS}):
        if name not in data:
            look.found("the manifest lists it, but it is not there", name)
        elif name not in listed:
            look.found("the manifest does not list it: it was put in", name)
        elif hashlib.sha256(data[name]).hexdigest() != listed[name]["sha256"] or len(data[name]) != listed[name]["bytes"]:
            look.found("it is not the file whose hash the manifest has", name)
    sums = "".join(f"{hashlib.sha256(b).hexdigest()}  {name}\n" for name, b in sorted(data.items()) if name != SUMS)
    if data.get(SUMS) != sums.encode():
        look.found("its sums are not those of the files", SUMS)


def _quotes(look: _Look, manifest: Mapping[str, Any]) -> None:
    members = {x["document"]: x.get("member") for x in look.parts["documents"]}
    masked = manifest["names"] == "masked"
    for x in look.parts["documents"]:
        text = look.texts.get(x.get("member") or "", "")
        if x.get("verbatim") and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != x["sha256"]:
            look.found("it is not the text whose hash stands beside it", f"article {x['document']}")
    for c in look.parts["claims"]:
        where, quote = f"claim {c['claim_id']}", c["quote"]
        passage = look.parts["passages"][c["passage"]] if 0 <= c["passage"] < len(look.parts["passages"]) else None
        if passage is None or passage["document"] != c["document"]:
            look.found("its passage is not there", where)
            continue
        at = c["at"]
        if not quote or at < 0 or passage["text"][at : at + len(quote)] != quote:
            look.found("its quote does not stand in its passage", where)
        if passage["verbatim"] and c["verbatim"]:
            if len(passage["text"]) != passage["end"] - passage["start"] or passage["start"] + at != c["start"] or c["start"] + len(quote) != c["end"]:  # fmt: skip
                look.found("its offsets are not those of its passage", where)
        elif not masked:
            look.found("it is not verbatim, though no name is hidden", where)
        member = members.get(c["document"])
        if member is not None:
            text, place = look.texts.get(member, ""), c["text_at"]
            if not isinstance(place, int) or place < 0 or text[place : place + len(quote)] != quote:
                look.found("its quote does not stand in the article", where)
            if not masked and place != c["start"]:
                look.found("its offsets are not those of the article", where)
        figure = c["figure_at"]
        if figure is not None and (figure < 0 or not c["words"] or quote[figure : figure + len(c["words"])] != c["words"]):
            look.found("its figure does not stand in its quote", where)


def _references(look: _Look, manifest: Mapping[str, Any]) -> None:
    parts = look.parts
    claims = {c["claim_id"] for c in parts["claims"]}
    incidents = {i["incident_id"] for i in parts["incidents"]}
    documents = {x["document"] for x in parts["documents"]}
    if sorted(incidents) != sorted(manifest["incidents"]):
        look.found("the incidents are not those of the manifest", "incidents.json")
    for name, size in manifest["counts"].items():
        if len(parts[name]) != size:
            look.found(f"there are {len(parts[name])}, and the manifest says {size}", f"{name}.json")
    for c in parts["claims"]:
        if c["document"] not in documents or c["incident_id"] not in incidents:
            look.found("its article or incident is not in the pack", f"claim {c['claim_id']}")
    for i in parts["incidents"]:
        used = {*i["claims"], *(h["claim"] for e in i["estimates"] for h in e["history"] if h["claim"])}
        used |= {c for x in i["disagreements"] for v in x["values"] for c in v["claims"]}
        used |= {c for e in i["estimates"] for c in e.get("claims", ())}
        if used - claims:
            look.found(
                f"it rests on claims that are not in the pack: {', '.join(sorted(used - claims)[:5])}", f"incident {i['incident_id']}"
            )
        if set(i["documents"]) - documents:
            look.found("articles of it are not in the pack", f"incident {i['incident_id']}")


def _links(look: _Look, manifest: Mapping[str, Any], head: str | None) -> None:
    links: dict[tuple[str, str], dict[str, Any]] = {}
    prev: dict[str, Any] | None = None
    for x in look.parts["chain"]:
        where = f"chain, link {x['seq']}"
        if link_hash(x["prev"], x["seq"], x["kind"], x["subject"], x["run_id"], x["digest"]) != x["hash"]:
            look.found("its hash is not the hash of what it says", where)
        if prev is not None and (x["seq"] <= prev["seq"] or (x["seq"] == prev["seq"] + 1 and x["prev"] != prev["hash"])):
            look.found("it does not follow the link before it", where)
        prev = links[x["kind"], x["subject"]] = x
    at = manifest["head"]
    if prev is None or (prev["seq"], prev["hash"]) != (at["seq"], at["hash"]):
        look.found("the last link is not the head that the manifest names", "chain.json")
    if head is not None and head != at["hash"] and head not in {x["hash"] for x in look.parts["chain"]}:
        look.found("that hash is no link of this pack; it may be an earlier one: ask who holds the ledger", f"head {head}")
    for kind, rows, key, columns in (
        ("version", look.parts["versions"], "version_id", VERSION),
        ("decision", look.parts["decisions"], "decision_id", DECISION),
    ):
        for row in rows:
            link = links.get((kind, str(row[key])))
            if link is None:
                look.found("its link of the chain is not in the pack", f"{kind} {row[key]}")
            elif row.get("salt") and digest(row["salt"], of_row(row, columns)) != link["digest"]:
                look.found(f"it is not what was sealed in link {link['seq']}", f"{kind} {row[key]}")


def _proofs(look: _Look, manifest: Mapping[str, Any], db: sa.Connection) -> None:
    """The true quotes, by the salts of the ledger, and the head as a link of its chain."""
    seq, at = manifest["head"]["seq"], manifest["head"]["hash"]
    if db.scalar(sa.select(t.chain.c.hash).where(t.chain.c.seq == seq)) != at:
        look.found("the ledger does not have this head: the pack is of another ledger, or of one that was changed", f"head {at}")
    r, x = t.readings.c, t.texts.c
    for c in look.parts["claims"]:
        asked = sa.select(r.salt, x.text).join(t.texts, x.document_id == r.document_id)
        rows = db.execute(asked.where(r.document_id == c["document_id"])).all()
        if not rows:
            look.found("the ledger does not hold its article any more", f"claim {c['claim_id']}")
        elif all(proof(row.salt, c["claim_id"], row.text[c["start"] : c["end"]]) != c["proof"] for row in rows):
            look.found("the words of the ledger are not those the pack was made from", f"claim {c['claim_id']}")
