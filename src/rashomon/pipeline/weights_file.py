"""A user's weights from a file, strictly: what is not understood is refused with file and line. What weights do: :mod:`rashomon.estimates.weights`."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path

import yaml

from rashomon.errors import InputError
from rashomon.estimates import Weights

SHAPE = "a weights file holds the keys speakers and outlets, each with names and numbers of 0 or more"
LARGEST = 1_000_000


def read_weights(path: Path) -> Weights:
    """The weights of a YAML file::

        speakers: {Border Monitor: 2, Ministry of Defence of Freedonia: 0.5}
        outlets: {Daily Gazette: 0}

    Raises InputError with file and line for unknown or doubled keys, for what is no number of 0 or more, and for a file without a name.
    """
    try:
        raw = path.read_bytes()
        root = yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as err:
        raise InputError(f"{path}: the weights cannot be read ({err.strerror}); give an existing file to --weights") from err
    except UnicodeDecodeError as err:
        raise InputError(f"{path}: the weights are not UTF-8; save the file as UTF-8") from err
    except yaml.YAMLError as err:
        mark = getattr(err, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise InputError(f"{where}: this is no YAML ({getattr(err, 'problem', None) or err}); {SHAPE}") from err
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"{path}: {SHAPE}")
    tables: dict[str, dict[str, float]] = {}
    for key, value in root.value:
        at = f"{path}:{key.start_mark.line + 1}"
        if key.value not in ("speakers", "outlets"):
            raise InputError(f"{at}: unknown key {str(key.value)!r}; {SHAPE}")
        if key.value in tables:
            raise InputError(f"{at}: key {key.value!r} stands twice")
        tables[key.value] = _names(value, path)
    if not any(tables.values()):
        raise InputError(f"{path}: no weight in it; {SHAPE}")
    return Weights(path.name, hashlib.sha256(raw).hexdigest(), tables.get("speakers", {}), tables.get("outlets", {}))


def _names(node: yaml.Node, path: Path) -> dict[str, float]:
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{path}:{node.start_mark.line + 1}: {SHAPE}")
    out: dict[str, float] = {}
    seen: set[str] = set()
    for name, value in node.value:
        at = f"{path}:{name.start_mark.line + 1}"
        if not isinstance(name, yaml.ScalarNode) or not name.value.strip():
            raise InputError(f"{at}: a name is missing; {SHAPE}")
        if name.value.casefold() in seen:
            raise InputError(f"{at}: {name.value!r} stands twice")
        seen.add(name.value.casefold())
        number = _number(value)
        if number is None:
            said = value.value if isinstance(value, yaml.ScalarNode) else "a list or mapping"
            raise InputError(f"{at}: the weight of {name.value!r} is {said!r}; write a number from 0 to {LARGEST}")
        out[name.value] = number
    return out


def _number(node: yaml.Node) -> float | None:
    if not isinstance(node, yaml.ScalarNode) or node.tag not in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
        return None
    try:
        number = float(node.value.replace("_", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= LARGEST else None
