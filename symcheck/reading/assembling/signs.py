r"""The signs and operations of which words may say that they mean something else than on every page, as a table.

Promised: what is known to be another meaning is one, and what is not known to be usual may be one where all of them are
spoken of, or what they mean. What is not in the table is not looked at.
"""

from __future__ import annotations

import re

from msgspec import Struct

from symcheck.reading.assembling.operations import (
    ARITHMETIC,
    DERIVATIVE,
    INDEX,
    INVERSE,
    LAYOUT,
    POWER,
    POWER_OF_ARRAYS,
    PRODUCT,
    PRODUCT_OF_ARRAYS,
    QUOTIENT,
    ROOT,
    TRANSPOSE,
)

EACH = (
    r"(?:(?:element|entry|component|coordinate|point|term)[ -]?wise|(?:element|komponenten|eintrags?|punkt|glied)weise"
    r"|hadamard|schur|(?:entry|element|component|coordinate|term) by |(?:entrée|composante|terme) (?:par|à) "
    r"|\b(?:on|to|for) (?:the |single |all )?(?:entries|components|elements|coordinates)\b"
    r"|(?:entrywise|each|every|single|individual|corresponding) (?:entr|element|component|reciprocal))"
)
_TWISTED = (
    r"normali[sz]ed|\bhalf\b|negative|minus|shifted|scaled|modified|truncated|clipped|round(?:ed|ing)|averaged|weighted"
    r"|pseudo|generali[sz]ed|discrete|modulo|absolute|\bbase[ -]*(?:of )?(?!\$?e\b)\S|binary"
    r"|permanent|divided|\bmean\b|\banti"
)
_USUAL = r"\b(?:usual|ordinary|standard|customary|conventional|common|üblich|gewöhnlich|usuel|ordinaire|habituel)"
NOT = re.compile(
    r"\b(?:not|never|nicht|kein\w*|rather than|instead of|unlike|unless|except)\b[^,;]*|n['’]t\b[^,;]*", re.IGNORECASE
)


class Sign(Struct, frozen=True):
    """A sign or an operation: the names under which lines are asked for it, how it stands between dollars, the words
    with which no more is said than it means, others with which it means something else all the same, what it is
    `called`, and what says by itself that it is something else (`also`).

    What is said of entries is said of the `arrays` alone. Of a `described` one much is said that is no meaning of it,
    and of a `narrow` one all that is not known to be something else.
    """

    names: tuple[str, ...]
    written: str
    means: str
    never: str = "(?!)"
    called: str = ""
    also: str = ""
    arrays: tuple[str, ...] = ()
    described: bool = False
    narrow: bool = False

    def is_other(self, said: str, unknown: bool) -> bool | None:
        """Whether what is said is something else than it means, or may be where `unknown` words may be; None where
        nothing is said of that."""
        if self.called and re.search(rf"\bnot (?:an? )?(?:{self.called})", said, re.IGNORECASE) is not None:
            return True
        said = NOT.sub(" ", said)
        if re.search(self.never, said, re.IGNORECASE) is not None:
            return True
        if re.search(rf"{self.means}|{_USUAL}", said, re.IGNORECASE) is not None:
            return False
        return True if unknown and not self.narrow and said.strip(" ,:$") else None

    def doubted(self, said: str) -> tuple[str, ...]:
        """The names of which something is said."""
        return self.arrays if self.arrays and re.search(EACH, said, re.IGNORECASE) is not None else self.names


def _function(name: str, means: str, called: str = "") -> Sign:
    written = rf"\\(?:{name}|(?:operatorname|mathrm|text)\s*\{{{name}\}})(?:\s*\(?[A-Za-z]\)?)?"
    return Sign((name,), written, means, _TWISTED, called, described=True)


def _done_to_arrays(verb: str) -> str:
    """That an operation is done to the entries of matrices, in one sentence: "we invert matrices entrywise"."""
    ahead = "".join(rf"(?=[^.;]*\b(?:{word}))" for word in (r"(?:matrices|arrays|matrizen)\b", rf"(?:{verb})", EACH))
    return rf"(?:^|[.;:§•])\s*{ahead}"


