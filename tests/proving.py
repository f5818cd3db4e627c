"""Whether the prover alone proves a claim."""

from symcheck.claims.verdict import Proved
from symcheck.language.conditions import assumption
from symcheck.language.tensor import as_tensor
from symcheck.symbolic.prover import judge, prepare


def proved(first: object, line: object, given: object = None) -> bool:
    left, right = as_tensor(first), as_tensor(line)
    return isinstance(judge(prepare(left, assumption(given), (right,)), right), Proved)
