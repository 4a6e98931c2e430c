"""Made-up news for the benchmarks: articles in Simplified and Traditional Chinese, in English, and in both.

Sentences come from the templates of ``sentences.yaml``. One in six holds numbers: that makes about nine facts in
1,000 characters, as in a full article about a company's listing; briefs of markets and statistics hold twice that.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import yaml

SLOT: Final = re.compile(r"\{(\w+)\}")
FIRST_DAY: Final = dt.date(2024, 1, 2)
DAYS: Final = 700
CLAIMS: Final = 0.16  # the share of sentences with numbers
DIGITS: Final = "一二三四五六七八九"

NUMBERS: Final[dict[str, Callable[[random.Random], str]]] = {
    "small": lambda source: f"{source.uniform(0.1, 9.9):.{source.randint(1, 2)}f}",
    "percent": lambda source: f"{source.uniform(0.5, 90):.{source.randint(0, 2)}f}",
    "tens": lambda source: str(source.randint(10, 99)),
    "hundreds": lambda source: str(source.randint(100, 999)),
    "thousands": lambda source: f"{source.randint(1000, 30000):{source.choice(['', ','])}}",
    "points": lambda source: f"{source.uniform(3000, 28000):{source.choice([',.2f', '.2f', ',.0f'])}}",
    "yi": lambda source: f"{source.uniform(0.5, 900):.2f}",
    "wan": lambda source: f"{source.uniform(1, 9000):.{source.randint(0, 2)}f}",
    "cheng": lambda source: source.choice(DIGITS),
    "chinese": lambda source: f"{source.choice(DIGITS)}百{source.choice(DIGITS)}十",
    "code": lambda source: f"{source.randint(1, 9999):05d}",
    "month": lambda source: str(source.randint(1, 12)),
    "year": lambda source: str(source.randint(2025, 2026)),
    "later": lambda source: str(source.randint(2027, 2028)),
}


class Article(NamedTuple):
    """One made-up article."""

    id: str
    title: str
    text: str
    published: dt.date


class Language(msgspec.Struct, forbid_unknown_fields=True):
    """What the articles of one language are made of; ``share`` is how many of a hundred articles are in it."""

    share: int
    words: dict[str, list[str]]
    titles: list[str]
    claims: list[str]
    plain: list[str]
    endings: list[str]


def articles(characters: int, seed: int = 1) -> list[Article]:
    """Make articles of at least ``characters`` code points in all, titles included; the same for the same seed."""
    made: list[Article] = []
    for article in _endless(seed):
        made.append(article)
        characters -= len(article.title) + len(article.text)
        if characters <= 0:
            break
    return made


def _endless(seed: int) -> Iterator[Article]:
    source = random.Random(seed)
    templates = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text("utf-8"))
    languages = msgspec.convert(templates, dict[str, Language])
    names, shares = list(languages), [language.share for language in languages.values()]
    number = 0
    while True:
        number += 1
        name = source.choices(names, shares)[0]
        language = languages[name]
        space = " " if name == "english" else ""
        paragraphs = [_paragraph(language, space, source) for _ in range(source.randint(1, 5))]
        if name != "english" and source.random() < 0.1:
            paragraphs.append(_paragraph(languages["english"], " ", source))
        if source.random() < 0.4:
            paragraphs.append(source.choice(language.endings))
        title = _filled(source.choice(language.titles), language, source)
        day = FIRST_DAY + dt.timedelta(days=source.randrange(DAYS))
        yield Article(f"made-{number}", title, "\n".join(paragraphs), day)


def _paragraph(language: Language, space: str, source: random.Random) -> str:
    kinds = [language.claims if source.random() < CLAIMS else language.plain for _ in range(source.randint(1, 4))]
    return space.join(_filled(source.choice(templates), language, source) for templates in kinds)


def _filled(template: str, language: Language, source: random.Random) -> str:
    def fill(slot: re.Match[str]) -> str:
        words = language.words.get(slot[1])
        return NUMBERS[slot[1]](source) if words is None else source.choice(words)

    return SLOT.sub(fill, template)
