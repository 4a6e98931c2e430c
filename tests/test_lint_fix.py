"""What the linter mends by itself: scalar by scalar, once, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from numfacts import cli
from numfacts.authoring.linting import sheets
from numfacts.authoring.linting.fixing import mended, mended_pattern
from numfacts.authoring.linting.sheets import Sheet
from numfacts.ruleset import overlay

HEAD = "# A remark.\nkind: cues\n\nrules:\n"


def everything(check: str) -> bool:
    return True


def fixed(text: str) -> str | None:
    [file] = overlay.parse({Path("x.yaml"): text.encode()})
    content = overlay.check([file])[0].content
    return mended(Sheet("x", Path("x.yaml"), file.source, content, True), everything)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[甲, 營收]  # why", "[甲, 营收]  # why"),
        ("['甲', '營''收']", "['甲', '营''收']"),
        ("[甲,   乙／丙, 丁]", "[甲,   乙/丙, 丁]"),
        ("[甲（乙, 丁]", "[甲(乙, 丁]"),
        ("[甲％, 甲：乙]", "[甲%, '甲:乙']"),
        ("[营收, 營收, 丁]", "[营收, 丁]"),
        ("[甲, 乙, 甲]", "[甲, 乙]"),
        ("[甲, 甲, 乙, 甲]", "[甲, 乙]"),
        (
            "\n      - 甲\n      - 營\n      # a remark\n      - 丁",
            "\n      - 甲\n      - 营\n      # a remark\n      - 丁",
        ),
        ("\n      - 甲\n      - 甲\n      - 丁", "\n      - 甲\n      - 丁"),
        ("[b, a, c, d, e, f, g, h, i, 'j']", "[a, b, c, d, e, f, g, h, i, 'j']"),
        (
            "[a, b, c, d, e, f, g, h, 'j',\n      # here\n      i]",
            "[a, b, c, d, e, f, g, h, i,\n      # here\n      'j']",
        ),
        ('["營", 甲]', None),
        ("[甲, 乙]", None),
    ],
)
def test_words_are_mended_where_they_stand(before: str, after: str | None) -> None:
    text = HEAD + "  - id: a\n    cue: to\n    zh: {}\n    en: [to]  # end\n"
    assert fixed(text.format(before)) == (text.format(after) if after is not None else None)
    if after is not None:
        assert fixed(text.format(after)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[(（]a[:：]", r"\(a:"),
        ("[-~—–〜]{1,2}", "[-~—]{1,2}"),
        ("[-/–]", "[-/]"),
        ("[^，；]", "[^，;]"),
        (r"[\d,.]\d", "[0-9,.][0-9]"),
        (r"[^\d\W]\w", r"[^\d\W][A-Za-z0-9_]"),
        ("（甲）", r"\(甲\)"),
        ("營[收業]", "营[收业]"),
        ("[线楼院楼]", "[线楼院]"),
        ("[甲甲]", "甲"),
        (r"[\(（]", r"\("),
        ("[!-～]", "[!-～]"),
        ("[ab]|(?:甲)", "[ab]|(?:甲)"),
    ],
)
def test_patterns_are_mended(before: str, after: str) -> None:
    assert mended_pattern(before, everything) == after
    assert mended_pattern(after, everything) == after


def test_a_pattern_is_mended_in_its_file_and_its_parts_stay_named() -> None:
    text = "kind: exclusions\nparts:\n  code: '[0-9]（'\nrules:\n  - {id: a, patterns: ['{code}\\d''', x]}  # why\n"
    wanted = (
        "kind: exclusions\nparts:\n  code: '[0-9]\\('\nrules:\n  - {id: a, patterns: ['{code}[0-9]''', x]}  # why\n"
    )
    assert fixed(text) == wanted


def test_only_what_is_asked_for_is_mended() -> None:
    assert mended_pattern(r"\d（營", lambda check: check == "wide-form") == r"\d\(營"


def test_the_command_mends_once_and_shows_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "shipped_directory", lambda: tmp_path / "none")
    text = HEAD + "  - {id: a, cue: to, zh: [甲, 營]}\r\n"
    path = tmp_path / "cues.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "cues.cases.yaml").write_text("cases:\n  - {text: 甲, facts: []}\n", encoding="utf-8")

    def run(*options: str) -> str:
        result = CliRunner().invoke(cli.app, ["rules", "lint", str(tmp_path), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.stdout

    shown = run("--diff")
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.encode()
    assert [line[0] for line in shown.splitlines() if "營" in line or "营" in line] == ["-", "+"]
    run("--fix")
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.replace("營", "营").encode()
    changed = path.stat().st_mtime_ns
    run("--fix")
    assert path.stat().st_mtime_ns == changed
    assert run("--diff") == ""


def test_a_file_that_cannot_be_written_stays_as_it_is_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "cues.yaml"
    path.write_text(HEAD + "  - {id: a, cue: to, zh: [甲, 營]}\n", encoding="utf-8")
    (tmp_path / "cues.cases.yaml").write_text("cases:\n  - {text: 甲, facts: []}\n", encoding="utf-8")
    before = path.read_bytes()
    monkeypatch.setattr("os.fsync", refuse)
    result = CliRunner().invoke(cli.app, ["rules", "lint", str(tmp_path), "--fix"])
    assert result.exit_code == cli.USAGE
    assert "cues.yaml cannot be written: No space left on device" in " ".join(result.stderr.split())
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["cues.cases.yaml", "cues.yaml"]
