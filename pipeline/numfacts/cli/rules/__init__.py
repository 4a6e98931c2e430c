"""``numfacts rules``: the commands of those who write rules, a module a command."""

from __future__ import annotations

from numfacts.cli.app import app
from numfacts.cli.rules import case, coverage, diff, lint, mutate, new, test  # noqa: F401  # each registers its command
from numfacts.cli.rules.group import rules_app

app.add_typer(rules_app)
