"""Rules by name: a directory, those of the package, those of a git revision, or several laid over each other."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from numfacts.errors import RulesError
from numfacts.pipeline import Extractor
from numfacts.ruleset import shipped_directory

SHIPPED = "shipped"
JOIN = "+"


class Revisions:
    """Finds rules by name; what it takes out of git is written to a directory that the caller removes.

    ``path`` is where the rules lie in the git repository that holds the working directory.
    """

    def __init__(self, path: str, scratch: Path) -> None:
        self._path = path.strip("/")
        self._scratch = scratch

    def extractor(self, name: str) -> Extractor:
        """Make an extractor with the rules of that name.

        Raises RulesError where there are none, or where they are none that this version can use.
        """
        places = {part: self._directory(part) for part in name.split(JOIN)}
        try:
            return Extractor(list(places.values()))
        except RulesError as error:
            message = str(error)
            for part, place in places.items():
                if place.is_relative_to(self._scratch):
                    message = message.replace(str(place), f"{part}:{self._path}")
            raise RulesError(f"this version cannot use the rules of {name}:\n{message}") from None

    def _directory(self, name: str) -> Path:
        if name == SHIPPED:
            return shipped_directory()
        if name and Path(name).is_dir():
            return Path(name)
        commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        top = _git("rev-parse", "--show-toplevel")
        if commit is None or top is None:
            raise RulesError(
                f"{name!r} is neither a directory, nor {SHIPPED!r}, nor a revision of a git repository here"
            )
        revision = commit.decode().strip()
        archive = _git("-C", top.decode().rstrip("\n"), "archive", "--format=tar", revision, "--", self._path)
        if archive is None:
            raise RulesError(f"{name} has no {self._path}/: say with --path where the rules lie in the repository")
        target = self._scratch / revision
        target.mkdir(exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            for member in files:
                content = files.extractfile(member) if member.isfile() else None
                if content is not None and str(PurePosixPath(member.name).parent) == self._path:
                    (target / PurePosixPath(member.name).name).write_bytes(content.read())
        return target


def _git(*arguments: str) -> bytes | None:
    """Run git in the working directory; null where it fails or is not installed."""
    try:
        return subprocess.run(["git", *arguments], check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
