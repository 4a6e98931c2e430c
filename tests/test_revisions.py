"""Tests of finding rules by name: directories, the package's, git revisions."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from numfacts.authoring.revisions import Revisions
from numfacts.errors import RulesError
from numfacts.ruleset import load_rules, shipped_directory

EditRules = Callable[..., Path]


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, edited_rules: EditRules, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes a repository whose first commit has the package's rules and whose second has no 约 any more."""
    top = edited_rules("comparators.yaml", "kind: comparators", "kind: comparators", name="top/rules").parent
    (top / "news").mkdir()
    monkeypatch.chdir(top)
    monkeypatch.delenv("GIT_DIR", raising=False)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    git("tag", "v1")
    edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, ", name="top/rules")
    git("commit", "--quiet", "-a", "-m", "second")
    return top


def found(name: str, scratch: Path, path: str = "rules") -> str:
    scratch.mkdir(exist_ok=True)
    return Revisions(path, scratch).extractor(name).rules.hash


def test_revisions_are_taken_out_of_git(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    shipped = load_rules().hash
    assert found("v1", scratch) == found("HEAD~1", scratch) == found("shipped", scratch) == shipped
    assert found("HEAD", scratch) == load_rules([repository / "rules"]).hash != shipped
    monkeypatch.chdir(repository / "news")
    assert found("v1", scratch) == shipped


def test_a_directory_is_read_as_it_is(repository: Path, tmp_path: Path) -> None:
    assert found("rules", tmp_path / "scratch") == load_rules([repository / "rules"]).hash
    assert found(str(shipped_directory()), tmp_path / "scratch") == load_rules().hash


def test_rules_may_lie_elsewhere(repository: Path, tmp_path: Path) -> None:
    git("mv", "rules", "news/rules")
    git("commit", "--quiet", "-m", "third")
    assert found("HEAD", tmp_path / "scratch", "news/rules/") == load_rules([repository / "news" / "rules"]).hash
    with pytest.raises(RulesError, match=r"HEAD has no rules/: say with --path"):
        found("HEAD", tmp_path / "scratch")


@pytest.mark.parametrize("name", ["nothing", "shipped+nothing", "--all", "HEAD:rules", ""])
def test_what_is_no_rules_is_refused(name: str, repository: Path, tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="is neither a directory, nor 'shipped', nor a revision"):
        found(name, tmp_path / "scratch")


def test_outside_a_repository_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RulesError, match="'HEAD' is neither"):
        found("HEAD", tmp_path / "scratch")


def test_rules_that_this_version_cannot_read_are_named_by_their_revision(repository: Path, tmp_path: Path) -> None:
    path = repository / "rules" / "comparators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: comparators", "kind: unheard-of"), encoding="utf-8")
    git("commit", "--quiet", "-a", "-m", "third")
    with pytest.raises(RulesError) as caught:
        found("HEAD", tmp_path / "scratch")
    assert str(caught.value).startswith("this version cannot use the rules of HEAD:\nHEAD:rules/comparators.yaml:2:7: ")
