"""What the functions that every page knows make of what stands in them, as operations between unknowns."""

from __future__ import annotations

from symcheck.reading.declaring.inferring import operations as ops
from symcheck.reading.declaring.inferring.kinds import Operation
from symcheck.reading.meaning.known import KNOWN

LETTERS = frozenset({r"\sigma", r"\Gamma", r"\psi"})
"""Letters that are functions where a bracket follows, and names elsewhere."""
_OTHERS = {
    "softmax": ops.VECTOR, "logsoftmax": ops.VECTOR, "logsumexp": ops.WHOLE, "tr": ops.SQUARE, "det": ops.SQUARE,
    "logdet": ops.SQUARE, "diag": ops.DIAGONAL, "inv": ops.POWER, "sum": ops.WHOLE, "mean": ops.WHOLE,
    "var": ops.WHOLE, "max": ops.WHOLE, "min": ops.WHOLE,
}  # fmt: skip


def operation(word: str) -> Operation | None:
    """What a known function is between its argument and its value; None for any other word."""
    known = KNOWN.get(word)
    return None if known is None else _OTHERS.get(known.name, ops.SAME)