_NORMS = (
    r"(?:absolute|largest|number\s+of|summennorm|\bL\^?\{?1|\b(?:1|one|sum|max(?:imum)?|sup(?:remum)?|spectral|operator|nuclear|infinity|dual|any|taxicab|manhattan|weighted|some)"
    r"[ -](?:vector |matrix )?norms?\b|maximumsnorm|normes? (?:1|infinie|du max)|\\ell_\{?[^2{]|\\infty)"
)
_SOME = r"(?:odd|even|distinct|unmasked|observed|interior|other)"
_FROM = r"(?:from|at|with|bei|mit|von|ab|à|de)\s+\$?\s*(?:0|[2-9]|zero|two|null|zwei|zéro|deux|-)"
_RAISED = r"[A-Za-z]\s*\^\s*\{?\s*"
SIGNS = (
    Sign(("\\sigma",), r"\\sigma(?:\s*\([^$]*\))?", r"sigmoid|logistic|\bexpit|squash"),
    Sign(("\\pi",), r"\\pi", r"\bpi\b|π|3\.14|circle|circumference|number"),
    Sign(("e",), r"e", r"euler|base of|exponential|2\.71|napier"),
    Sign(("I",), r"(?:\\mathbf|\\mathbb)?\s*\{?I\}?(?:_\w)?", r"identity|unit matri"),
    Sign(
        ("log", "ln"),
        r"\\(?:log|ln)",
        r"natural|natürlich|naturel|base \$?e|logarithm\b|inverse of|n[aeé]p[eéi]+r",
        r"\bbas(?:e|is)[ -]*(?:of )?(?!\$?e\b)\S|decimal|binary|dyadic|briggs|dekadisch|zehner|zweier|décima|discrete",
        r"log(?:arithm(?:us|en|es?)?)?s?",
        r"\blog(?:arithm)?s?\b[^.;$]*\b(?:to|in|with|has|have|are|is|of)\s+(?:the\s+)?base[\s-]+(?!\$?e\b)\S"
        r"|\bbase of (?:the|all|our) logarithms? (?:is|are) \$?(?!e\b)\w",
    ),
    Sign(
        ("sin", "cos", "tan"),
        r"\\(?:sin|cos|tan)",
        r"sine|tangent|radian",
        r"degrees|\bgrad\b|gradians|degrés|hyperbolic",
        "angles?|winkel",
        r"\b(?:in|measured in)\s+degrees\b",
        narrow=True,
    ),
    Sign(
        ("sum",),
        r"\\sum(?:_\w|_\{[^{}$]*\})?",
        r"(?<!\\)\bsums?\b(?! (?:over|of) (?:odd|even|distinct|all pairs|unmasked|observed))|over|from|summe|somme",
        rf"modulo|alternat|cesàro|minkowski|direct sum|weighted|(?:over|of) (?:the )?{_SOME}\b",
        "sums?|summations?|summen|sommes?",
        r"\bsum(?:s|mations?)?\b[^.;]*\b(?:start|begin)\w*\s+(?:at|from|with)\s+"
        r"(?!\$?(?:\w\s*=\s*)?(?:1|one|the first)\b)\S"
        r"|\bsum(?:s|mations?)?\b[^.;]*\b(?:exclud|skip|omit|leav|run only|only run|restricted)"
        rf"|\bsum(?:s|mations?)?\b[^.;]*\b(?:run|range|extend|taken|go)\w*[^.;]*\b(?:{_SOME}|only|except|(?:off-)?diagonal)\b"
        rf"|\bwe\s+(?:only\s+)?sum\s+(?:only\s+)?over\s+(?:the\s+)?{_SOME}\b|\bsum over [^.;]* only\b",
    ),
    Sign(("⊙",), r"(?:\\odot|⊙)", EACH),
    Sign(("∘",), r"(?:\\circ|∘)", EACH),
    Sign(("⊗",), r"(?:\\otimes|⊗)", r"kronecker|outer|tensor", EACH),
    Sign(("·",), r"(?:\\cdot|·)", r"product|multipl|dot|inner", EACH),
    Sign(("×",), r"(?:\\times|×)", r"product|multipl|times|dimension|size", rf"{EACH}|cross|vector"),
    Sign(("*",), r"(?:\*|\\ast|∗)", r"product|multipl|times", rf"{EACH}|convol"),
    Sign(
        ("'",),
        r"(?:'|′|\\prime|\^\s*\{?\\prime\}?)",
        r"derivative|differentiat",
        also=r"\bprim(?:es?|ed)\b(?: \w+){0,2}? (?:denot|mean|indicat|is|are|stand|mark|transpos)\w*\b"
        r"(?![^.;]*\b(?:deriv|differ))",
    ),
    Sign(
        ("\\nabla",),
        r"(?:\\nabla(?:_\w)?|∇(?:_\w)?)",
        r"gradient|nabla|jacobian|derivative",
        r"transpose of|hessian|laplac|diverg|\brows?\b",
    ),
    Sign(
        (DERIVATIVE,),
        r"(?:\\frac\s*\{\s*(?:d|\\partial)\s*\}\s*\{[^{}$]*\}|\\partial|d\s*/\s*d\w)",
        r"derivative|differentiat|slope|rate|limit|with respect|partial|gradient|column|same shape|ableitung|dérivée",
        r"discrete|(?:finite|forward|backward|central) (?:\w+ )?differences?|differenzen|différences?|one-sided"
        r"|differences? of|(?<!limit of )(?<!limit of the )difference quotient"
        r"|weak derivative|distributional|covariant|fractional|row vectors?\b",
        r"derivatives?|differentiations?|gradients?|ableitung(?:en)?|dérivées?",
        r"\bdifferentiat\w*\s+(?:\w+\s+)?discretely",
    ),
    Sign(
        ("‖",),
        r"\\(?:\||[lr]?Vert|norm)[^$]*",
        r"euclid|euklid|frobenius|\\ell_\{?2|2-norm|length|square root|inner",
        _NORMS,
        "norm(?:s|en|es|e)?",
        rf"\b(?:measure[sd]?|gemessen|gemeint)\b[^.;]*{_NORMS}|{_NORMS}[^.;]*\b(?:gemessen|gemeint)\b",
        described=True,
    ),
    Sign(
        ("|",),
        r"\|[^$|]*\|",
        r"absolute|magnitude|modulus|betrag|determinant|length|norm",
        r"integer part|floor|ceiling|round",
        "(?:vertical )?bars",
        described=True,
    ),
    Sign(
        (PRODUCT,),
        r"[A-Z]\s*[A-Za-z]",
        r"matri|^\W*(?:the )?multiplication\W*$|row by column",
        rf"{EACH}|convol|commutator|\bcross\b|kronecker|outer products|tensor products|modulo|tropical",
        "products?|multiplications?|juxtapositions?|produkte?n?|multiplikation(?:en)?|produits?",
        _done_to_arrays("multipl"),
        (PRODUCT_OF_ARRAYS,),
        described=True,
    ),
    Sign(
        (POWER,),
        rf"{_RAISED}(?:\d|[nk])\s*\}}?",
        r"square|power|times|product|exponent|transpos|invers|in (?:parenth|brack)",
        rf"{EACH}|falling|rising|pochhammer|indices|\bindex\b|\b(?:labels?|counts?|marks?)\b|modulo|no (?:power|exp)",
        "powers?|exponents?|superscripts?|upper ind(?:ex|ices)|squar(?:es?|ing)|potenzen|exponenten"
        "|puissances?|exposants?",
        _done_to_arrays("squar|rais|potenzier|quadrier"),
        arrays=(POWER_OF_ARRAYS,),
        described=True,
    ),
    Sign(
        (INVERSE,),
        rf"{_RAISED}-\s*1\s*\}}?",
        r"inverse|precision|reciprocal",
        rf"{EACH}|pseudo|moore|generali[sz]ed|reciprocals",
        "(?:l['’])?inverses?|inversen?|inversions?",
        _done_to_arrays("invert"),
        described=True,
    ),
    Sign(
        (TRANSPOSE,),
        r"(?:[A-Za-z]\s*)?\^\s*\{?\s*(?:T|t|\\top|\\intercal|\\mathsf\s*\{?\s*T\s*\}?)\s*\}?",
        r"transpos|swap|rows and columns|flip",
        rf"{EACH}|conjug|adjoint|anti-?(?:transpos|diagonal)|other diagonal|reversing",
        r"transpos(?:es?|ition)|superscript \$?\\?(?:T|top)",
        described=True,
    ),
    Sign(
        (QUOTIENT,),
        r"[a-z]\s*/\s*\w|\\frac\s*\{?[a-z]\}?\s*\{?\w\}?",
        r"quotient|division|ratio|divided",
        r"\b(?:integer|floor|euclidean) (?:divi|quotient|part)|round|truncat|remainder|ganzzahlig|enti[eè]r|modulo",
        "slash|dividing|divisions?|quotients?|fractions?|divisionen|brüche",
        described=True,
    ),
    Sign(
        (ROOT,),
        r"\\sqrt(?:\{(?:\w|\\cdot)\})?",
        r"square|quadratwurzel|carrée",
        r"cube|minus|negative|complex|fourth|modulo",
        "(?:square )?roots?(?: signs?)?|wurzeln?|racines?",
    ),
    Sign(
        (LAYOUT,),
        "(?!)",
        "column|spalten|colonne",
        r"^\W*(?:\S+\s+){0,3}?(?:rows?\b(?! of)|zeilen|lignes?)",
        "vectors?|vektoren|vecteurs",
        narrow=True,
    ),
    Sign(
        ("sum", INDEX),
        "(?!)",
        "from 1",
        rf"{_FROM}|(?:zero|0)-based|\b(?:odd|even|modulo|cyclic\w*|periodic\w*)\b",
        "ind(?:ex|ices|exes|izes)|counting|numbering",
        rf"\bwe\s+(?:count|number|start|index)\b[^.;]{{0,30}}?{_FROM}|\$[a-z]\$\s+(?:runs?|ranges?|starts?|goes)\s+{_FROM}",
        narrow=True,
    ),
    Sign(
        (ARITHMETIC,),
        "(?!)",
        "(?!)",
        also=r"\b(?:arithmetic|computations?|calculations?|operations|equalities|equations|identities|everything|results?"
        r"|numbers|scalars|values|coefficients|entries|we (?:work|compute|calculate)|rechnungen|alles|calculs)\b"
        r"[^.;]{0,40}?(?:\bmod(?:ulo)?\b|\bfinite field|\bGF\b|\\mathbb\s*\{?\s*(?:F|Z\}?\s*(?:_|/))"
        r"|characteristic \$?[^0$]|tropical|(?:max|min)-plus|round(?:ed|ing))",
    ),
    Sign(
        ("+",),
        r"\+",
        "plus|addition|sum",
        r"maxim|exclusive|\bxor\b|modulo|union|minus|concat",
        "additions?|plus signs?",
    ),
    Sign(
        (ARITHMETIC,),
        "=",
        "equal",
        "up to|congruen|modulo|proportion|approx|almost|assign",
        r"equality(?: signs?)?|equals signs?",
    ),
    _function("exp", "exponential", "exponentials?"),
    _function("tr", "trace|spur", "traces?"),
    _function("det", "determinant", "determinants?"),
    _function("max", "maximum|largest|greatest|maximal"),
    _function("min", "minimum|smallest|least|minimal"),
    _function("diag", "diagonal"),
    _function("rank", "rank|dimension"),
)
