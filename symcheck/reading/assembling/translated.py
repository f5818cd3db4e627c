"""Words of other languages beside formulas, as the English ones that say the same; others are left, and say nothing.

Taken are only words that no English text holds, beside these such as it may hold, and some right before a formula. What
is left is known to no rule, so that in it a case may end: `is_foreign` tells a text that may hold such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_CHINESE = {
    "不妨": " ", "假设": "suppose", "假定": "suppose", "若": "if", "如果": "if", "当": "when", "时": " ",
    "对于": "for", "任意": "any",
    "其中": "where", "令": "set", "设": "let", "记": "denote", "定义": "define", "称": "call",
    "因为": "because", "由于": "because", "注意到": "note", "已知": "known", "给定": "given",
    "所以": "so", "因此": "therefore", "从而": "hence", "于是": "hence", "故": "hence", "则": "then", "即": "so",
    "解得": "solving gives", "求得": "solving gives", "可得": "gives", "得到": "gives",
    "解出": "solving", "求解": "solving",
    "等于零": "to zero", "等于0": "to zero", "为零": "to zero", "为0": "to zero", "等于": "equals",
    "偏导数": "derivative", "偏导": "derivative", "导数": "derivative", "梯度": "gradient",
    "上式": "this", "该式": "this", "其": "it", "它": "it", "此": "this",
    "对于所有": "for all", "对所有": "for all", "对每个": "for each", "对任意": "for any", "对一切": "for all",
    "所有": "all", "每个": "each",
    "否则": "otherwise", "除非": "unless", "不": "not", "没有": "not", "未": "not", "无": "without",
    "且": "and", "和": "and", "或": "or", "有": "have", "都": "all", "成立": "holds",
    "最大化": "maximise", "最小化": "minimise", "最大值": "maximum", "最小值": "minimum", "约束": "constraint",
    "，": ", ", "。": ". ", "：": ": ", "；": "; ", "、": ", ", "（": " (", "）": ") ",
}  # fmt: skip
_GERMAN = """
es sei|sei|seien: let; angenommen|angenommen, dass|nehmen wir an|nehmen wir an, dass|wir nehmen an|wir nehmen an,
dass: suppose; vorausgesetzt: provided; für: for; wenn: if; es sei denn: unless; wobei|wo: where; mit: with;
weil|denn: because; unter: under; ohne: without; außer: except; dann: then;
daher|somit|deshalb|folglich|damit|daraus folgt: hence; es folgt: it follows; folgt: follows; ergibt sich: follows;
ergibt|liefert: gives; wir erhalten|erhalten wir|man erhält|erhält man: we obtain; wir haben|haben wir|es
gilt|gilt|gelten: we have; es gilt nicht|gilt nicht|gilt also nicht|nicht gilt: does not hold; stimmt nicht|ist
nicht wahr|ist nicht richtig: is not true; ist: is; sind: are; und: and; oder: or; aber: but; auch: also; nicht:
not; kein|keine|keinen: no; nie|niemals: never; dass: that; dies: this; ein|eine|einen|einem|einer: a; wir: we;
nun|jetzt: now; hier: here; definiere|definieren wir|wir definieren: define; setze|setzen wir|wir setzen: set;
bezeichne|bezeichnen wir: denote; zu zeigen: to show; zeige|zeigen wir|wir zeigen: show; beweise: prove; behauptung:
claim; sonst|andernfalls|gilt das nicht|gilt dies nicht|ist das nicht der fall:
otherwise; im allgemeinen: in general; allgemein: general;
beliebig|beliebige|beliebiges|beliebigen|beliebiger: arbitrary; alle|allen: all; jede|jedes|jeden|jeder: every;
beide: both; ungerade|ungeraden: odd; gerade|geraden: even; positiv|positives|positiven|positiver: positive;
negativ|negativen|negativer: negative; reell|reelle|reelles|reellen: real; zahl: number;
symmetrisch|symmetrische|symmetrischen: symmetric; invertierbar|invertierbare|invertierbaren: invertible; positiv
definit: positive definite; falsch: false; wahr: true; zu glauben|zu denken: to think; ableitung: derivative;
gleichung: equation
"""
_FRENCH = """
soit|soient: let; supposons|on suppose|supposons que|on suppose que: suppose; pour tout|pour tous|pour toute|pour
toutes: for all; pour: for; où: where; avec: with; sauf: except; dans: in; sous: under; hors: outside;
quand|lorsque: when; puisque: because; alors: then; donc|ainsi|par conséquent|d'où: hence; il s'ensuit que|il
s'ensuit: it follows that; on a: we have; on n'a pas: we do not have; on obtient|on trouve: we obtain; on en
déduit|on déduit|on conclut: we conclude; n'est pas: is not; sont: are; mais: but; aussi: also; jamais: never;
aucun|aucune: no; cela|ceci: this; posons|on pose: set; notons|on note: denote; définissons: define; montrons: show;
à montrer: to show; sinon: otherwise; autrement|ailleurs: elsewhere; en général: in general; général: general;
contraire: contrary; quelconque|quelconques: arbitrary; tout|tous|toute|toutes: all; chaque: each;
positif|strictement positif|strictement positive: positive; négatif: negative; réel|réelle: real; nombre: number;
symétrique: symmetric; inversible: invertible; définie positive: positive definite; fausse: false; vrai|vraie: true;
ici: here; maintenant: now; dérivée: derivative; équation: equation
"""
_SPANISH = """
sean: let; supongamos que|supongamos|suponga que: suppose; para todo|para todos|para toda|para cada: for all; para:
for; donde: where; cuando|quando: when; porque|pues|ya que: because; entonces: then; luego|por tanto|por lo tanto:
hence; tenemos|se tiene|se cumple: we have; obtenemos|se obtiene: we obtain; no se cumple: does not hold; pero: but;
definimos: define; en general: in general; de lo contrario|en otro caso: otherwise;
cualquier|cualquiera|arbitrario|arbitraria: arbitrary; todos|toda|todas: all; nunca: never; salvo: except;
positivo|positiva: positive; negativo|negativa: negative; simétrica|simétrico: symmetric; falso: false; cierto:
true; impar: odd; aquí: here; ahora: now
"""
_ITALIAN = """
siano: let; supponiamo che|supponiamo: suppose; per ogni: for all; dove: where; perché|poiché: because; allora:
then; quindi|dunque|perciò: hence; si ha|abbiamo: we have; si ottiene|otteniamo: we obtain; non vale: does not hold;
è: is; sono: are; definiamo: define; altrimenti: otherwise; in generale: in general; senza: without;
qualsiasi|qualunque: arbitrary; ogni: every; tutti|tutte: all; che: that; simmetrica: symmetric; dispari: odd
"""
_PORTUGUESE = """
seja|sejam: let; suponha que|suponha|suponhamos que|suponhamos: suppose; então: then; portanto: hence; temos|tem-se:
we have; obtemos|obtém-se: we obtain; não: not; são: are; onde: where; caso contrário: otherwise; em geral: in
general; qualquer: any; simétrica: symmetric; agora: now; aqui: here
"""
_RUSSIAN = """
пусть: let; предположим, что|предположим|допустим: suppose; для любого|для любых|для всех|для каждого: for all;
для|при: for; если: if; когда: when; где: where; с: with; так как|поскольку: because; тогда|то: then;
значит|следовательно|поэтому|отсюда: hence; имеем: we have; получаем|получим: we obtain; что: that; и: and; или: or;
но: but; не: not; нет: no; никогда: never; неверно: not true; обозначим: denote; положим: set; определим: define;
докажем|покажем: show; иначе|в противном случае: otherwise; в общем случае|вообще: in general; без: without; кроме:
except; любой|любого|любых|произвольный|произвольного|произвольное: arbitrary; все|всех: all; также: also;
положительно|положительного|положительное: positive; отрицательного|отрицательных|отрицательно: negative; здесь:
here; теперь: now
"""
_SPOKEN = ";".join((_GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _RUSSIAN))
_BESIDE = """
bei: at; auf: on; im: in; das|der|dem|den|die: the; es: it; man: one; und: and; ist: is; et: and; ou: or; la|le|les:
the; un|une: a; que|qu': that; est: is; sans: without; sur: on; ne|pas: not; car: because; non: not; ma: but; vale:
we have; logo: hence; sem: without; faux: false; son: are; todo: all; pair|pari: even; impair: odd
"""
"""Words that an English text may hold too: they are taken beside others of those above alone."""
_AT_FORMULAS = "Sea|Sia: Let; Si|Se|Falls: If; si|se: if; Da|Como|Comme: Because; Per: For; Con|Com: With"
"""Words that may be others elsewhere: taken right before a formula, or at the end of a text, written like this."""


def _read(table: str) -> dict[str, str]:
    rows = (row.partition(":") for row in table.split(";"))
    return {" ".join(word.split()): " ".join(meant.split()) for words, _, meant in rows for word in words.split("|")}


_TABLE = _read(_SPOKEN) | _read(_BESIDE)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _found(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<math>\$[^$]*\$|\\[a-zA-Z]+)|(?P<sign>{_any(_CHINESE)})|(?<![\w'-])(?:(?P<word>(?i:{_any(_read(words))}))"
        rf"(?:(?<=')|(?![\w-]))|(?P<before>{_any(_read(_AT_FORMULAS))})(?=\s*(?:\Z|\$)))"
    )


_ALL = f"{_SPOKEN};{_BESIDE}"
_EQUATION = re.compile(r"式\s*\(\d+(?:\.\d+)*\)")


def english(text: str) -> str:
    """The text with the words of other languages that are known here in English; 式(3.5) is an equation elsewhere."""
    if not text.isascii():
        text = _EQUATION.sub(" equation ", text.replace("’", "'"))
    return _found(_ALL if is_foreign(text) else _SPOKEN).sub(_said, text)


def is_foreign(text: str) -> bool:
    """Whether a text holds words that are those of another language for sure."""
    return any(found["math"] is None and not _is_short(found[0]) for found in _found(_SPOKEN).finditer(text))


def _is_short(word: str) -> bool:
    """Whether a word is made of capitals, as a name is that letters stand for: MIT."""
    return len(word) > 1 and word.isupper()


def _said(found: re.Match[str]) -> str:
    """What a word says, with a capital where it has one."""
    if found["math"] is not None or _is_short(found[0]):
        return found[0]
    if found["sign"] is not None:
        return f" {_CHINESE[found[0]]} "
    if found["before"] is not None:
        return _read(_AT_FORMULAS)[found[0]]
    said = _TABLE[" ".join(found[0].lower().split())]
    return said.capitalize() if found[0][0].isupper() else said
