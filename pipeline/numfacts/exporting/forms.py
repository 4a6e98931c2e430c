"""Which formats there are, and the export of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from numfacts.exporting.context import Contexts
    from numfacts.exporting.sink import FactExport

Form = Literal["csv", "xlsx", "xbrl-json", "web-annotation", "prov"]
FORMS: tuple[Form, ...] = get_args(Form)

_SUFFIXES: dict[str, Form] = {".csv": "csv", ".xlsx": "xlsx"}


def form_of(path: Path) -> Form | None:
    """Gives the format that the name of an output says, null where it says none."""
    return _SUFFIXES.get(Path(path.name.removesuffix(".gz")).suffix.lower())


def make_export(form: Form, path: Path, contexts: Contexts) -> FactExport:
    """Makes an export to a file; the libraries of a format are imported only for it.

    ``contexts`` gives what stands around a quote, for web annotations. Raises ``ImportError`` for a missing library.
    """
    if form == "csv":
        from numfacts.exporting.csv import CsvExport

        return CsvExport(path)
    if form == "xlsx":
        from numfacts.exporting.xlsx import XlsxExport

        return XlsxExport(path)
    if form == "xbrl-json":
        from numfacts.exporting.xbrl import XbrlExport

        return XbrlExport(path)
    if form == "web-annotation":
        from numfacts.exporting.annotations import AnnotationExport

        return AnnotationExport(path, contexts)
    from numfacts.exporting.prov import ProvExport

    return ProvExport(path)
