"""Tests that the pages name commands, options and files that are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from numfacts.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]
COMMANDS = [
    pytest.param(found.partition("#")[0].partition(" <")[0], id=f"{page.relative_to(ROOT)}: {found[:60]}")
    for page in PAGES
    for block in re.findall(r"^ *```sh\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for found in re.findall(r"(?:^ *|\| )(numfacts .*)$", block, re.MULTILINE)
]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_that_pages_show_can_be_given(line: str) -> None:
    command, arguments = typer.main.get_command(app), shlex.split(line)[1:]
    while hasattr(command, "commands") and arguments[0] in command.commands:
        command = command.commands[arguments.pop(0)]
    if arguments == ["--version"]:
        return
    command.make_context("numfacts", arguments)  # which parses, and runs nothing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_files_that_pages_link_to_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if ":" not in link and not (page.parent / link).exists()]
    assert missing == []
