"""An evidence pack: a zip file with the quotes behind some incidents, that a stranger can check without the ledger."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import sqlalchemy as sa

from rashomon import __version__
from rashomon.errors import InputError
from rashomon.exports.pack_parts import Parts, parts_of
from rashomon.exports.pack_words import readme
from rashomon.people import notice
from rashomon.store.chain import head
from rashomon.store.meta import ledger_id
from rashomon.store.runs import last_finished

#: What a manifest calls itself.
FORMAT = "rashomon-pack/1"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
#: The time of every member: a pack of the same ledger has the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in memory: its bytes, the incidents and documents in it, and ids that led elsewhere."""

    data: bytes
    incidents: tuple[str, ...]
    documents: tuple[str, ...]
    redirected: tuple[tuple[str, str], ...]

    @property
    def sha256(self) -> str:
        """Hash of the whole file."""
        return hashlib.sha256(self.data).hexdigest()


def make_pack(db: sa.Connection, incidents: Sequence[str], *, texts: bool = False, names: bool = False, coarsen: bool = False) -> Pack:
    """The pack of these incidents. ``texts`` adds whole articles, ``names`` shows private persons (a decision to be put on record),
    ``coarsen`` rounds places of homes, shelters and clinics. Raises InputError for an incident that is not there."""
    if not incidents:
        raise InputError("say which incidents the pack is about, by their ids")
    parts = parts_of(db, incidents, texts=texts, names=names, coarsen=coarsen)
    members = {
        f"{name}.json": _json(getattr(parts, name))
        for name in ("incidents", "claims", "passages", "documents", "decisions", "versions", "chain")
    }
    members |= {name: text.encode("utf-8", "surrogatepass") for name, text in parts.texts.items()}
    about = _about(db, parts, texts=texts, names=names, coarsen=coarsen)
    members["index.html"] = _page(parts, about).encode()
    members["README.md"] = readme(about, sorted(members)).encode()
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(members.items())}
    members[MANIFEST] = _json({**about, "members": listed})
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(members.items()))
    members[SUMS] = sums.encode()
    return Pack(_zip(members), tuple(i["incident_id"] for i in parts.incidents), tuple(parts.names), tuple(parts.redirected))


def write_pack(path: Path, pack: Pack) -> None:
    """Writes a pack, whole or not at all. Raises InputError where it cannot be written."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(pack.data)
        beside.replace(path)
    except OSError as err:
        beside.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written ({err.strerror}); choose another with --out") from err


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _about(db: sa.Connection, parts: Parts, *, texts: bool, names: bool, coarsen: bool) -> dict[str, Any]:
    last = last_finished(db, ("run", "derive", "decision", "forget"))
    seq, at = head(db)
    verbatim = all(c["verbatim"] for c in parts.claims)
    return {
        "format": FORMAT,
        "program": f"rashomon {__version__}",
        "rules": last["rules"] if last is not None else None,
        "policy": last["policy"] if last is not None else None,
        "ledger_id": ledger_id(db),
        "head": {"seq": seq, "hash": at},
        "incidents": [i["incident_id"] for i in parts.incidents],
        "redirected": [{"asked": a, "now": b} for a, b in parts.redirected],
        "names": "shown" if names else "masked",
        "coarsened": coarsen,
        "texts": texts,
        "quotes": "verbatim" if verbatim else "verbatim but for hidden names",
        "notice": notice(names=names, coarsen=coarsen),
        "counts": {k: len(getattr(parts, k)) for k in ("incidents", "claims", "documents", "decisions", "versions")},
    }


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in sorted(members.items()):
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            file.writestr(info, data, compresslevel=9)
    return out.getvalue()


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined).get_template("pack.html")  # fmt: skip


def _page(parts: Parts, about: Mapping[str, Any]) -> str:
    claims: dict[str, list[dict[str, Any]]] = {}
    for c in parts.claims:
        text = parts.passages[c["passage"]]["text"]
        cut = {"before": text[: c["at"]], "after": text[c["at"] + len(c["quote"]) :]}
        claims.setdefault(c["incident_id"], []).append({**c, **cut})
    documents = {x["document"]: x for x in parts.documents}
    return _template().render(about=about, incidents=parts.incidents, claims=claims, documents=documents, decisions=parts.decisions, versions=parts.versions)  # fmt: skip
