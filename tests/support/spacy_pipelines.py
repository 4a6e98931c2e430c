"""Pipelines of spaCy with the component in them, and texts of every kind for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer

import numfacts.spacy

CHINESE = "示例科技2024年营收12.5亿元，同比增长18.3%。"
TEXTS = {
    "simplified": CHINESE + "预计今年净利润为2亿元至3亿元。",
    "traditional": "範例銀行去年淨利潤為3.6億港元，按年升5%。",
    "english": "Roe Corp. said revenue rose 12.5% to $3.2 billion in 2024. Sales of 1,234.5 tonnes are expected.",
    "mixed": "Roe集團（Roe Group）的EBITDA為US$1.5 billion，上升8%。\n\nNet profit fell 3% to HK$20 million.",
    "emoji": "\U0001f600\U0001f468\u200d\U0001f469示例公司营收\U0001f4c85亿元\U0001f600，增长3%\U0001f1ed\U0001f1f0。",
    "invisible": "示例公司营收5\u200b亿\ufeff元，\r\n增长\u00a03%。\u2028利润１２．５億元",
    "combining": "Cafe\u0301 Roe’s revenue rose 5%. 示例公司\tv\u0308营收  7亿元",
    "no facts": "今天天气很好。",
    "white space": " \n\u3000 ",
    "empty": "",
}
RELATIVE = "去年营收3亿元。"
PUBLISHED = dt.date(2025, 3, 21)


class ThreeByThree(DummyTokenizer):
    """A tokenizer that cuts through every number: three characters make a token."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        words = [text[start : start + 3] for start in range(0, len(text), 3)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def cut_by_three() -> Language:
    """A pipeline with such a tokenizer."""
    nlp = spacy.blank("en")
    nlp.tokenizer = ThreeByThree(nlp)
    return nlp


PIPELINES: dict[str, Callable[[], Language]] = {
    "load": numfacts.spacy.load,
    "zh": lambda: spacy.blank("zh"),
    "en": lambda: spacy.blank("en"),
    "three": cut_by_three,
}


@cache
def pipeline(name: str) -> Language:
    """The pipeline of a name, with the component in it."""
    nlp = PIPELINES[name]()
    if "numfacts" not in nlp.pipe_names:
        nlp.add_pipe("numfacts")
    return nlp


def spans_of(doc: Doc) -> dict[str, list[tuple[object, ...]]]:
    """What the span groups of a document hold, and the exact offsets."""
    return {
        key: [(span.start, span.end, span.label_, span.kb_id_, span.id_) for span in group]
        + [tuple(offsets) for offsets in group.attrs["offsets"]]
        for key, group in doc.spans.items()
    }
