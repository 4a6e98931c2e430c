"""The rule files: what they may hold, how they are loaded, and how their cases are run."""

from numfacts.ruleset.files import Layer, RuleFile, RuleSet
from numfacts.ruleset.loader import load_rules, shipped_directory
from numfacts.ruleset.problems import RuleFilesError, RuleProblem

__all__ = ["Layer", "RuleFile", "RuleFilesError", "RuleProblem", "RuleSet", "load_rules", "shipped_directory"]
