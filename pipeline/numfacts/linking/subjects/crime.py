"""Whose the figures of disasters and crimes are: of where one struck, of the accused, of whom a law threatens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.premodified import CASES
from numfacts.linking.links import COUNTS
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes

SENTENCED = 160  # characters before a sentence in which he who is jailed in it is named


def of_crime(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give whose a figure of a Chinese sentence about a disaster or a crime is, who is not who heads the sentence."""
    if (first := _seizer(asked, shapes) or _shaken(asked, shapes)) is not None:
        return first
    if asked.quantity.kind in COUNTS:
        return _struck(asked, shapes) or _case(asked, shapes)
    if asked.quantity.kind not in ("money", "duration"):
        return None
    if asked.quantity.kind == "money" and (seizer := _seizer_of_worth(asked, shapes)) is not None:
        return seizer
    charged = _accused(asked, shapes) if asked.quantity.kind == "money" else None
    return charged or _liable(asked, shapes) or _sentenced(asked, shapes)


def _seizer(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give the force that seizes or freezes something behind what is told of those held: 拘捕5人，检获3公斤."""
    reading = asked.reading
    opening = reading.tokens[asked.begin - 1].end if asked.begin else reading.start
    there = shapes["seized-there"].match(reading.text, opening, asked.quantity.left) is not None
    if not there and shapes["seizes"].match(reading.text, opening, asked.quantity.left) is None:
        return None
    forces = list(shapes["force"].finditer(reading.text, reading.start, opening))
    return _named(forces[-1]) if forces else None


def _seizer_of_worth(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give the force that has seized what is worth so much: 警方搜获一批毒品，市值约5万元."""
    reading, measured = asked.reading, asked.link.mention.text if asked.link is not None else None
    if measured is None or not shapes.fits("worth", measured):
        return None
    seized = shapes["has-seized"].search(reading.text, reading.start, asked.quantity.left)
    return _named(seized) if seized is not None else None


def _shaken(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give where the earthquake was whose strength is told: 在某县(北纬32度)发生3.1级地震."""
    reading, quantity = asked.reading, asked.quantity
    if shapes["quake"].match(reading.text, quantity.right) is None:
        return None
    shaken = list(shapes["shaken-place"].finditer(reading.text, reading.start, quantity.right))
    return _named(shaken[-1]) if shaken else None


def _struck(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give in what people came to harm (造成5人死亡的火灾), where they did (在某国造成5人死亡), or what was struck."""
    reading, quantity = asked.reading, asked.quantity
    measured = asked.link.mention.text or "" if asked.link is not None else ""
    counted = shapes["casualties"].match(reading.text, quantity.end) or shapes["toll"].search(measured)
    if counted is None:
        return None
    event = shapes["befell-in"].match(reading.text, quantity.right) if quantity.unit_text not in CASES else None
    if event is not None:
        return _named(event)
    begin = reading.tokens[asked.begin].start
    there = list(shapes["hit-there"].finditer(reading.text, begin, quantity.left))
    if there:
        return _named(there[-1])
    attacks = list(shapes["attack-on"].finditer(reading.text, reading.start, quantity.start))
    if attacks:
        return _named(attacks[-1])
    told = shapes["told-by-local"].match(reading.text, reading.start, begin)
    return _named(told) if told is not None else None


def _case(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give the case in which so many stand trial: 6名男子涉去年渡轮纵火案."""
    found = shapes["tried-for"].match(asked.reading.text, asked.quantity.end)
    return _named(found) if found is not None and asked.quantity.kind == "person" else None


def _accused(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give who is charged with what involves a sum: 廉署起诉一名职员，涉嫌收受贿款5万元."""
    reading, start = asked.reading, asked.quantity.start
    charges = list(shapes["charged"].finditer(reading.text, reading.start, start))
    if not charges or shapes["alleged"].search(reading.text, charges[-1].end(), start) is None:
        return None
    return _named(charges[-1])


def _liable(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give whom or what a law threatens with a fine or with jail: 任何人非法入境，最高可判罚款5万元及监禁1年."""
    reading, start = asked.reading, asked.quantity.start
    if shapes["penalty"].search(reading.text, reading.tokens[asked.begin].start, start) is None:
        return None
    found = list(shapes["whoever"].finditer(reading.text, reading.start, start))
    found = found or list(shapes["offence"].finditer(reading.text, reading.start, start))
    return _named(found[-1]) if found else None


def _sentenced(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give who is jailed or fined, or else the crime that is threatened with it: 法官判处两名被告监禁3年."""
    if asked.link is None:
        return None
    reading, metric, jailed = asked.reading, asked.link.mention, shapes["sentence-metric"]
    left, before = asked.quantity.left, max(0, reading.start - SENTENCED)
    told = jailed.search(metric.text or "") or (
        metric.id == "fine"
        and (
            jailed.search(reading.text, reading.start, reading.end)
            or shapes["convicted"].search(reading.text, before, left)
        )
    )
    if not told:
        return None
    for start, end in ((reading.start, left), (before, reading.start)):
        found = list(shapes["sentenced"].finditer(reading.text, start, end + (asked.quantity.right - left)))
        found = [match for match in found if match.end() <= end]
        if found:
            return _named(found[-1])
    return None


def _named(found: re.Match[str]) -> Whose:
    at = found.lastindex or 0
    return Whose(Mention(found[at], *found.span(at)), firm=True)
