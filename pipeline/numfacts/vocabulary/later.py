"""Patterns of modules that are compiled when they are first used: most articles do without most of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what stands for a sound pattern; what it is asked for first compiles it, and from then on costs nothing."""
    return cast("re.Pattern[str]", _Later(pattern, flags))  # which nothing can inherit from


class _Later:
    __slots__ = ("flags", "pattern", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern and take its methods for its own, which are then found without this."""
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
