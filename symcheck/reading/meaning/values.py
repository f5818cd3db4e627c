"""Matrix conventions over tensors: what products, sums, quotients and powers mean by how their sides stand on paper.

A vector is a column unless it was declared or transposed into a row; a list with commas is neither. What does not fit
raises `StatementError`, with what would; what was taken for granted is said in the value.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.blocks import affine_of, shape_text
from symcheck.expressions.build import is_number
from symcheck.expressions.nodes import Integer, Mul, Sum
from symcheck.language.functions import exp, sqrt
from symcheck.language.linear import diag, eye, inv, outer
from symcheck.language.tensor import Tensor, number
from symcheck.reading.scope import Stands, Value

_OF_AXES: dict[int, Stands] = {0: "number", 1: "column", 2: "matrix"}
MOST_FACTORS = 8
"""A matrix is multiplied by itself so many times at most."""


def of_axes(count: int, vector: Stands = "column") -> Stands:
    """How something with so many axes stands where nothing else is said; `vector` is how a vector does."""
    return vector if count == 1 else _OF_AXES.get(count, "array")


def value(tensor: Tensor, stands: Stands | None = None, *said: str) -> Value:
    """A value that stands as told, or as its axes make it."""
    return Value(tensor, stands or of_axes(tensor.ndim), tuple(said))


def made(tensor: Tensor, stands: Stands, *parts: Value, said: tuple[str, ...] = ()) -> Value:
    """A value made of others: what they took for granted, it does."""
    told = tuple(x for part in parts for x in part.said) + said
    return Value(tensor, stands if tensor.ndim else "number", tuple(dict.fromkeys(told)))


def of_number(text: str) -> Value:
    """The value of a decimal number as written."""
    return value(number(Fraction(text)))


def is_plain(x: Value) -> bool:
    return x.stands == "number"


def is_vector(x: Value) -> bool:
    return x.stands in ("column", "row", "list")


def described(x: Value) -> str:
    """How a value stands, and its shape, for a message."""
    kind = {"number": "a number", "list": "a list", "array": "an array"}.get(x.stands, f"a {x.stands}")
    return kind if is_plain(x) else f"{kind} of shape {shape_text(x.tensor.shape)}"


def negative(x: Value) -> Value:
    return replace(x, tensor=-x.tensor)


def transposed(x: Value) -> Value:
    """The transpose: a column becomes a row. A number and a list are their own."""
    turned: dict[Stands, Stands] = {"column": "row", "row": "column"}
    if x.stands == "array":
        raise StatementError(f"{described(x)} has no transpose")
    return replace(x, tensor=x.tensor.T if x.stands == "matrix" else x.tensor, stands=turned.get(x.stands, x.stands))


def same_shape(a: Value, b: Value) -> bool:
    return a.tensor.shape == b.tensor.shape


def joined(a: Value, b: Value) -> Stands | None:
    """How two of one shape stand together, entry by entry; None where one is a row and the other a column."""
    if not same_shape(a, b):
        return None
    if a.stands == b.stands or b.stands == "list":
        return a.stands
    return b.stands if a.stands == "list" else None


def added(a: Value, b: Value, sign: str, by_rows: bool | None = None) -> Value:
    """a + b or a − b: of one shape, or a number and a vector, entry by entry; a vector and the rows of a matrix.

    `by_rows` says where a vector is added that fits rows and columns.
    """
    both = joined(a, b)
    if both is not None:
        return made(_sum(a.tensor, b.tensor, sign), both, a, b)
    if is_plain(a) != is_plain(b):
        return _number_and(a, b, sign)
    if {a.stands, b.stands} == {"row", "column"} and same_shape(a, b):
        raise StatementError(f"{described(a)} {sign} {described(b)}: one of them wants a transpose")
    if "matrix" in (a.stands, b.stands) and (is_vector(a) or is_vector(b)):
        return _batched(a, b, sign, by_rows)
    raise StatementError(f"{described(a)} {sign} {described(b)}: the shapes do not fit")


def _sum(a: Tensor, b: Tensor, sign: str) -> Tensor:
    return a + b if sign == "+" else a - b


def _number_and(a: Value, b: Value, sign: str) -> Value:
    other = b if is_plain(a) else a
    if not is_vector(other) and not any(is_integer(x.tensor, 0) for x in (a, b)):
        number = a if other is b else b
        advice = "write the number times the identity I, or times a matrix of ones"
        advice = "vᵀv is a number: v vᵀ is the matrix" if _is_square(number, other) else advice
        raise UnsupportedError(f"{described(a)} {sign} {described(b)}: {advice}")
    said = (f"a number {sign} a vector is taken entry by entry",) if is_vector(other) else ()
    return made(_sum(a.tensor, b.tensor, sign), other.stands, a, b, said=said)


def _is_square(number: Value, matrix: Value) -> bool:
    """Whether a number is vᵀv, of a vector with as many entries as a matrix has rows and columns."""
    total = number.tensor.body
    if not isinstance(total, Sum) or total.where or not isinstance(total.body, Mul):
        return False
    keys = {alpha_key(factor) for factor in total.body.factors}
    return len(total.body.factors) == 2 and len(keys) == 1 and matrix.tensor.shape == (total.index.size,) * 2


def fits_both_ways(a: Value, b: Value) -> bool:
    """Whether one is a square matrix, and the other a vector that can be added to its rows and to its columns."""
    matrix, vector = (a, b) if a.stands == "matrix" else (b, a)
    return matrix.stands == "matrix" and is_vector(vector) and matrix.tensor.shape == vector.tensor.shape * 2


def _batched(a: Value, b: Value, sign: str, by_rows: bool | None) -> Value:
    """A matrix and a vector that is added to every row, or to every column."""
    matrix, vector = (a, b) if a.stands == "matrix" else (b, a)
    rows, columns = matrix.tensor.shape
    (size,) = vector.tensor.shape
    if size not in (rows, columns):
        raise StatementError(f"{described(a)} {sign} {described(b)}: the vector fits neither its rows nor its columns")
    if by_rows if rows == columns else size == columns:
        tensor, said = _sum(a.tensor, b.tensor, sign), "a vector is added to every row of a matrix"
    else:
        sides = [x.tensor.T if x is matrix else x.tensor for x in (a, b)]
        turned = _sum(sides[0], sides[1], sign).T
        tensor, said = turned, "a vector is added to every column of a matrix"
    return made(tensor, "matrix", a, b, said=(said,))


def multiplied(a: Value, b: Value) -> Value:
    """The matrix product where shapes ask for it, else the product with a number."""
    if is_plain(a) or is_plain(b):
        other = b if is_plain(a) else a
        return made(a.tensor * b.tensor, other.stands, a, b)
    match a.stands, b.stands:
        case "row", "column":
            return made(a.tensor @ b.tensor, "number", a, b)
        case "column", "row":
            return made(outer(a.tensor, b.tensor), "matrix", a, b)
        case "matrix", "column" | "matrix":
            return made(a.tensor @ b.tensor, b.stands, a, b)
        case "row", "matrix":
            return made(a.tensor @ b.tensor, "row", a, b)
    raise StatementError(f"{described(a)} times {described(b)}: {_would_fit(a, b)}")


def as_diagonal(a: Value, b: Value) -> Value:
    """A product in which a vector stands for the diagonal matrix of its entries, where it fits nothing else."""
    try:
        return multiplied(a, b)
    except StatementError:
        said = "a vector stands for a diagonal matrix, as agreed"
        if is_vector(a) and is_vector(b) and same_shape(a, b):
            return made(a.tensor * b.tensor, b.stands, a, b, said=(said,))
        if is_vector(a) and b.stands == "matrix" and a.tensor.axes[0].size == b.tensor.axes[0].size:
            return made(diag(a.tensor) @ b.tensor, "matrix", a, b, said=(said,))
        raise


def _would_fit(a: Value, b: Value) -> str:
    same = is_vector(a) and is_vector(b) and same_shape(a, b)
    if same:
        return "write xᵀy for the inner product, ⊙ for the product entry by entry, x yᵀ for the outer one"
    if a.stands == "matrix" and b.stands == "row":
        return "it fits with the row transposed, if the sizes do"
    return "there is no such product; a transpose is missing, or a ⊙"


def inner(a: Value, b: Value) -> Value:
    """The inner product of two vectors, however they stand."""
    return made(a.tensor @ b.tensor, "number", a, b)


def dotted(a: Value, b: Value) -> Value:
    """`a \\cdot b`: the inner product of two vectors, else the product."""
    if is_vector(a) and is_vector(b) and joined(a, b) is not None:
        return inner(a, b)
    return multiplied(a, b)


def entrywise(a: Value, b: Value) -> Value:
    """`a \\odot b`: entry by entry, of one shape; with a number the product."""
    both = joined(a, b)
    if both is not None:
        return made(a.tensor * b.tensor, both, a, b)
    if is_plain(a) or is_plain(b):
        return multiplied(a, b)
    raise StatementError(f"{described(a)} ⊙ {described(b)}: the product entry by entry wants one shape")


def contracted(a: Value, b: Value) -> Value:
    """`a : b`, the sum of the products of all entries."""
    if not same_shape(a, b):
        raise StatementError(f"{described(a)} : {described(b)}: the Frobenius product wants one shape")
    return made((a.tensor * b.tensor).sum(), "number", a, b)


def divided(a: Value, b: Value) -> Value:
    """a / b: by a number, or of one shape or a number by a vector, entry by entry."""
    if is_plain(b):
        return made(a.tensor / b.tensor, a.stands, a, b)
    both = joined(a, b)
    said = ("a quotient with a vector below is taken entry by entry",)
    if both is not None:
        return made(a.tensor / b.tensor, both, a, b, said=said)
    if is_plain(a) and is_vector(b):
        return made(a.tensor / b.tensor, b.stands, a, b, said=said)
    if b.stands == "matrix":
        raise UnsupportedError(f"{described(a)} divided by {described(b)}: write the inverse, or say what is meant")
    raise StatementError(f"{described(a)} divided by {described(b)}: the shapes do not fit")


def raised(x: Value, exponent: Value) -> Value:
    """A power of a number; a whole power of a square matrix; any other of a vector entry by entry."""
    if not is_plain(exponent):
        raise UnsupportedError(f"an exponent that is {described(exponent)}")
    if is_plain(x):
        return made(x.tensor**exponent.tensor, "number", x, exponent)
    whole = _whole(exponent.tensor)
    square = x.stands == "matrix" and x.tensor.shape[0] == x.tensor.shape[1]
    if square or (x.stands == "matrix" and (whole is None or whole < 1)):
        return _matrix_power(x, whole)
    return entrywise_power(x, exponent)


def entrywise_power(x: Value, exponent: Value) -> Value:
    """A power of each entry."""
    said = (f"a power of a {x.stands} is taken entry by entry",)
    return made(x.tensor**exponent.tensor, x.stands, x, exponent, said=said)


def _whole(exponent: Tensor) -> int | None:
    form = affine_of(exponent)
    return form.constant if form is not None and not form.terms else None


def _matrix_power(x: Value, whole: int | None) -> Value:
    if x.tensor.shape[0] != x.tensor.shape[1]:
        raise StatementError(f"a power of {described(x)}, which is not square")
    if whole is None or not -MOST_FACTORS <= whole <= MOST_FACTORS:
        raise UnsupportedError("a power of a matrix that is no small whole number")
    if whole == 0:
        return replace(x, tensor=eye(Tensor(Integer(x.tensor.axes[0].size))))
    base = x.tensor if whole > 0 else inv(x.tensor)
    product = base
    for _ in range(abs(whole) - 1):
        product = product @ base
    return replace(x, tensor=product)


def exponential(x: Value) -> Value:
    """eˣ: of a vector entry by entry, of a matrix not known."""
    if x.stands == "matrix":
        raise UnsupportedError("e to the power of a matrix")
    said = () if is_plain(x) else ("e to a vector is taken entry by entry",)
    return made(exp(x.tensor), x.stands, x, said=said)


def norm_of(x: Value, kind: str) -> Value:
    """‖x‖ by its subscript: "" and "2" of a vector, "F" of a matrix, "1" of a vector."""
    if is_plain(x):
        return made(abs(x.tensor), "number", x)
    if (kind in ("", "2") and is_vector(x)) or kind == "F" or (kind == "2" and x.stands == "array"):
        return made(sqrt((x.tensor**2).sum()), "number", x)
    if kind == "1" and is_vector(x):
        return made(abs(x.tensor).sum(), "number", x)
    raise UnsupportedError(f"the norm ‖·‖{f'_{kind}' if kind else ''} of {described(x)}")


def norm_by(x: Value, by: Value) -> Value:
    """‖x‖ by what hangs below: by a square matrix P the root of x^T P x, by a number p that of all |x_i|^p."""
    if is_vector(x) and by.stands == "matrix" and by.tensor.shape == 2 * x.tensor.shape:
        said = "the norm by a matrix P is the root of x^T P x"
        return made(sqrt(x.tensor @ by.tensor @ x.tensor), "number", x, by, said=(said,))
    if is_vector(x) and is_plain(by):
        return made((abs(x.tensor) ** by.tensor).sum() ** (1 / by.tensor), "number", x, by)
    raise UnsupportedError(f"the norm of {described(x)} by {described(by)}")


def whole_sum(x: Value) -> Value:
    """The sum of all entries."""
    return made(x.tensor.sum(), "number", x)


def tensored(a: Value, b: Value) -> Value:
    """`a \\otimes b`: of two vectors their outer product."""
    if is_vector(a) and is_vector(b):
        return made(outer(a.tensor, b.tensor), "matrix", a, b)
    if is_plain(a) or is_plain(b):
        return multiplied(a, b)
    raise UnsupportedError(f"the Kronecker product of {described(a)} and {described(b)}")


def is_integer(tensor: Tensor, whole: int) -> bool:
    return is_number(tensor.body, whole)
