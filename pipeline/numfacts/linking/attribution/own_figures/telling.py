"""What a source tells of a quantity, and what is asked of the source by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.attribution.sources import Source
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Mention, Modality
    from numfacts.vocabulary.shapes import Shapes

OWN, OTHERS = True, False  # what a source tells of


class Telling(msgspec.Struct, frozen=True, gc=False):
    """A source, and the quantity at ``index`` of a sentence that it tells, with what is known of the claim so far."""

    source: Source
    reading: Reading
    index: int
    quantity: Quantity
    metric: Mention | None
    subject: Mention | None
    modality: Modality
    bodies: Bodies
    subjects: SubjectLinker
    shapes: Shapes

    @property
    def name(self) -> str:
        """Give the name of the source."""
        return self.source.name

    @property
    def end(self) -> int:
        """Give where the name of the source ends."""
        return self.source.end

    @property
    def is_here(self) -> bool:
        """Say whether the sentence itself names the source."""
        return self.reading.start <= self.source.start < self.reading.end

    @property
    def is_collected(self) -> bool:
        """Say whether what the source has collected of others is told: 据X, X的数据."""
        return self.source.rank == 2 or self.source.collected

    @property
    def by_subject(self) -> bool:
        """Say whether the subject is the source, where it stands."""
        return self.subject is not None and self.subject.start == self.source.mention.start

    @property
    def of_place(self) -> bool:
        """Say whether the subject is a place."""
        return self.subject is not None and self.subjects.is_place(self.subject)

    def by(self, source: Source) -> Telling:
        """Give the same as told by another source."""
        return msgspec.structs.replace(self, source=source)

    def is_named(self, shape: str) -> bool:
        """Say whether a pattern is found in the name of the source."""
        return self.shapes[shape].search(self.name) is not None


class Rule(NamedTuple):
    """Of what a source tells, ``OWN`` or ``OTHERS``, where something holds of its telling."""

    holds: Callable[[Telling], bool]
    of: bool


def decided(rules: tuple[Rule, ...], telling: Telling) -> bool | None:
    """Give what the first rule says that holds; null where none does."""
    for holds, of in rules:
        if holds(telling):
            return of
    return None


def body_of(name: str, shapes: Shapes) -> str:
    """Give the body of a source without its officer: 某协会 of 某协会副会长林海."""
    office = shapes["office"].search(name)
    return name if office is None else name[: office.start()].rstrip("副")


def is_authority(name: str, bodies: Bodies, shapes: Shapes) -> bool:
    """Say whether a name is that of an authority or of its officer: 财政部, 财政部长林海, 青屿监会副主席林海."""
    official = shapes["official"].search(name)
    if official is not None:
        body = name[: official.start()].rstrip("副")
        if shapes["authority"].search(name[: official.start() + 1]) is not None or bodies.is_body(body):
            return True  # 财政部 of 财政部长, 防护中心传染病处 of its 主任
    return shapes["authority"].search(body_of(name, shapes)) is not None


def is_collector(source: Source, bodies: Bodies, shapes: Shapes) -> bool:
    """Say whether a source tells of others by its trade: an authority, or one whose data are cited."""
    return source.collected or is_authority(source.name, bodies, shapes)


def by_collector(telling: Telling) -> bool:
    """Say whether a source is one that tells of others by its trade."""
    return is_collector(telling.source, telling.bodies, telling.shapes)


def by_authority(telling: Telling) -> bool:
    """Say whether a source is an authority, or its officer."""
    return is_authority(telling.name, telling.bodies, telling.shapes)


def by_official(telling: Telling) -> bool:
    """Say whether a source is one of the authorities or an official of them."""
    return telling.shapes["official"].search(titled(telling)) is not None or by_authority(telling)


def titled(telling: Telling) -> str:
    """Give the name of a source with the title of its officer behind it: 劳工及福利局局长."""
    reading, name = telling.reading, telling.name
    title = telling.bodies.title_behind(reading.text, telling.end, reading.end)
    return name if title is None else name + reading.text[telling.end : title.end()]


def foretells(telling: Telling) -> bool:
    """Say whether a source of the sentence foretells what becomes of others: X预测，Y增长3%."""
    reading = telling.reading
    return telling.is_here and reading.codes[telling.source.position] == "X"


def names_subject(telling: Telling) -> bool:
    """Say whether a sentence names the subject, be it its own source where that stands in a sentence before."""
    reading, subject = telling.reading, telling.subject
    if subject is None or reading.start <= (subject.start or 0) < reading.end:
        return subject is not None
    named = reading.text.find(subject.text or "", reading.start, reading.end) >= 0
    return telling.source.start < reading.start and named
