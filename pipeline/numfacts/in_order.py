"""Asking rules in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Asked = TypeVar("Asked")
Found = TypeVar("Found")


def first_found(rules: Iterable[Callable[[Asked], Found | None]], asked: Asked) -> Found | None:
    """Give what the first of some rules finds that finds anything."""
    for rule in rules:
        found = rule(asked)
        if found is not None:
            return found
    return None
