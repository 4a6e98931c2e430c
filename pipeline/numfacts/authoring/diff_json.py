"""A comparison as JSON."""

from __future__ import annotations

import msgspec

from numfacts.authoring.comparing import Comparison


def json(comparison: Comparison) -> str:
    """Write a comparison as JSON; the changes hold the facts of both sides, the scores their figures alone."""
    data = msgspec.to_builtins(comparison)
    for figures in data["scores"] or ():
        del figures["disagreements"]
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
