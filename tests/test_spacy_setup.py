"""Tests of setting up a pipeline of spaCy: options, rules, entry points, beside trained components."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.training import Example

import numfacts
import numfacts.spacy
from numfacts.errors import PipelineError, RulesError
from support.spacy_pipelines import CHINESE, RELATIVE, TEXTS, pipeline

ROOT = Path(__file__).parents[1]


def test_a_trained_pipeline_keeps_its_own_sentences() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser")
    words = {"words": ["Roe", "rose", "5", "%"], "heads": [1, 1, 3, 1], "deps": ["nsubj", "ROOT", "nummod", "obj"]}
    example = Example.from_dict(nlp.make_doc("Roe rose 5%"), words)
    nlp.initialize(lambda: [example])
    plain = [sentence.text for sentence in nlp(TEXTS["english"]).sents]
    nlp.add_pipe("numfacts")
    doc = nlp(TEXTS["english"])
    assert [sentence.text for sentence in doc.sents] == plain
    assert doc._.facts == numfacts.extract(TEXTS["english"])
    nlp.replace_pipe("numfacts", "numfacts", config={"sentences": True})
    with pytest.raises(PipelineError, match="after a parser"):
        nlp(TEXTS["english"])


def test_the_pipeline_is_sound() -> None:
    nlp = numfacts.spacy.load()
    assert nlp.analyze_pipes()["problems"] == {"numfacts": []}
    nlp.initialize()
    assert nlp(CHINESE)._.facts == numfacts.extract(CHINESE)


@pytest.mark.parametrize(
    "option", [{"script": "s2t"}, {"segmenter": "pkuseg"}, {"rules": 5}, {"off": 5}, {"unknown": 1}]
)
def test_options_are_checked(option: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(option))):
        spacy.blank("zh").add_pipe("numfacts", config=option)


def test_unusable_rules_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: nothing\n", encoding="utf-8")
    with pytest.raises(RulesError, match=r"bad\.yaml"):
        spacy.blank("zh").add_pipe("numfacts", config={"rules": str(tmp_path)})
    nlp = spacy.blank("zh")
    nlp.add_pipe("numfacts", config={"rules": str(tmp_path / "missing")})
    with pytest.raises(RulesError, match="missing"):
        nlp(CHINESE)


def test_spacy_finds_everything_by_entry_points(tmp_path: Path) -> None:
    pipeline("load").to_disk(tmp_path / "saved")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        line for group, names in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in names.items()))
    ]  # fmt: skip
    metadata = tmp_path / "site" / "numfacts_entry_points-0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: numfacts-entry-points\nVersion: 0\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    code = f"""
import sys
sys.path[:0] = [{str(tmp_path / "site")!r}, {str(Path(numfacts.__file__).parents[1])!r}]
import spacy
from spacy import displacy
from spacy.tokens import Doc
Doc.set_extension("published", default=None)  # another component's, read as it is
nlp = spacy.blank("zh")
nlp.add_pipe("numfacts")
doc = nlp.make_doc({RELATIVE!r})
doc._.published = "2025-03-21"
print(nlp(doc)._.facts[0].period.start)
doc = spacy.load({str(tmp_path / "saved")!r})({CHINESE!r})
print(len(doc), len(doc._.facts))
picture = displacy.render(doc, "span", options={{"spans_key": "numfacts"}}, jupyter=False)
print({numfacts.spacy.COLORS["METRIC"]!r} in picture)
"""
    result = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert not result.stderr
    doc = pipeline("load")(CHINESE)
    assert result.stdout.split() == ["2024-01-01", str(len(doc)), str(len(doc._.facts)), "True"]


def test_the_readme_example_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = next(
        block for block in re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE) if "spacy" in block
    )
    printed = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), names)
    assert printed.getvalue().splitlines()[:2] == ["12.5亿元 revenue 2024", "2.1亿元 net_profit 2024"]
    assert "PERIOD" in names["picture"]
