"""The report as JUnit XML, which CI servers read: a suite a file, a case a part.

A part that is wrong is a failure, one that could not be judged an error, and one that is not decided a failure too:
it did not pass, and its type says why.
"""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from symcheck.claims.verdict import Outcome, PartVerdict
from symcheck.report.model import FileReport, Report
from symcheck.report.printer import part_text
from symcheck.report.terminal import Layout

BROKEN = (Outcome.ERROR, Outcome.TIMEOUT)


def render(report: Report, layout: Layout) -> str:
    """The XML document; times are left out where the report tells none."""
    root = Element("testsuites", name="symcheck")
    _time(root, report.seconds, layout)
    for file in report.files:
        root.append(_suite(file, layout))
    _count(root)
    indent(root)
    out = io.BytesIO()
    ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue().decode() + "\n"


def _suite(file: FileReport, layout: Layout) -> Element:
    suite = Element("testsuite", name=_xml(file.file))
    if file.problem is not None:
        case = SubElement(suite, "testcase", classname=_xml(file.file), name="(loading)")
        _fault(case, "error", file.problem.outcome, file.problem.reason, f"{file.problem.place}: {file.problem.reason}")
    for part in file.parts:
        suite.append(_case(part, layout))
    decided = {part.id for part in file.parts}
    for id in (id for id in file.asked if id not in decided):  # the run was interrupted
        SubElement(SubElement(suite, "testcase", classname=_xml(file.file), name=_xml(id)), "skipped")
    _count(suite)
    return suite


def _case(part: PartVerdict, layout: Layout) -> Element:
    case = Element("testcase", classname=_xml(part.file), name=_xml(part.id))
    _time(case, part.seconds, layout)
    case.set("file", _xml(part.place.file))
    case.set("line", str(part.place.line))
    if not part.outcome.green:
        kind = "error" if part.outcome in BROKEN else "failure"
        _fault(case, kind, part.outcome, part.reason, part_text(part, layout))
    return case


def _fault(case: Element, kind: str, outcome: Outcome, message: str, text: str) -> None:
    fault = SubElement(case, kind, type=outcome.value, message=_xml(message or outcome.value))
    fault.text = _xml(text)


def _count(element: Element) -> None:
    """The counts of the cases below an element."""
    for name, path in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(len(element.findall(f".//{path}"))))


def _time(element: Element, seconds: float, layout: Layout) -> None:
    if layout.times:
        element.set("time", f"{seconds:.3f}")


def _xml(text: str) -> str:
    """A text without the characters that XML 1.0 cannot carry."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda found: ascii(found[0])[1:-1], text)
