"""What figures ask of their sentence one after the other, found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

Find = TypeVar("Find", bound=Callable[..., Any])


class _Asked(Protocol):
    known: dict[tuple[object, ...], Any]  # what was found, by the function that finds it and by what it was asked


def once(find: Find) -> Find:
    """Have what is asked of the first argument, which keeps it as ``known``, found once for the same other ones."""

    @wraps(find)
    def found(of: _Asked, *asked: object) -> Any:
        key = (find, *asked)
        if key not in of.known:
            of.known[key] = find(of, *asked)
        return of.known[key]

    return cast("Find", found)
