"""Findings, and the formats made of them: GitHub's commands, SARIF, Markdown; JUnit. Each read by a reader not ours."""

import json
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt
from msgspec.structs import replace
from sarif_pydantic import Sarif

from symcheck.claims.places import Place
from symcheck.claims.verdict import Beside, Outcome, Status
from symcheck.report.findings import findings, of_part
from symcheck.report.formats import render
from symcheck.report.model import FileReport, Report
from symcheck.report.terminal import Layout
from tests.rendering import matches_golden
from tests.report.everything import FILE, PARTS, REPORT, line, part

LAYOUT = Layout(80)
HOSTILE = 'a,b:c%25\n"::error::x"\r\x1b[31m</failure> ]]> & | `` **b** <script> \x00 \ud800'


@pytest.mark.parametrize("name", ["github", "sarif", "markdown", "junit"])
def test_the_report_in_each_format_is_the_golden_one(name: str) -> None:
    assert matches_golden(f"report-{name}.txt", render(name, REPORT, LAYOUT))


def test_every_part_that_is_not_green_has_a_finding_and_no_other() -> None:
    for each in PARTS:
        assert bool(list(of_part(each))) == (not each.outcome.green), each.id


@pytest.mark.parametrize("status", Status)
def test_a_line_calls_for_somebody_unless_it_is_proved(status: Status) -> None:
    found = list(of_part(part(Outcome.FAIL, "a", "t", (line(status, 5), line(Status.REFUTED, 6)))))
    assert (5 in [finding.place.line for finding in found]) == (status not in (Status.PROVED, Status.CHECKED))


def test_what_is_documented_as_wrong_calls_only_if_it_is_not() -> None:
    for status in Status:
        found = list(of_part(part(Outcome.FAIL, "a", "t", (line(status, 5, role="wrong"), line(Status.REFUTED, 6)))))
        assert (5 in [finding.place.line for finding in found]) == (not status.wrong)


def test_a_first_expression_whose_latex_says_something_else_is_a_finding() -> None:
    whole = part(Outcome.FAIL, "a", "t", (line(Status.PROVED, 5),))
    chain = replace(whole.chains[0], beside=Beside("differs", ("the LaTeX says x", "the expression says y")))
    (finding,) = of_part(replace(whole, chains=(chain,)))
    assert (finding.level, finding.kind, finding.place) == ("error", "ill-encoded", chain.place)


def hostile() -> Report:
    bad = part(Outcome.FAIL, HOSTILE, HOSTILE, (line(Status.REFUTED, 5, reason=HOSTILE),), HOSTILE)
    return replace(REPORT, files=(FileReport(HOSTILE, HOSTILE, (HOSTILE, "left"), (replace(bad, file=HOSTILE),)),))


@pytest.mark.parametrize("report", [REPORT, hostile()])
def test_a_command_of_github_stands_on_one_line_and_says_a_level_a_place_and_a_text(report: Report) -> None:
    *commands, counts = render("github", report, LAYOUT).splitlines()
    assert len(commands) == len(list(findings(report)))
    for command, finding in zip(commands, findings(report), strict=True):
        head, _, told = command.removeprefix("::").partition("::")
        level, _, properties = head.partition(" ")
        said = dict(item.split("=", 1) for item in properties.split(","))
        assert level == finding.level and int(said["line"]) == finding.place.line
        assert _back(said["title"]) == finding.title and _back(told) == finding.text
    assert counts.startswith(f"{len(report.parts)} part")


def _back(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


@pytest.mark.parametrize("report", [REPORT, hostile()])
def test_sarif_is_read_by_its_own_model(report: Report) -> None:
    data = json.loads(render("sarif", report, LAYOUT).encode("utf-8", "replace"))
    (run,) = Sarif.model_validate(data).runs
    assert run.results is not None and len(run.results) == len(list(findings(report)))
    for result, finding in zip(run.results, findings(report), strict=True):
        assert result.rule_id == run.tool.driver.rules[result.rule_index].id
        region = result.locations[0].physical_location.region
        assert (region.start_line, region.start_column) == (finding.place.line, finding.place.column or None)


def test_what_stands_in_a_cell_of_a_notebook_is_told_by_its_cell_and_has_no_line() -> None:
    bad = replace(part(Outcome.ERROR, "a", "t", ()), file="a.ipynb", place=Place("a.ipynb", 2, 5, 3))
    report = replace(REPORT, files=(FileReport("a.ipynb", "", ("a",), (bad,)),))
    assert render("github", report, LAYOUT).startswith("::error file=a.ipynb,title=a%3A error (cell 3%3A2%3A5)::")
    (result,) = json.loads(render("sarif", report, LAYOUT))["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["message"]["text"].startswith("a: error (cell 3:2:5)")


def test_an_absolute_path_becomes_a_uri_and_a_relative_one_stays() -> None:
    for file, uri in (("/a b/x.md", "file:///a%20b/x.md"), ("a b/ü.md", "a%20b/%C3%BC.md")):
        bad = replace(part(Outcome.ERROR, "a", "t", ()), file=file, place=Place(file, 3))
        report = replace(REPORT, files=(FileReport(file, "", ("a",), (bad,)),))
        (result,) = json.loads(render("sarif", report, LAYOUT))["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize("report", [REPORT, hostile()])
def test_junit_is_read_by_a_parser_and_says_of_each_part_what_it_came_to(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.xml"
    file.write_text(render("junit", report, LAYOUT), encoding="utf-8")
    xml = JUnitXml.fromfile(str(file))
    cases = [case for suite in xml for case in suite]
    asked = sum(len(f.asked) or 1 for f in report.files)
    assert xml.tests == len(cases) == asked
    kinds = {p.id: p.outcome for p in report.parts}
    for case in cases:
        outcome = kinds.get(case.name)
        result = [type(r) for r in case.result]
        if outcome is not None and outcome.green:
            assert result == []
        elif outcome in (Outcome.ERROR, Outcome.TIMEOUT) or case.name == "(loading)":
            assert result == [Error]
        else:
            assert result in ([Failure], [Skipped])
    assert xml.failures + xml.errors == sum(not p.outcome.green for p in report.parts) + len(report.problems)


def test_what_an_interrupted_run_left_undone_is_skipped_for_junit() -> None:
    report = replace(REPORT, interrupted=True, files=(FileReport(FILE, "", ("a", "b", "c"), (PARTS[0],)),))
    assert render("junit", report, LAYOUT).count("<skipped") == 2


def test_markdown_makes_no_markup_of_what_an_author_wrote() -> None:
    html = MarkdownIt("commonmark").enable("table").render(render("markdown", hostile(), LAYOUT))
    assert "<script>" not in html and "<b>" not in html and "<strong>" not in html
    assert html.count("<table>") == 1 and html.count("<tr>") == 2
