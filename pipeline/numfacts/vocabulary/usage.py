"""Words that news uses otherwise than jieba's dictionary says, as the rules of kind ``shapes`` list them."""

from __future__ import annotations

from typing import Final

from numfacts.vocabulary.shapes import Shapes

# The part of speech (ICTCLAS) that the words of each list have in news.
TAGS: Final = {"verbs": "v", "adverbs": "d", "nouns": "n", "conjunctions": "c", "attributes": "ag"}


class Usage:
    """What the rules say of words: ``tags`` gives parts of speech, ``manners`` what tells how something is done,
    ``before_verbs`` what does so before a verb, ``cut`` which words of the dictionary are two before a value."""

    def __init__(self, shapes: Shapes) -> None:
        self.tags = {word: tag for name, tag in TAGS.items() for word in shapes.words(name)}
        self.shapes = shapes
        self.cut = tuple(shapes.words("cut-apart"))
        self.manners = tuple(shapes.words("manners"))
        self.before_verbs = shapes.words("adverbs-before-verbs")
