"""The texts of the benchmarks: made from the articles of the corpus, to any size, or read from any files."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from numfacts.authoring.articles import Article
from numfacts.authoring.corpus import read_corpus
from numfacts.document import Document
from numfacts.io.folders import Notice, Rejection
from numfacts.io.inputs import read_documents

CORPUS: Final = Path(__file__).parent.parent / "corpus"
DECIMALS: Final = re.compile(r"(?<=[0-9]\.)[0-9]+")


def generated(seed: int = 1) -> Iterator[Document]:
    """Yield articles of the corpus without end, in an order of chance; the same for the same seed.

    The decimal places of their numbers are drawn anew, so that hardly a document is another's copy.
    """
    source = random.Random(seed)
    articles = _articles()
    number = 0
    while True:
        for article in source.sample(articles, len(articles)):
            number += 1
            text = DECIMALS.sub(lambda digits: "".join(source.choices("0123456789", k=len(digits[0]))), article.text)
            yield Document(f"made-{number}", text, article.title, article.published)


@cache
def _articles() -> list[Article]:
    return read_corpus([CORPUS])


def of_size(characters: int, seed: int = 1) -> list[Document]:
    """Make documents of at least so many code points in all, titles included."""
    made: list[Document] = []
    for document in generated(seed):
        made.append(document)
        characters -= len(document.text) + len(document.title or "")
        if characters <= 0:
            break
    return made


def of_length(characters: int, count: int, seed: int = 1) -> list[Document]:
    """Make ``count`` documents of exactly so many code points each, out of as many articles as that takes."""
    source = generated(seed)
    made: list[Document] = []
    rest = ""
    while len(made) < count:
        while len(rest) < characters:
            rest += next(source).text + "\n"
        made.append(Document(f"made-{len(made) + 1}", rest[:characters]))
        rest = rest[characters:]
    return made


def of_number(count: int, seed: int = 1) -> Iterator[Document]:
    """Yield that many documents."""
    return islice(generated(seed), count)


def given(paths: Sequence[str]) -> list[Document]:
    """Read the documents of files and directories; those that cannot be read are named on standard error."""
    documents = []
    for reading in read_documents(paths):
        if isinstance(reading, Document):
            documents.append(reading)
        elif isinstance(reading, Rejection | Notice):
            print(reading, file=sys.stderr)
    return documents
