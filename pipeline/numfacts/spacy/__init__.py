"""The edge to spaCy: ``nlp.add_pipe("numfacts")`` on any pipeline, and a pipeline with this package's own words.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> nlp.add_pipe("numfacts")
>>> nlp("公司上半年营收1.91亿元，同比增长35%。")._.facts

The facts are those of ``numfacts.extract``, with offsets into ``doc.text``, whatever tokens the pipeline has. Importing
this module imports spaCy and registers the component, the tokenizer and the attributes; entry points let spaCy do
that by itself where a pipeline names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

try:
    import spacy
except ModuleNotFoundError as error:
    if error.name == "spacy":
        error.msg = "numfacts.spacy needs spaCy: pip install 'numfacts[spacy]'"
    raise

from numfacts.spacy.component import NumfactsComponent, create_component
from numfacts.spacy.spans import COLORS
from numfacts.spacy.tokenizer import TOKENIZER, NumfactsTokenizer, create_tokenizer

if TYPE_CHECKING:
    from spacy.language import Language

    from numfacts.normalize import Script
    from numfacts.vocabulary.words import SegmenterName

__all__ = ["COLORS", "NumfactsComponent", "NumfactsTokenizer", "create_component", "create_tokenizer", "load"]


def load(
    lang: str = "zh",
    *,
    rules: str | list[str] | None = None,
    off: Sequence[str] = (),
    script: Script = "auto",
    segmenter: SegmenterName = "rjieba",
    time_limit: float | None = 10.0,
) -> Language:
    """Builds a pipeline whose words, sentences and facts all come from this package; it needs no model.

    ``lang`` is the spaCy language that vocabulary and stop words are taken from; the tokenizer reads Chinese and
    English alike. The options are those of the component. Raises RulesError for unusable rules.
    """
    words = {"@tokenizers": TOKENIZER, "segmenter": segmenter, "script": script}
    nlp = spacy.blank(lang, config={"nlp": {"tokenizer": words}})
    options = {"rules": rules, "off": list(off), "script": script, "segmenter": segmenter, "time_limit": time_limit}
    nlp.add_pipe("numfacts", config={**options, "sentences": True})
    return nlp
