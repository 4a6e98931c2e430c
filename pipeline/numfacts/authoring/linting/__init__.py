"""The linter of rule files: all that loading refuses, and all that loads but cannot do what it says."""

from numfacts.authoring.linting.checks import CHECKS, Check
from numfacts.authoring.linting.findings import Finding
from numfacts.authoring.linting.linter import Report, lint

__all__ = ["CHECKS", "Check", "Finding", "Report", "lint"]
