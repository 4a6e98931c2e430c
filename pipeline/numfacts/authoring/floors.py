"""Floors: figures that a corpus reached, kept in a file, below which it must not fall unnoticed."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from numfacts.authoring.evaluating import Evaluation
from numfacts.authoring.scoring import LEVELS
from numfacts.errors import NumfactsError
from numfacts.io.files import OutputError, write_file

_PLACES = 4
_ONE = 10.0**_PLACES
_HEAD = """\
# What the corpus of this hash has reached. `numfacts evaluate --floors FILE` fails below it; `--pin` raises it.
"""


class FloorsError(NumfactsError):
    """A file of floors that cannot be read, or that a pin would lower."""


class Floors(msgspec.Struct, forbid_unknown_fields=True):
    """The hash of a corpus and the least that each figure may be, from 0 to 1."""

    corpus: str
    floors: dict[str, float]


def read_floors(path: Path) -> Floors:
    """Read a file of floors; raises FloorsError, whose message names the file."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Floors)
    except OSError as error:
        raise FloorsError(f"{path}: {error.strerror or error}") from None
    except (ValueError, msgspec.ValidationError) as error:
        raise FloorsError(f"{path}: no floors: {error}") from None


def reached(evaluation: Evaluation) -> Floors:
    """Give the floors that an evaluation reaches, rounded down."""
    total = evaluation.total
    figures: dict[str, float] = {}
    for level in LEVELS:
        rate = getattr(total, level)
        figures |= {f"{level} {name}": getattr(rate, name) for name in ("precision", "recall", "f1")}
    figures |= {f"slot {slot}": share for slot, share in total.slots.items()}
    figures["boilerplate f1"] = total.boilerplate.f1
    for language, score in evaluation.languages.items():
        figures |= {f"{language} {level} f1": getattr(score, level).f1 for level in LEVELS}
    if evaluation.agreement is not None:
        figures["triples agreement"] = evaluation.agreement
    return Floors(evaluation.corpus, {name: _rounded_down(figure) for name, figure in figures.items()})


def shortfalls(floors: Floors, now: Floors) -> list[str]:
    """Tell what is wrong with the figures of now: another corpus, a figure below its floor, or one that is gone."""
    wrong = []
    if now.corpus != floors.corpus:
        wrong.append("the corpus is not the one that the floors were pinned for: pin them again (--pin)")
    return wrong + _lower(floors.floors, now.floors)


def pin(path: Path, now: Floors, *, lower: bool = False) -> None:
    """Write the floors of now to a file; floors that are there are only lowered where ``lower`` says so.

    Raises FloorsError, whose message lists what would be lowered, or says why the file cannot be written.
    """
    if path.exists() and not lower:
        wrong = _lower(read_floors(path).floors, now.floors)
        if wrong:
            raise FloorsError("\n".join([f"{path}: floors are only lowered with --lower", *wrong]))
    lines = [f'"{name}" = {figure:.{_PLACES}f}' for name, figure in now.floors.items()]
    content = "\n".join([_HEAD + f'corpus = "{now.corpus}"', "", "[floors]", *lines, ""])
    try:
        write_file(path, content.encode())
    except OutputError as error:
        raise FloorsError(f"{path}: {error}") from None


def _lower(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    return [
        f"{name}: {now[name]:.{_PLACES}f}, below {floor:.{_PLACES}f}" if name in now else f"{name}: no longer measured"
        for name, floor in before.items()
        if now.get(name, -1.0) < floor
    ]


def _rounded_down(figure: float) -> float:
    # The tiny addition keeps a figure such as 0.3, which a float may hold as slightly less, from losing a place.
    return math.floor(figure * _ONE + 1e-9) / _ONE
