"""The rule files: what they may hold, how they are loaded, and how their cases are run."""

from numfacts.ruleset.loader import RuleFile, RuleSet, load_rules, shipped_directory
from numfacts.ruleset.problems import RuleFilesError, RuleProblem

__all__ = ["RuleFile", "RuleFilesError", "RuleProblem", "RuleSet", "load_rules", "shipped_directory"]
