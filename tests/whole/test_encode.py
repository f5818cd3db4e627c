"""`symcheck encode`: a page and the file that it writes get the same verdicts, line by line."""

from pathlib import Path

import pytest

from symcheck.bridge.file import encoded as in_sympy
from symcheck.checking.part import build, check_part
from symcheck.claims.digest import digest
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Part
from symcheck.claims.verdict import ChainVerdict, PartVerdict, Status
from symcheck.expressions.nodes import Condition
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.notation.file import encoded
from symcheck.notation.plain import printable
from symcheck.reading.assembling.assembly import ReadPage
from symcheck.running.discover import Target
from symcheck.running.encode import document_of
from symcheck.running.load import load
from tests.command import symcheck
from tests.judged import judged, judged_part, standing_at

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "derivations" / "word2vec.md",
    *sorted(page for page in (ROOT / "tests" / "pages").rglob("*") if page.suffix in (".md", ".tex", ".ipynb", ".txt")),
]
JUDGED = ("word2vec.md", "softmax-slips.md")
"""Pages whose files are judged whatever they state."""
OPTIONS = CheckOptions(diagnose=False)
ALIKE = {Status.TRANSPOSED: Status.ILL_FORMED}
"""What only a page can be told."""


def verdicts(part: Part) -> list[tuple[str, Status]]:
    return told(check_part(part, OPTIONS))


def told(part: PartVerdict, left_out: frozenset[Place] = frozenset()) -> list[tuple[str, Status]]:
    lines = (line for chain in part.chains for line in chain.lines if line.place not in left_out)
    return [(printable(line.latex), ALIKE.get(line.status, line.status)) for line in lines]


def known(page: Part, judged: PartVerdict) -> dict[tuple[str, ...], ChainVerdict]:
    """The verdicts on the chains of a page of which it says no more than a file can, by the digests of their lines."""
    chains, _ = build(page)
    return {
        digests(chain, page.given): verdict
        for chain, verdict in zip(chains, judged.chains, strict=True)
        if not (chain.also or chain.only or chain.deeper or chain.beside or chain.stated or chain.rests or chain.turns)
        and {line.status for line in verdict.lines} <= {Status.PROVED, Status.REFUTED}
    }


def digests(chain: Chain, given: Condition) -> tuple[str, ...]:
    return tuple(digest(chain.first.content, line.content, (*given, *chain.given)) for line in chain.lines)


def again(page: Part, judged: PartVerdict, written: Part) -> list[tuple[str, Status]]:
    """The verdicts on what is written, where the judges are asked only what they were not asked of the page."""
    told_of_page = known(page, judged)

    def ask(chain: Chain, given: Condition, *rest: object) -> ChainVerdict:
        verdict = told_of_page.get(digests(chain, given))
        return check_chain(chain, given, *rest) if verdict is None else standing_at(chain, verdict)

    return told(judged_part(written, OPTIONS, ask=ask))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_and_its_encoding_get_the_same_verdicts(page: Path, tmp_path: Path) -> None:
    read, parts = judged(page.read_bytes(), page.name)
    if not isinstance(read, ReadPage):
        pytest.skip(f"the page is not read: {read.reason}")
    found = encoded(document_of(read.title, page.name, read.parts))
    file = tmp_path / "encoded.py"
    file.write_text(found.text, encoding="utf-8")
    written = load(Target(str(file), str(file), None, True)).parts
    assert list(written) == [part.id for part in read.parts]
    for part, of_page in zip(parts, read.parts, strict=True):
        file = written[part.id]
        own = told(part, frozenset(found.left_out))
        of_file = verdicts(file) if page.name in JUDGED else again(of_page, part, file)
        assert [status for _, status in of_file] == [status for _, status in own]
        # What a solution is put into stands there without the LaTeX, which says the solution.
        assert all(kept in ("", latex) for (latex, _), (kept, _) in zip(own, of_file, strict=True))


def test_plain_sympy_gets_the_same_verdicts(tmp_path: Path) -> None:
    """Where it is written: index maps and functions of whole vectors are not."""
    page = ROOT / "derivations" / "word2vec.md"
    read, parts = judged(page.read_bytes(), page.name)
    assert isinstance(read, ReadPage)
    found = in_sympy(document_of(read.title, page.name, read.parts))
    file = tmp_path / "encoded.py"
    file.write_text(found.text, encoding="utf-8")
    written = load(Target(str(file), str(file), None, True)).parts
    kept = 0
    for part in parts:
        lines = told(part, frozenset(found.left_out))
        assert [status for _, status in verdicts(written[part.id])] == [status for _, status in lines]
        kept += len(lines)
    assert kept >= 30


PAGE = r"""<!-- symcheck
sizes n;  index i ∈ n
x, y ∈ ℝ^n;  A ∈ ℝ^{n×n}
part (b): assume \sum_i y_i = 1
wrong (a).2: the factor 2
-->

# The "title" \ of a page

(a) $\nabla_x (x^T x) = 2x$, and $\nabla_x (x^T x) = x$, and $x^2 + \mathop{foo} = x^T x$

(b) $\sum_i y_i x_i + 1 = \sum_i y_i (x_i + 1)$, and $x x = x$
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_a_file_is_written_and_runs(folder: Path) -> None:
    done = symcheck("encode", "page.md", "-o", "page.py", cwd=folder)
    assert done.returncode == 4 and "lines of page.md could not be written" in done.stderr
    text = (folder / "page.py").read_text(encoding="utf-8")
    assert text == symcheck("encode", "page.md", cwd=folder).stdout
    assert 'line(grad(x @ x, x), latex=r"\\nabla_x (x^T x)")' in text
    assert 'wrong(x, latex="x", because="the factor 2")' in text
    assert '@part("b", given=Eq(Sum(y[i], i), 1))' in text or "given=Eq(" in text
    assert "# " in text and "unread:" in text and "ill-formed:" in text
    ran = symcheck("run", "page.py", cwd=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_plain_sympy_is_written_and_runs(folder: Path) -> None:
    text = symcheck("encode", "page.md", "--sympy", "-o", "plain.py", cwd=folder)
    assert text.returncode == 4
    assert "IndexedBase(" in (folder / "plain.py").read_text(encoding="utf-8")
    ran = symcheck("run", "plain.py", cwd=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_all_of_a_page_is_in_the_file(folder: Path) -> None:
    (folder / "page.md").write_text(
        PAGE.replace(r", and $x^2 + \mathop{foo} = x^T x$", "").replace(", and $x x = x$", "")
    )
    done = symcheck("encode", "page.md", cwd=folder)
    assert done.returncode == 0 and done.stderr == ""
    compile(done.stdout, "page.py", "exec")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pages.md"], "did you mean page.md"),
        (["broken.md"], "broken.md:2"),
        (["page.md", "-o", "page.md"], "write to *.py"),
        (["page.md", "-o", "nowhere/page.py"], "cannot be written"),
        (["other.py"], "is no page"),
    ],
)
def test_what_cannot_be_encoded_says_why(folder: Path, arguments: list[str], said: str) -> None:
    (folder / "broken.md").write_text("<!-- symcheck\nlayout nowhere\n-->\n$x = x$\n", encoding="utf-8")
    (folder / "other.py").write_text("", encoding="utf-8")
    done = symcheck("encode", *arguments, cwd=folder)
    assert done.returncode == 2, done.stdout + done.stderr
    assert said in done.stderr and "Traceback" not in done.stderr and done.stdout == ""
