"""What may stand in an operation, and which sizes are one then: the table of types for mathematics on paper.

The first unknowns of an operation are what it is of, the last is what comes out.
"""

from __future__ import annotations

from symcheck.reading.declaring.inferring.kinds import COLUMN, MATRIX, NUMBER, ROW, STACK, Operation

N, C, R, M, S = NUMBER, COLUMN, ROW, MATRIX, STACK
Fits = dict[tuple[int, ...], str]
_ALL: dict[int, str] = {N: "", C: "r", R: "c", M: "rc", S: "rct"}


def _same(kind: int, *positions: int) -> str:
    """All these have the same sizes."""
    first = positions[0]
    return " ".join(f"{first}{axis}={other}{axis}" for other in positions[1:] for axis in _ALL[kind])


SAME = Operation({(k, k): _same(k, 0, 1) for k in _ALL})
TRANSPOSED = Operation(
    {(C, R): "0r=1c", (R, C): "0c=1r", (M, M): "0r=1c 0c=1r"},
    Operation({(C, R): "0r=1c", (R, C): "0c=1r", (M, M): "0r=1c 0c=1r", (N, N): ""}),
)
_SUM: Fits = {(k, k, k): _same(k, 0, 1, 2) for k in (N, C, R, M)}
_SUM |= {(N, k, k): _same(k, 1, 2) for k in (C, R)}
_SUM |= {(k, N, k): _same(k, 0, 2) for k in (C, R)}
_BY_ROWS: Fits = _SUM | {(M, C, M): "0c=1r " + _same(M, 0, 2), (M, R, M): "0c=1c " + _same(M, 0, 2)}
_LOOSE = Operation(_BY_ROWS | {(N, M, M): _same(M, 1, 2), (M, N, M): _same(M, 0, 2)})
ADDED = Operation(_SUM, _LOOSE)
ADDED_TO_ROWS = Operation(_BY_ROWS, _LOOSE)
"""A small letter behind a product may be added to every row of it: `X W + b`."""
_PRODUCT: Fits = {
    **{(N, k, k): _same(k, 1, 2) for k in (N, C, R, M)},
    **{(k, N, k): _same(k, 0, 2) for k in (C, R, M)},
    (R, C, N): "0c=1r", (C, R, M): "0r=2r 1c=2c", (M, C, C): "0c=1r 0r=2r",
    (R, M, R): "0c=1r 1c=2c", (M, M, M): "0c=1r 0r=2r 1c=2c",
}  # fmt: skip
MULTIPLIED = Operation(_PRODUCT)
_ENTRYWISE: Fits = {(k, k, k): _same(k, 0, 1, 2) for k in (C, R, M)}
DOTTED = Operation(_PRODUCT | {(C, C, N): "0r=1r"})
ENTRYWISE = Operation(_ENTRYWISE, Operation(_ENTRYWISE | _PRODUCT))
STARRED = Operation(_PRODUCT | _ENTRYWISE)
_QUOTIENT: Fits = {(k, N, k): _same(k, 0, 2) for k in (N, C, R, M)}
_QUOTIENT |= {(N, C, C): "1r=2r", (C, C, C): _same(C, 0, 1, 2), (R, R, R): _same(R, 0, 1, 2)}
DIVIDED = Operation(_QUOTIENT, Operation(_QUOTIENT | {(M, M, M): _same(M, 0, 1, 2), (N, M, M): _same(M, 1, 2)}))
_POWER: Fits = {(N, N): "", (M, M): "0r=0c " + _same(M, 0, 1)}
POWER = Operation(_POWER, Operation(_POWER | {(C, C): _same(C, 0, 1), (R, R): _same(R, 0, 1)}))
NORM = Operation({(C, N): "", (R, N): "", (M, N): ""}, Operation({(k, N): "" for k in (N, C, R, M)}))
BARS = Operation({(N, N): "", (M, N): "0r=0c"}, Operation({(k, N): "" for k in (N, C, R, M)}))
SQUARE = Operation({(M, N): "0r=0c"}, Operation({(M, N): "0r=0c", (N, N): ""}))
WHOLE = Operation({(k, N): "" for k in (N, C, R, M)})
VECTOR = Operation({(k, k): _same(k, 0, 1) for k in (C, R, M)})
DIAGONAL = Operation({(C, M): "0r=1r 0r=1c", (R, M): "0c=1r 0c=1c", (M, C): "0r=0c 0r=1r"})
INNER = Operation({(k, k, N): _same(k, 0, 1) for k in (C, R, M)})
_SLOPE: Fits = {
    **{(N, k, k): _same(k, 1, 2) for k in (N, C, R, M)}, **{(k, N, k): _same(k, 0, 2) for k in (C, R, M)},
    (C, C, M): "0r=2r 1r=2c",
}  # fmt: skip
SLOPE = Operation(_SLOPE, Operation(_SLOPE | {(N, C, R): "1r=2c", (N, R, C): "1c=2r", (N, M, M): "1r=2c 1c=2r"}))
HESSIAN = Operation({(N, N, N, N): "", (N, C, C, M): "1r=3r 2r=3c"})
AT = (
    Operation({(C, C, N): "0r=1r", (R, C, N): "0c=1r", (M, C, C): "0r=1r 0c=2r", (S, C, M): "0r=1r 0c=2r 0t=2c"}),
    Operation({(M, C, C, N): "0r=1r 0c=2r", (S, C, C, C): "0r=1r 0c=2r 0t=3r"}),
    Operation({(S, C, C, C, N): "0r=1r 0c=2r 0t=3r"}),
)
"""An entry, or a row as a column: the thing, its indices, each with its range for its rows, and what comes out."""
IS_SQUARE = Operation({(M,): "0r=0c"})
ONE_RANGE = Operation({(C, C): "0r=1r"})
