"""What befalls those who are counted, or what is counted once more without its noun: 29家公司获批，23家开业."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import Link, named
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

PEOPLE = "人"  # the unit of people in general
KINDS = frozenset(["家", "所"])  # units of companies, schools and the like, to which something happens
DONE = re.compile("[LTtk]*[vV]+(?=[,:)j]|$)")  # codes of all that a clause says behind a number: 开业运营


def same_kind(place: Place) -> Link | None:
    """Give the noun right behind the count before in the sentence, for so many with the same unit that do something."""
    near, quantity, reading = place.near, place.quantity, place.reading
    if near is None or near.link is None or near.link.event or quantity.unit_text not in KINDS or reading.english:
        return None
    if near.quantity.unit_text != quantity.unit_text or not _happens(reading, place.index + 1):
        return None
    found = near.link.mention
    noun = found.start is not None and found.start >= near.quantity.right
    carried = near.basis.get("metric") == "carried"
    return near.link if noun or (carried and near.link.position is None) else None


def _happens(reading: Reading, first: int) -> bool:
    """Say whether a clause says from a token on what happens, in verbs alone or in one word that is no thing's."""
    if DONE.match(reading.codes, first) is not None:
        return True
    ends = reading.codes[first + 1 : first + 2] in ("", ",", ":", ")")
    return ends and reading.codes[first : first + 1] == "w" and reading.tokens[first].tag == "vn"


def dealt_with(place: Place, shapes: Shapes) -> Link | None:
    """Give what a court or the police did to so many people: 5人被判处死刑, 45人被定罪."""
    if place.reading.english:
        return None
    done = shapes["dealt-with"].match(place.reading.text, place.quantity.right)
    if done is None:
        return _touched(place, shapes)
    return Link(Mention(done["did"], *done.span("did")), None, None, None, event=True)


def _touched(place: Place, shapes: Shapes) -> Link | None:
    """Give the verb of which so many people are the object with what they do: 影响1亿人生活, 惠及200万人出行."""
    reading, index, right = place.reading, place.index, place.quantity.right
    if place.quantity.unit_text != PEOPLE or index < 1 or reading.tokens[index - 1].end != place.quantity.left:
        return None
    following = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
    does = following is not None and following.start == right and (following.code == "v" or following.tag == "vn")
    touches = reading.codes[index - 1] == "v" and reading.mention(index - 1).text in shapes.words("touches")
    return named(reading, index - 1, event=True) if does and touches else None
