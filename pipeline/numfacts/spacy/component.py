"""The pipeline component: runs the extractor over spaCy documents and writes what it finds to them."""

# No annotations from __future__ here: releases of spaCy differ in whether they can read a factory's then.
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy
from spacy.language import Language
from spacy.tokens import Doc

from numfacts.document import Document
from numfacts.errors import PipelineError
from numfacts.normalize import Script
from numfacts.pipeline import Extractor
from numfacts.spacy import attributes
from numfacts.spacy.spans import mark
from numfacts.vocabulary.words import SegmenterName

FACTORY: Final = "numfacts"
_RULES: Final = "rules"
_SAVED: Final = "[0-9]*/*/*.yaml"  # place among the directories, name of the directory, rule file

attributes.register()


class NumfactsComponent:
    """Finds the facts of documents; picklable, and saved with the rules it was given.

    ``rules`` is a directory of rules, or several, as ``load_rules`` takes them, those shipped with the package where
    null; the next four options are the extractor's. ``sentences`` makes the sentences of the segment stage those of
    the document. ``spans_key`` is the name that the span groups begin with.
    """

    def __init__(
        self,
        name: str = FACTORY,
        *,
        rules: str | Sequence[str] | None = None,
        off: Sequence[str] = (),
        script: Script = "auto",
        segmenter: SegmenterName = "rjieba",
        time_limit: float | None = 10.0,
        sentences: bool = False,
        spans_key: str = "numfacts",
    ) -> None:
        """Load the rules; raises RulesError for unusable ones.

        A directory that is not there is no error yet: a saved pipeline brings its rules after this.
        """
        self.name = name
        self.sentences = sentences
        self.spans_key = spans_key
        self._rules = [Path(place) for place in ([rules] if isinstance(rules, str) else rules or ())]
        self._options: dict[str, Any] = {"script": script, "segmenter": segmenter, "time_limit": time_limit}
        self._options["off"] = tuple(off)
        self._files: Mapping[str, bytes] | None = None
        self._extractor: Extractor | None = None
        if all(place.is_dir() for place in self._rules):
            self._extractor = self._load()

    @property
    def extractor(self) -> Extractor:
        """The extractor at work; raises RulesError where the rules are missing."""
        if self._extractor is None:
            self._extractor = self._load()
        return self._extractor

    def __call__(self, doc: Doc) -> Doc:
        """Set the facts and span groups of a document; raises DocumentError for one that cannot be processed."""
        attributes.take_context(doc)
        name, title, published = attributes.given(doc)
        extractor = self.extractor
        document = extractor.process(Document(name, doc.text, title, published))
        attributes.store(doc, document.facts, extractor.rules.provenance)
        mark(doc, document, self.spans_key)
        if self.sentences:
            _set_sentences(doc, document)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the rule files, unless they are those of the package, to ``path/rules``."""
        _write(self._files or {}, Path(path) / _RULES)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "NumfactsComponent":
        """Load the rules that ``to_disk`` wrote; raises RulesError for unusable ones."""
        files = _read(Path(path) / _RULES)
        if files:
            self._use(files)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the rule files, unless they are those of the package."""
        return msgspec.msgpack.encode(self._files)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "NumfactsComponent":
        """Load the rules that ``to_bytes`` gave; raises RulesError for unusable ones."""
        files = msgspec.msgpack.decode(data, type=dict[str, bytes] | None)
        if files is not None:
            self._use(files)
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Leave the extractor out, whose automata cannot be pickled; it is loaded again when it is needed."""
        return self.__dict__ | {"_extractor": None}

    def _use(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._extractor = self._load()

    def _load(self) -> Extractor:
        """Load the rules: the files at hand, else the directory, else those of the package."""
        if self._files is not None:
            with tempfile.TemporaryDirectory() as directory:
                return Extractor(_write(self._files, Path(directory)), **self._options)
        extractor = Extractor(self._rules, **self._options)
        if self._rules:
            # A directory keeps its name, by which facts know a pack, and its place among the others.
            self._files = {
                f"{number}/{place.resolve().name}/{path.name}": path.read_bytes()
                for number, place in enumerate(self._rules, start=1)
                for path in sorted(place.glob("*.yaml"))
            }
        return extractor


@Language.factory(
    FACTORY,
    default_config={
        "rules": None,
        "off": [],
        "script": "auto",
        "segmenter": "rjieba",
        "time_limit": 10.0,
        "sentences": False,
        "spans_key": "numfacts",
    },
    assigns=["doc._.facts", "doc._.numfacts", "doc.spans"],
)
def create_component(
    nlp: Language,
    name: str,
    rules: str | list[str] | None,
    off: list[str],
    script: Script,
    segmenter: SegmenterName,
    time_limit: float | None,
    sentences: bool,
    spans_key: str,
) -> NumfactsComponent:
    """Make the component for a pipeline, as ``nlp.add_pipe("numfacts", config={...})`` asks for it."""
    return NumfactsComponent(
        name,
        rules=rules,
        off=off,
        script=script,
        segmenter=segmenter,
        time_limit=time_limit,
        sentences=sentences,
        spans_key=spans_key,
    )


def _set_sentences(doc: Doc, document: Document) -> None:
    """Let a sentence of ``doc`` begin where one of ``document`` does, and where boilerplate between two does.

    Raises PipelineError where a parser has set the sentences.
    """
    if not len(doc):
        return  # an empty document counts as parsed
    if doc.has_annotation("DEP"):
        raise PipelineError("numfacts cannot set sentences after a parser: add it before, or without 'sentences'")
    alignment = document.alignment
    assert alignment is not None
    text, spans = document.normalized, document.sentences
    begins = [span.start for span in spans]
    starts = set(begins)
    for block in document.boilerplate:
        start = block.start + len(text[block.start : block.end]) - len(text[block.start : block.end].lstrip())
        index = bisect_right(begins, start) - 1
        if start < block.end and (index < 0 or spans[index].end <= start):
            starts.add(start)
    tokens = [token.idx for token in doc]
    flags = [-1] * len(tokens)
    flags[0] = 1  # with white space that stands before the first sentence
    for start in sorted(starts)[1:]:
        flags[bisect_right(tokens, alignment.to_original(start, start).start) - 1] = 1
    column = numpy.array([flags], dtype="int64").astype("uint64").T
    doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # its stub knows thinc's arrays only


def _read(directory: Path) -> dict[str, bytes]:
    """The rule files that ``_write`` put into a directory."""
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in sorted(directory.glob(_SAVED))}


def _write(files: Mapping[str, bytes], directory: Path) -> list[Path]:
    """Make these the rule files below a directory, whatever an earlier pipeline left there; give their directories."""
    for path in directory.glob(_SAVED):
        path.unlink()
    places: dict[Path, int] = {}
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        places[path.parent] = int(name.partition("/")[0])
    return sorted(places, key=lambda place: places[place])
