"""The report as SARIF 2.1.0, which code scanning and editors read: a result a finding, a rule a kind of verdict.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from symcheck.report.findings import Finding, findings
from symcheck.report.model import EXIT_CANNOT_RUN, Report
from symcheck.report.terminal import Layout

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, layout: Layout) -> str:
    """One run of one tool."""
    found = list(findings(report))
    kinds = sorted({finding.kind for finding in found})
    driver = {"name": "symcheck", "version": report.version, "rules": [{"id": _rule(kind)} for kind in kinds]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.interrupted and report.exit_code != EXIT_CANNOT_RUN,
                "exitCode": report.exit_code,
            }
        ],
        "results": [_result(finding, kinds) for finding in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(kind: str) -> str:
    return kind.replace(",", "").replace(" ", "-")


def _result(finding: Finding, kinds: Sequence[str]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": _rule(finding.kind),
        "ruleIndex": kinds.index(finding.kind),
        "level": finding.level,
        "message": {"text": f"{finding.headline}\n{finding.text}"},
        "locations": [_location(finding)],
    }
    if finding.key:
        result["partialFingerprints"] = {"statement/v1": finding.key}
    return result


def _location(finding: Finding) -> dict[str, object]:
    place = finding.place
    where: dict[str, object] = {"artifactLocation": {"uri": _uri(place.file)}}
    if not place.cell:
        where["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return {"physicalLocation": where, "logicalLocations": [{"fullyQualifiedName": finding.address}]}


def _uri(file: str) -> str:
    """Relative paths stay relative: they are seen from the root of the checkout."""
    path = PurePosixPath(file)
    return path.as_uri() if path.is_absolute() else quote(file)
