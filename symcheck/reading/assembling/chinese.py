"""Chinese words beside formulas, as the English ones that say the same; others are left, and say nothing."""

from __future__ import annotations

import re

_TABLE = {
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
_WORDS = re.compile("|".join(sorted(_TABLE, key=len, reverse=True)))
_EQUATION = re.compile(r"式\s*\(\d+(?:\.\d+)*\)")


def english(text: str) -> str:
    """The text with the Chinese words that are known here in English; 式(3.5) is an equation that stands elsewhere."""
    if text.isascii():
        return text
    return _WORDS.sub(lambda found: f" {_TABLE[found[0]]} ", _EQUATION.sub(" equation ", text))
