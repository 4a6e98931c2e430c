"""The steps by which a run of nouns is read, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.noun_runs.extents import EXTENTS, PARTS
from numfacts.linking.subjects.noun_runs.kinds import KINDS, VERDICTS
from numfacts.linking.subjects.noun_runs.wholes import WHOLES

if TYPE_CHECKING:
    from numfacts.linking.subjects.noun_runs.run import Run, Step

# Each step sees what those before it have read.
STEPS: tuple[Step, ...] = (*WHOLES, *PARTS, *KINDS, *EXTENTS, *VERDICTS)


def names_somebody(run: Run) -> bool:
    """Read a run of nouns, and say whether it names anybody or anything."""
    for step in STEPS:
        named = step(run)
        if named is not None:
            return named
    return False
