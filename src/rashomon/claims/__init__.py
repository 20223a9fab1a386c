"""Who says it: claims with content, saying word, speaker, voice and stance. See ``docs/concepts/claims.md``."""

from rashomon.claims.assemble import find_claims
from rashomon.claims.attribution import find_attributions
from rashomon.claims.frame import Attribution

__all__ = ["Attribution", "find_attributions", "find_claims"]
