"""An evaluation as JSON."""

from __future__ import annotations

import msgspec

from numfacts.authoring.evaluating import Evaluation
from numfacts.authoring.evaluation_rows import disagreements


def json(evaluation: Evaluation) -> str:
    """Write an evaluation as JSON: all figures, and the disagreements in words with their places.

    ``start`` is a code point of the text of the document ``doc_id``.
    """
    data = msgspec.to_builtins(evaluation)
    del data["articles"]
    for figures in (data["total"], *data["languages"].values(), *data["families"].values()):
        del figures["disagreements"]
    data["agreement"] = evaluation.agreement
    data["disagreements"] = [wrong._asdict() for wrong in disagreements(evaluation)]
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
