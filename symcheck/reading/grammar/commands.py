"""The names of commands that have arguments, of those that are layout, and of those that are never followed."""

from __future__ import annotations

from symcheck.reading.grammar.letters import MARKS


def _commands(text: str) -> frozenset[str]:
    return frozenset(f"\\{name}" for name in text.split())


FRACTIONS = _commands("frac dfrac tfrac cfrac nicefrac sfrac")
BINOMIALS = _commands("binom dbinom tbinom")
FACES = {
    **dict.fromkeys(_commands("mathbf boldsymbol bm pmb bold mathbfit symbf vb va vu"), "bold"),
    **dict.fromkeys(_commands("mathcal mathscr"), "cal"),
    **dict.fromkeys(_commands("mathbb mathds mathbbm Bbb"), "bb"),
    **dict.fromkeys(_commands("mathit mathnormal"), ""),
    **dict.fromkeys(_commands("mathrm mathup symup upright"), "rm"),
    "\\mathfrak": "frak",
    "\\mathsf": "sf",
    "\\mathtt": "tt",
}
"""Commands that set a type, and the type."""
SWITCHES = {
    "\\bf": "bold", "\\bfseries": "bold", "\\rm": "rm", "\\it": "", "\\cal": "cal", "\\sf": "sf", "\\tt": "tt",
    "\\mit": "", "\\boldmath": "bold", "\\frak": "frak", "\\scr": "cal", "\\em": "", "\\sl": "",
}  # fmt: skip
"""Commands that set a type to the end of the group."""
ACCENTS = {f"\\{mark}": mark for mark in MARKS.values()} | {
    "\\widehat": "hat", "\\widetilde": "tilde", "\\overline": "bar", "\\overrightarrow": "vec", "\\widebar": "bar",
    "\\underbar": "underline", "\\ddddot": "ddddot", "\\overleftarrow": "overleftarrow", "\\widecheck": "check",
    "\\undertilde": "undertilde", "\\utilde": "undertilde",
}  # fmt: skip
"""Commands that set a mark over or under something, and the mark."""
NOTES = {
    **dict.fromkeys(_commands("underbrace underbracket"), "underbrace"),
    **dict.fromkeys(_commands("overbrace overbracket"), "overbrace"),
    **dict.fromkeys(_commands("cancel bcancel xcancel sout"), "cancel"),
    "\\boxed": "boxed",
}
SETTING = _commands("overset underset stackrel")
ARROWS = {
    "\\xrightarrow": "→", "\\xleftarrow": "←", "\\xRightarrow": "⇒", "\\xLeftrightarrow": "⇔", "\\xlongequal": "=",
    "\\xmapsto": "↦",
}  # fmt: skip
TEXTS = _commands(
    "text textrm textnormal mbox hbox textbf textit textsf texttt textsc textup emph fbox framebox mathtext intertext "
    "shortintertext textmd textsl"
)
"""Commands whose argument is text."""

NARROW = _commands(", ; : ! > / thinspace medspace thickspace negthinspace space nobreakspace xspace") | {
    "~",
    "\\ ",
    "\\\n",
}
"""Spaces that part nothing."""
LAYOUT = _commands(
    "displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag limits nolimits displaylimits hline "
    "allowbreak "
    "big Big bigg Bigg bigm Bigm biggm Biggm noindent centering normalsize large Large LARGE huge Huge small "
    "footnotesize "
    "scriptsize tiny strut mathstrut null relax protect nobreak break linebreak nolinebreak newline toprule midrule "
    "bottomrule qedhere unskip ignorespaces "
    ""
    ""
)
"""Commands that show nothing of themselves."""
SIDES = _commands("bigl Bigl biggl Biggl bigr Bigr biggr Biggr")
"""Commands that say which side the bracket behind them is."""
LAYOUT_ARGUMENTS = {
    **dict.fromkeys(
        _commands(
            "label tag color vspace phantom hphantom vphantom cline ref eqref cite footnote "
            "htmlId cssId class "
            "style require pagecolor textcolor raisebox href scalebox"
        ),
        1,
    ),
    **dict.fromkeys(_commands("rule setlength addtolength"), 2),
}
"""Commands that are layout, and how many of their arguments are; what follows is read as if they were not there."""
SHOWING = _commands(
    "textcolor color href raisebox scalebox class style htmlId cssId smash mathop mathbin mathrel mathord mathopen "
    "mathclose mathpunct mathinner ensuremath bbox mathclap mathllap mathrlap"
)
"""Layout round a group that is shown."""
FORBIDDEN = _commands(
    "input include write openin openout read csname catcode immediate special directlua usepackage includegraphics "
    "includeonly import subfile bibliography edef xdef global expandafter loop documentclass message errmessage "
    "typeout "
    "lstinputlisting verbatiminput RequirePackage futurelet aftergroup everymath uccode lccode afterassignment url "
    "scantokens endlinechar jobname shipout batchmode"
)
"""Commands with effects beyond the formula."""
