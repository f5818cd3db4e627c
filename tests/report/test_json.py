"""The report as JSON: read back, and described by its schema.

After a wanted change of the format: `SYMCHECK_GOLDEN=write pytest tests/report/test_json.py`, and read the difference:
what takes something away raises `FORMAT`.
"""

import json
import math
import os
from pathlib import Path

import jsonschema
import msgspec
import pytest
from msgspec.structs import replace

import symcheck
from symcheck.claims.places import Place
from symcheck.claims.verdict import (
    Agreed,
    ChainVerdict,
    Diagnosis,
    Different,
    LineVerdict,
    Mismatch,
    Outcome,
    PartVerdict,
    Proved,
    Status,
)
from symcheck.report import json as json_report
from symcheck.report.formats import render
from symcheck.report.model import FileReport, Report
from symcheck.report.terminal import Layout
from tests.report.everything import REPORT

SCHEMA = Path(symcheck.__file__).parent / "docs" / "report.schema.json"
TIMED = Layout(80, times=True)
RARE = (
    Mismatch(None, "1", "not defined", 0, (("n", 1),)),
    Agreed("exact", ((("n", 1),), ()), None, "rational functions", 3),
    Different("exact", (("n", 2),), 3),
    Proved("symbolic", "by", ("x ≠ 0",), ("a rule",), ("x > 0",)),
)
PROOF = Proved("symbolic", "the difference is 0")
FOUND = Diagnosis("sign", "a sign", "a", "b", "a − b", "a - b", PROOF)
PLACE = Place("x.md", 3, 5)
LINE = LineVerdict(Status.REFUTED, RARE, PLACE, 'a "b" \\n ∂', digest="ab", milliseconds=0.25, diagnoses=(FOUND,))
CHAIN = ChainVerdict("∂", "", PLACE, (LINE,), ("x > 0",), None, ("l = 1",))
PART = PartVerdict("x.md", "a", "t", PLACE, Outcome.FAIL, "1 line is wrong", (CHAIN,), 0.125)
ODD = Report((FileReport("x.md", "t", ("a",), (PART,)),), "1", 0, True, True, 1.5)


@pytest.mark.parametrize("report", [REPORT, ODD])
def test_what_is_written_is_read_back_whole(report: Report) -> None:
    assert json_report.read(render("json", report, TIMED)) == report


@pytest.mark.parametrize("report", [REPORT, ODD])
def test_it_keeps_to_its_schema(report: Report) -> None:
    jsonschema.validate(json.loads(render("json", report, TIMED)), json.loads(SCHEMA.read_text(encoding="utf-8")))


def first_part(data: dict) -> dict:
    return data["report"]["files"][0]["parts"][0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: first_part(data).pop("outcome"),
        lambda data: first_part(data).update(outcome="passed"),
        lambda data: first_part(data)["chains"][0]["lines"][0]["evidence"][0].update(type="Guess"),
        lambda data: data.update(format="1"),
    ],
)
def test_what_does_not_keep_to_the_schema_is_told_by_it_and_not_read(spoil) -> None:
    data = json.loads(render("json", REPORT, TIMED))
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    with pytest.raises(msgspec.ValidationError):
        json_report.read(json.dumps(data))


def test_another_format_is_not_read() -> None:
    data = json.loads(render("json", REPORT, TIMED)) | {"format": json_report.FORMAT + 1}
    with pytest.raises(msgspec.ValidationError, match="format 2"):
        json_report.read(json.dumps(data))


def test_the_documented_schema_is_that_of_this_version() -> None:
    text = json.dumps(json_report.schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("SYMCHECK_GOLDEN") == "write":
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def test_exit_code_and_counts_stand_beside_the_report() -> None:
    data = json.loads(render("json", REPORT, TIMED))
    assert data["exit_code"] == REPORT.exit_code == 3
    assert data["counts"]["pass"] == 1 and sum(data["counts"].values()) == len(REPORT.parts)


def test_without_times_there_are_none() -> None:
    read = json_report.read(render("json", ODD, Layout(80)))
    assert read == json_report.timeless(ODD)
    assert read.seconds == read.parts[0].seconds == read.parts[0].chains[0].lines[0].milliseconds == 0
    assert replace(read, seconds=1.5) != ODD


def test_no_number_is_lost_that_json_does_not_know() -> None:
    numbers = [e.error for e in RARE if isinstance(e, Mismatch)]
    assert not any(isinstance(number, float) and not math.isfinite(number) for number in numbers)
