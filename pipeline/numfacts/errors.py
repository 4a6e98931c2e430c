"""The errors callers act on differently, all under one base class."""

from __future__ import annotations


class NumfactsError(Exception):
    """Base of every error this package raises on purpose."""


class RulesError(NumfactsError):
    """A rule set that cannot be used; the message lists every problem as ``file:line:column: cause``."""


class DocumentError(NumfactsError):
    """One document that cannot be read or processed; the others are unaffected."""


class PipelineError(NumfactsError):
    """A pipeline whose stages do not fit together: a stage needs what none before it adds."""
