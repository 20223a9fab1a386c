"""Dataclasses of the model to plain JSON values and back, by their own type hints."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeVar

from rashomon.store.json_text import dumps

T = TypeVar("T")
Decoder = Callable[[Any], Any]


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _kept(cls: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls) if not f.name.startswith("_"))


def encode(value: Any) -> Any:
    """JSON value of a model object: dataclasses become objects, dates ISO strings, tuples lists."""
    cls = type(value)
    if cls in _PLAIN:
        return value
    if isinstance(value, (tuple, list)):
        return [v if type(v) in _PLAIN else encode(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: v if type(v := getattr(value, name)) in _PLAIN else encode(v) for name in _kept(typing.cast(Hashable, cls))}
    if isinstance(value, (frozenset, set)):
        return sorted(encode(v) for v in value)
    if isinstance(value, dict):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value


def text_of(value: Any) -> str:
    """``dumps(encode(value))``, made in one go where the kind of a value tells how it is written."""
    cls = type(value)
    write = _WRITERS.get(cls)
    if write is None:
        write = _WRITERS[cls] = _writer(cls)
    return write(value)


def texts_of(value: Any) -> dict[str, str]:
    """The same field by field, in the order of canonical JSON; for dataclasses of two fields and more."""
    names, _, get = _shape(typing.cast(Hashable, type(value)))
    return dict(zip(names, map(text_of, get(value)), strict=True))


def joined(texts: Mapping[str, str]) -> str:
    """The object of these fields (:func:`texts_of`)."""
    return "{" + ",".join([f'"{name}":{text}' for name, text in texts.items()]) + "}"


_FINITE = float("inf")
#: How values that hold no others are written.
PLAIN: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    type(None): lambda value: "null",
    float: lambda value: float.__repr__(value) if -_FINITE < value < _FINITE else dumps(value),
}
#: How values of a class are written; one for each class that is met.
_WRITERS: dict[type, Callable[[Any], str]] = {
    **PLAIN,
    tuple: lambda value: f"[{','.join(map(text_of, value))}]",
    list: lambda value: f"[{','.join(map(text_of, value))}]",
}


@cache
def _shape(cls: Hashable) -> tuple[list[str], list[str], Callable[[Any], tuple[Any, ...]]]:
    """Names of the fields of a dataclass, sorted, their keys as JSON, and what gives their values."""
    names = sorted(_kept(cls))
    return names, [f'"{name}":' for name in names], attrgetter(*names)


def _writer(cls: type) -> Callable[[Any], str]:
    if not is_dataclass(cls) or len(fields(cls)) < 2:  # attrgetter gives no tuple of one
        return lambda value: dumps(encode(value))
    _, keys, get = _shape(typing.cast(Hashable, cls))

    def write(value: Any) -> str:
        # one pass, without a call for what holds no others: a claim has some forty such fields
        made = [key + (PLAIN[type(v)](v) if type(v) in PLAIN else text_of(v)) for key, v in zip(keys, get(value), strict=True)]
        return f"{{{','.join(made)}}}"

    return write


def decode(cls: type[T], data: Any) -> T:
    """The object of type ``cls`` that :func:`encode` made ``data`` from. Fields that ``data`` lacks take their default."""
    return typing.cast(T, _as_is(data) if data is None else (_decoder(typing.cast(Hashable, cls)) or _as_is)(data))


def _as_is(data: Any) -> Any:
    return data


@cache
def _decoder(hint: Any) -> Decoder | None:
    """What makes an object of this type from JSON that is not null; None where the JSON is the object. Made once for each type, because
    asking what a type hint means costs more than following it."""
    origin = typing.get_origin(hint)
    args = typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _decoder(next(a for a in args if a is not type(None)))
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        return _row(tuple(_decoder(a) for a in args))
    if origin in (tuple, list, frozenset):
        return _many(origin, _decoder(args[0]))
    if origin is dict:
        return _mapping(_decoder(args[1]))
    if is_dataclass(hint):
        return _object(typing.cast(type, hint))
    if hint is date:
        return date.fromisoformat
    if hint is datetime:
        return datetime.fromisoformat
    return None


def _row(parts: tuple[Decoder | None, ...]) -> Decoder:
    if not any(parts):
        return tuple
    return lambda data: tuple(v if part is None or v is None else part(v) for part, v in zip(parts, data, strict=True))


def _many(kind: Callable[[Any], Any], part: Decoder | None) -> Decoder:
    if part is None:
        return kind
    return lambda data: kind([None if v is None else part(v) for v in data])


def _mapping(part: Decoder | None) -> Decoder:
    if part is None:
        return dict
    return lambda data: {k: None if v is None else part(v) for k, v in data.items()}


def _object(cls: type) -> Decoder:
    shape: tuple[frozenset[str], list[tuple[str, Decoder]]] | None = None

    def made(data: Any) -> Any:
        nonlocal shape
        if shape is None:  # not before the first is read: a class may hold others of its kind
            hints = typing.get_type_hints(cls)
            own = {f.name: _decoder(hints[f.name]) for f in fields(cls)}
            shape = frozenset(own), [(name, part) for name, part in own.items() if part is not None]
        names, parts = shape
        given = dict(data) if data.keys() <= names else {k: v for k, v in data.items() if k in names}
        for name, part in parts:  # of a claim's forty fields four are more than they are in JSON
            value = given.get(name)
            if value is not None:
                given[name] = part(value)
        return cls(**given)

    return made
