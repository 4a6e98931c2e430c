"""The records of an explanation: what was read, what became of each number, what each stage saw of a fact.

Offsets are code points of the text as it was given, half-open. Rules are cited as ``file/id``.
"""

from __future__ import annotations

import msgspec

from numfacts.authoring.tracing import Spot
from numfacts.records import Fact


class Step(msgspec.Struct, omit_defaults=True):
    """One thing that a stage saw or decided about a fact.

    ``what`` names it, ``value`` is what it came to and ``basis`` how, as in the fact; ``text`` is where it was read.
    ``decider`` is the rule in code that decided, as ``module.function``, and ``why`` what it says of itself.
    """

    stage: str
    what: str
    value: str | None = None
    basis: str | None = None
    text: str | None = None
    rules: tuple[str, ...] = ()
    decider: str | None = None
    why: str | None = None


class ReadToken(msgspec.Struct, omit_defaults=True):
    """One token of a sentence, under the name that claim rules have for its code."""

    name: str
    start: int
    end: int
    text: str
    rules: tuple[str, ...] = ()


class ReadSentence(msgspec.Struct):
    """A sentence as the claim rules read it; where nothing in it is a quantity, little of it is."""

    start: int
    end: int
    text: str
    tokens: list[ReadToken]


class Account(msgspec.Struct):
    """A document explained: its sentences, its numbers and its facts, each in the order of the text."""

    doc_id: str
    sentences: list[ReadSentence]
    numbers: list[Spot]
    facts: list[Fact]


class SpotAccount(msgspec.Struct):
    """One place explained: what became of it, the sentence it stands in, and of a fact what each stage saw."""

    doc_id: str
    spot: Spot
    sentence: ReadSentence | None
    fact: Fact | None
    steps: list[Step]
