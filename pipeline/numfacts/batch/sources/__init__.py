"""Documents as streams, out of text and HTML files, JSON lines, Parquet and WARC, a module a kind."""

from numfacts.batch.sources.inputs import Inputs
from numfacts.batch.sources.readings import InputFile

__all__ = ["InputFile", "Inputs"]
