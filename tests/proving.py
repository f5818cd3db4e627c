"""Whether the prover alone proves a claim."""

from symcheck.claims.verdict import Proved
from symcheck.symbolic.prover import judge, prepare
from tests.claiming import claim


def proved(first: object, line: object, given: object = None) -> bool:
    asked = claim(first, line, given)
    return isinstance(judge(prepare((asked,)), asked), Proved)
