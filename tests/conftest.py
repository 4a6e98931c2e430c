"""Fixtures that tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from numfacts.records import Extent, Fact


@pytest.fixture
def make_fact() -> Callable[..., Fact]:
    """Gives a function that makes a fact, all slots filled with something plain unless given."""

    def make(**slots: Any) -> Fact:
        defaults: dict[str, Any] = {
            "doc_id": "doc",
            "id": "0123456789abcdef",
            "quote": "5亿元",
            "start": 4,
            "end": 7,
            "sentence": Extent(0, 8),
            "value": "500000000",
            "value_high": None,
            "unit": "CNY",
            "unit_text": "元",
            "scale": 8,
            "decimals": 0,
            "comparator": "=",
            "metric": None,
            "change": None,
            "subject": None,
            "period": None,
            "modality": "actual",
            "attribution": None,
            "rules": ("units/yuan",),
            "ruleset": "0123456789ab",
            "basis": {},
        }
        return Fact(**(defaults | slots))

    return make
