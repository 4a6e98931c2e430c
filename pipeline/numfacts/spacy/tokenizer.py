"""A spaCy tokenizer that gives the words of the segment stage, for Chinese and English in one text."""

# No annotations from __future__ here: releases of spaCy differ in whether they can read a factory's then.
import re
from collections.abc import Callable
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from numfacts.normalize import Normalize, Script, normalize
from numfacts.pipeline import project_terms
from numfacts.ruleset import load_rules
from numfacts.segment import Segment, sentences
from numfacts.vocabulary.words import SegmenterName

TOKENIZER: Final = "numfacts.Tokenizer.v1"

# The segmenters cut at every point and comma. In the facts that changes nothing; as tokens they are wanted whole.
_NUMBER: Final = re.compile(r"[0-9]+(?:(?:,[0-9]{2}(?![0-9]))*+,[0-9]{3}(?![0-9]))*+(?:\.[0-9]+)?+")


class NumfactsTokenizer(DummyTokenizer):
    """Cuts texts into the words of the segment stage: by jieba's dictionary, and English at spaces and marks.

    The text is normalized for it as for extraction, and the words are carried back: the tokens are always those of the
    text as given, ``doc.text`` among them.
    """

    def __init__(self, vocab: Vocab, segmenter: SegmenterName = "rjieba", script: Script = "auto") -> None:
        """Take the options of the extractor; raises ValueError for a segmenter or script that does not exist."""
        self.vocab = vocab
        self.script = Normalize(script).script
        self.segment = Segment(segmenter, project_terms(load_rules()))

    def __call__(self, text: str) -> Doc:
        """Cut one text; raises DocumentError where it cannot be normalized."""
        words: list[str] = []
        spaces: list[bool] = []
        start = 0
        for end in self._cuts(text):
            word = text[start:end]
            if word == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(word)
                spaces.append(False)
            start = end
        return Doc(self.vocab, words=words, spaces=spaces)

    def _cuts(self, text: str) -> list[int]:
        """Give the offsets at which the words of ``text`` end, in order."""
        normalized, alignment = normalize(text, self.script)
        cuts: set[int] = set()
        for sentence in sentences(normalized):
            part = normalized[sentence.start : sentence.end]
            ends = {0, *(end for _, end in self.segment.words(part))}
            for number in _NUMBER.finditer(part):
                ends.difference_update(range(number.start() + 1, number.end()))
            cuts.update(sentence.start + end for end in ends)
        if not alignment.is_identity:
            cuts = {alignment.to_original(cut, cut).start for cut in cuts}
        cuts.add(len(text))
        cuts.discard(0)
        return sorted(cuts)


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create_tokenizer(
    segmenter: SegmenterName = "rjieba", script: Script = "auto"
) -> Callable[[Language], NumfactsTokenizer]:
    """Make the function that gives a pipeline this tokenizer, for its config."""

    def create(nlp: Language) -> NumfactsTokenizer:
        return NumfactsTokenizer(nlp.vocab, segmenter, script)

    return create
