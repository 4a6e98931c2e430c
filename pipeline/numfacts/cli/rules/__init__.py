"""``numfacts rules``: the commands of those who write rules, a module a command."""

from __future__ import annotations

from numfacts.cli.rules import case, coverage, diff, lint, mutate, new, test  # noqa: F401  # each registers its command
