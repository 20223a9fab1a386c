"""How sure the reading is: "read right" of a claim, "same incident" of its place in an incident. Never a chance that a thing happened."""

from rashomon.confidence.model import Model, load
from rashomon.confidence.place import same_incident
from rashomon.confidence.read import read_right

__all__ = ["Model", "load", "read_right", "same_incident"]
