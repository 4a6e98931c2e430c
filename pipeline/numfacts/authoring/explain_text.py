"""Explanations as lines of text, each a sequence of parts with a tone that a terminal can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Literal

from numfacts.authoring.accounts import Account, ReadSentence, SpotAccount, Step
from numfacts.authoring.showing import summary
from numfacts.authoring.tracing import Spot
from numfacts.io.table import printable
from numfacts.records import Fact

Tone = Literal["plain", "head", "good", "dim"]
Line = list[tuple[str, Tone]]

NO_VALUE = "none"


def document_lines(account: Account) -> Iterator[Line]:
    """Lay out a whole document: its sentences, and under each what became of its numbers."""
    facts = {fact.id: fact for fact in account.facts}
    numbers = list(account.numbers)
    yield [(printable(account.doc_id), "head")]
    for sentence in account.sentences:
        while numbers and numbers[0].start < sentence.start:
            yield _number(numbers.pop(0), facts, "")
        if not (numbers and numbers[0].start < sentence.end):
            continue
        yield from _sentence(sentence)
        while numbers and numbers[0].start < sentence.end:
            yield _number(numbers.pop(0), facts, "  ")
    for number in numbers:
        yield _number(number, facts, "")


def spot_lines(account: SpotAccount) -> Iterator[Line]:
    """Lay out one place: what became of it, how its sentence was read, and for a fact what each stage saw."""
    spot = account.spot
    facts = {account.fact.id: account.fact} if account.fact is not None else {}
    yield _number(spot, facts, "")
    if spot.pattern is not None:
        yield [("  pattern ", "dim"), (printable(spot.pattern), "plain")]
    if spot.outcome != "fact":
        for fact_id in spot.facts:
            yield [("  period of the fact ", "dim"), (fact_id, "plain")]
    if account.sentence is not None:
        yield from _read(account.sentence, spot)
    for stage, steps in groupby(account.steps, key=attrgetter("stage")):
        yield [(f"  {stage}", "head")]
        for step in steps:
            yield _step(step)


def _sentence(sentence: ReadSentence) -> Iterator[Line]:
    yield [(f"{sentence.start}:{sentence.end}  ", "dim"), (printable(sentence.text), "plain")]
    if sentence.tokens:
        names = " ".join(f"{token.name}={printable(token.text)}" for token in sentence.tokens)
        yield [(f"  {names}", "dim")]


def _number(number: Spot, facts: dict[str, Fact], indent: str) -> Line:
    place: tuple[str, Tone] = (f"{indent}{number.start}:{number.end}  ", "dim")
    fact = facts.get(number.facts[0]) if number.outcome == "fact" else None
    if fact is not None:
        return [
            place,
            (printable(number.text), "head"),
            (f"  {printable(summary(fact))}", "good"),
            *_cited(fact.rules, fact.id),
        ]
    use = ""
    if number.outcome == "time":
        count = len(number.facts)
        use = f", the period of {count or 'no'} fact{'s' * (count > 1)}"
    told = f"  {number.outcome}: {printable(number.reason)}{use}"
    return [place, (printable(number.text), "head"), (told, "plain"), *_cited(number.rules)]


def _cited(rules: Sequence[str], fact_id: str = "") -> Line:
    words = " ".join(filter(None, (*rules, fact_id)))
    return [(f"  [{words}]", "dim")] if words else []


def _read(sentence: ReadSentence, spot: Spot) -> Iterator[Line]:
    yield [("  sentence ", "head"), (f"{sentence.start}:{sentence.end}  ", "dim"), (printable(sentence.text), "plain")]
    width = max((len(token.name) for token in sentence.tokens), default=0)
    for token in sentence.tokens:
        tone: Tone = "good" if token.start < spot.end and spot.start < token.end else "plain"
        yield [(f"    {token.name:{width}}  ", "dim"), (printable(token.text), tone), *_cited(token.rules)]


def _step(step: Step) -> Line:
    line: Line = [(f"    {step.what:12}", "dim"), (printable(step.value or NO_VALUE), "plain")]
    if step.text is not None:
        line.append((f"  {printable(step.text)}", "plain"))
    if step.basis is not None:
        line.append((f"  ({step.basis})", "plain"))
    line += _cited(step.rules)
    if step.decider is not None:
        line.append((f"  {step.decider}: {step.why}", "dim"))
    return line
