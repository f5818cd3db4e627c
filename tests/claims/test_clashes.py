"""One name for two things within a chain is an error; the same thing under its name is none."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Status

n, m = sizes("n m")
i, k = indices("i k", n)
x, y = scalars("x y")
v, u = vector("v", n), vector("u", m)
to_n, to_m, apart = index_map("f", n, n), index_map("f", n, m), index_map("f", n, n, injective=True)

CLASHES = {
    "functions": (function("J")(x), function("J", elementwise=True)(x), "J is a function"),
    "index maps": (v[to_n[i]], u[to_m[i]], "f is an index map from n to n"),
    "index maps, one without repeats": (v[to_n[i]], v[apart[i]], "without repeats"),
    "names": (named("h", x + y), named("h", x * y), "h is a name for"),
    "names of vectors": (named("h", v)[i], named("h", 2 * v)[i], "h is a name for"),
    "a name and a number": (named("x", y) + x, y + x, "x is a number"),
    "a name and a size": (named("n", x) + n, x + n, "n is a size"),
    "a size and an index": (size("q") + x, index("q", 1, n) + x, "q is"),
    "a size and a number": (size("q") * x, scalar("q") * x, "q is"),
    "two ranges": (v[index("q", 1, n)], v[index("q", 2, n)], "q is an index over"),
    "a size in an assumption": (x, x + 0, "q is"),
}


@pytest.mark.parametrize("name", CLASHES)
def test_a_clash_is_an_error(name: str) -> None:
    first, line, said = CLASHES[name]
    given = [size("q") > 2, scalar("q") > 0] if name == "a size in an assumption" else None
    with pytest.raises(StatementError, match=said):
        check(first, line, given=given)


def test_what_is_no_clash() -> None:
    h, hidden = named("h", 2 * v), named("s", Sum(v[k] * x, k))
    for first, line in (
        (function("J")(x), function("J")(x)),
        (named("h", x + y), named("h", x + y)),
        (h[i] - h[k], 2 * v[i] - 2 * v[k]),
        (hidden + Sum(v[k], k), x * v.sum() + v.sum()),
        (v[to_n[i]] + v[to_n[k]], v[to_n[k]] + v[to_n[i]]),
        (named("v", v[i]) * v.sum(), v.sum() * v[i]),
        (stack(named("w", v[i] * x), i), x * v),
    ):
        assert check(first, line).status is Status.PROVED
