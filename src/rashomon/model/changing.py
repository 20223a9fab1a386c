"""A record with some of its values changed, for the records that are made by the million."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


@cache
def _shape(kind: type[DataclassInstance]) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    names = [f.name for f in fields(kind)]
    return attrgetter(*names), {name: at for at, name in enumerate(names)}


def changed(record: T, **values: object) -> T:
    """As :func:`dataclasses.replace`, for dataclasses of two fields or more all of which are given when one is made; twice as fast for a
    claim with its 52 fields."""
    kind = type(record)
    get, places = _shape(kind)
    row = list(get(record))
    for name, value in values.items():
        row[places[name]] = value
    return kind(*row)
