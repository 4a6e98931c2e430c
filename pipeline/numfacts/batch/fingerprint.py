"""All that facts depend on beside the documents, as one hash: a part made under another one is not used again."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import msgspec

import numfacts
from numfacts.batch.worker import Setting
from numfacts.ruleset import RuleSet

# What of the package stands above batches, and so can have no part in what a worker does.
_ABOVE = ("authoring", "cli", "exporting", "pytest_plugin.py", "spacy")
# The libraries whose versions can change what is read out of a text.
_LIBRARIES = ("jieba", "lxml", "opencc", "regex", "rjieba", "trafilatura")


def fingerprint_of(setting: Setting, rules: RuleSet) -> str:
    """Gives the hash, in hex, of rules, options and code; a limit of time is no part of it."""
    package = Path(numfacts.__file__).parent
    code = hashlib.sha256()
    for module in sorted(package.rglob("*.py")):
        name = module.relative_to(package)
        if name.parts[0] not in _ABOVE:
            code.update(name.as_posix().encode() + b"\0" + module.read_bytes())
    known = (
        numfacts.__version__,
        code.hexdigest(),
        [(library, version(library)) for library in _LIBRARIES],
        (rules.hash, rules.provenance),
        (setting.script, setting.segmenter, setting.offsets),
    )
    return hashlib.sha256(msgspec.json.encode(known)).hexdigest()
