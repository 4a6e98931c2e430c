"""What an English verb moves to, by or from a quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.english.mentions import EnglishMentions
    from numfacts.linking.english.syntax import Phrase, Syntax


def moved_object(syntax: Syntax, objects: list[Phrase], mentions: EnglishMentions, *, change: bool) -> Phrase | None:
    """Give the object of a verb that moves it to, by or from a quantity: raised the dividend to 3 dollars."""
    things = [item for item in objects if not item.preposition]
    while things and mentions.matches("english-comparative", syntax.word(things[0].begin)):
        del things[0]  # rose 2 percent, worse than expectations for
    thing = things[0] if things else None
    if thing is None:
        return None
    first = syntax.word(thing.begin)
    if thing.end - thing.begin == 1 and mentions.matches("english-vague", first):
        inner = next((item for item in objects if item.begin > thing.end), None)
        outlook = mentions.matches("english-outlook", first)
        if inner is not None and (inner.preposition == "of" or (outlook and inner.preposition == "for")):
            return inner  # cut its estimate of the wheat crop to
        if change:
            return None
    return thing if syntax.codes[thing.end - 1] == "n" else None
