"""The errors callers act on differently, all under one base class."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class NumfactsError(Exception):
    """Base of every error this package raises on purpose."""


class RulesError(NumfactsError):
    """A rule set that cannot be used; the message lists every problem as ``file:line:column: cause``."""


class DocumentError(NumfactsError):
    """One document that cannot be read or processed; the others are unaffected."""


class SelectionError(NumfactsError, ValueError):
    """Something was asked for that is not there: a rule, a case file, a fact, an offset."""


class PipelineError(NumfactsError):
    """A pipeline whose stages do not fit together: a stage needs what none before it adds."""


@contextmanager
def bugs_told() -> Iterator[None]:
    """Raises a bug that the block runs into as the DocumentError of its one document, so that the others go on.

    Errors of this package pass as they are, and so does ``BrokenPipeError``, since nobody reads on.
    """
    try:
        yield
    except (NumfactsError, BrokenPipeError):
        raise
    except Exception as error:
        message = f"internal error: {type(error).__name__}: {error}"
        raise DocumentError(message.encode(errors="backslashreplace").decode()) from error
