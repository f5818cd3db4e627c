"""Chains, lines and parts as written."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.statements import IllFormed, Part
from symcheck.language.statements import collecting_parts, content_of

V, d, n = sizes("V d n")
w, o = indices("w o", V)
a = index("a", d)
v, x = vector("v", d), vector("x", n)


class TestStatements:
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (True, "Eq"),
            ("x", "string"),
            ([v, v], "stack"),
            (x > 0, "not an expression"),
            (float("nan"), "number"),
            (lambda: v + x, "do not fit"),
        ],
    )
    def test_what_is_no_expression_is_ill_formed(self, value, said):
        content = content_of(value)
        assert isinstance(content, IllFormed)
        assert said in content.reason

    def test_a_chain(self):
        made = chain(v @ v, line(Sum(v[a] ** 2, a), latex="|v|^2"), wrong(0, because="it is not"), result(v @ v))
        assert [item.role for item in made.lines] == ["line", "wrong", "result"]
        assert made.lines[0].latex == "|v|^2"
        assert made.lines[1].because == "it is not"
        assert made.first.place.file == __file__

    def test_a_chain_compares(self):
        with pytest.raises(StatementError):
            chain(v)

    def test_a_slip_wants_its_reason(self):
        with pytest.raises(TypeError):
            wrong(v)

    def test_parts_are_collected_and_not_built(self):
        with collecting_parts() as parts:

            @part("p", "A part", given=Ne(w, o), timeout=3)
            def never():
                raise AssertionError("a part is not built when it is declared")

        assert [type(p) for p in parts] == [Part]
        assert (parts[0].id, parts[0].title, parts[0].timeout, len(parts[0].given)) == ("p", "A part", 3, 1)

    def test_a_part_wants_an_id(self):
        with pytest.raises(StatementError):
            part("")
