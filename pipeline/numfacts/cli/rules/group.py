"""The group of commands for those who write rules."""

from __future__ import annotations

from numfacts.cli.app import group

rules_app = group("rules", "Tests, checks, compares and writes extraction rules.")
