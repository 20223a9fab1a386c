"""YAML as data files are written in it here: every mapping knows its line, and what reads as something else than it looks like is refused."""

from __future__ import annotations

from typing import Any

import yaml

try:  # the loader of libyaml is nine times faster: 0.15 s instead of 1.3 s for all lexicons of a language
    from yaml import CSafeLoader as _Base
except ImportError:  # built without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

#: The key under which a mapping has the line it begins on.
LINE = "__line__"
_AMBIGUOUS = frozenset({"yes", "no", "on", "off", "y", "n"})


class Malformed(ValueError):
    """The text is not such YAML; the message names the line."""


class _Loader(_Base):
    """Safe loader that remembers lines, takes dates as text, and refuses doubled keys and bare yes/no/on/off."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    out: dict[str, Any] = {LINE: node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in out:
            raise Malformed(f"line {key_node.start_mark.line + 1}: key {key!r} stands twice")
        out[key] = loader.construct_object(value_node, deep=True)
    return out


def _bool(loader: _Loader, node: yaml.ScalarNode) -> bool:
    if node.value.lower() in _AMBIGUOUS:
        raise Malformed(f"line {node.start_mark.line + 1}: write {node.value!r} in quotes, YAML reads it as true or false")
    return bool(loader.construct_yaml_bool(node))


def _text(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor("tag:yaml.org,2002:bool", _bool)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def load_yaml(text: str) -> Any:
    """The data of a text. Raises :class:`Malformed`."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as err:
        raise Malformed(str(err)) from None
