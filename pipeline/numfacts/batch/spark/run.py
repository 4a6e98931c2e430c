"""A run on Spark: tasks read files, what they read is settled and spread over others, and these extract and write."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from numfacts.batch.run import Counts
from numfacts.batch.schema import DOCUMENT_TABLE, DOCUMENTS
from numfacts.batch.sinks import Form
from numfacts.batch.sinks.parquet import PARTITION
from numfacts.batch.spark import tasks
from numfacts.batch.spark.reading import FILES, INDEX, PLACE, READ, Tables, reader
from numfacts.batch.spark.session import ERRORS, told
from numfacts.batch.spark.settling import settled
from numfacts.batch.worker import Setting
from numfacts.io.files import OutputError
from numfacts.io.folders import Rejection
from numfacts.ruleset import RuleSet

_ROWS_A_BATCH: Final = 256  # documents that a task holds at once, with their facts
_TASKS_A_CORE: Final = 4  # so that the slowest one does not keep all others waiting
_MOST_READERS: Final = 10_000


class SparkRun:
    """A run over files that all machines see, into a new directory of any file system that Spark writes to.

    ``form`` is JSON lines or Parquet.
    The directory gets ``facts``, ``dead-letters``, ``duplicates`` and, last, ``documents``: directories of files, of
    which ``_SUCCESS`` says that they are complete.
    """

    def __init__(self, spark: SparkSession, setting: Setting, rules: RuleSet, form: Form, directory: str) -> None:
        self._spark = spark
        self._setting = setting
        self._rules = rules
        self._form = form
        self._directory = directory if "://" in directory else os.path.abspath(directory)

    def run(self, files: Iterable[str | Rejection], published: dt.date | None, columns: Mapping[str, str]) -> Counts:
        """Reads, extracts and writes. ``files`` are those of ``Inputs.files``, ``columns`` those of ``read_parquet``.

        Raises ``OutputError``, also where a run has finished in the directory before.
        """
        try:
            self._check()
            self._configure()
            read = self._read(files, published, columns)
            index = read.select(*INDEX).persist(StorageLevel.DISK_ONLY)
            documents = settled(index).persist(StorageLevel.DISK_ONLY)
            outcomes = self._outcomes(read, documents).persist(StorageLevel.DISK_ONLY)
            try:
                self._write(index, documents, outcomes)
                return _counts(index, documents, outcomes)
            finally:
                for frame in (index, documents, outcomes):
                    frame.unpersist()
        except ERRORS as error:
            raise OutputError(self._directory, told(error)) from error

    def _check(self) -> None:
        context = self._spark.sparkContext
        assert context._jvm is not None
        path = context._jvm.org.apache.hadoop.fs.Path(f"{self._directory}/documents/_SUCCESS")
        if path.getFileSystem(context._jsc.hadoopConfiguration()).exists(path):
            raise OutputError(self._directory, "a run has finished there: name another directory")

    def _configure(self) -> None:
        """Sets what the run itself depends on; what it takes of a cluster is for the configuration to say."""
        context = self._spark.sparkContext
        self._spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS_A_BATCH))
        # By their size, documents would make few tasks; they cost far more than bytes do.
        self._spark.conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false")
        if not context.getConf().contains("spark.sql.shuffle.partitions"):
            self._spark.conf.set("spark.sql.shuffle.partitions", str(context.defaultParallelism * _TASKS_A_CORE))

    def _read(
        self, files: Iterable[str | Rejection], published: dt.date | None, columns: Mapping[str, str]
    ) -> DataFrame:
        rows = [
            (number, file.path, file.line, file.reason) if isinstance(file, Rejection) else (number, file, None, None)
            for number, file in enumerate(files)
        ]
        spread = self._spark.sparkContext.parallelize(rows, max(1, min(len(rows), _MOST_READERS)))
        frame = self._spark.createDataFrame(spread, from_arrow_schema(FILES))
        return _mapped(frame, reader(published, columns), READ)

    def _outcomes(self, read: DataFrame, documents: DataFrame) -> DataFrame:
        """Gives what comes of the documents that are to be processed, which the join has spread over all tasks."""
        kept = documents.where("earlier IS NULL").select(*PLACE, "id", "duplicate_of")
        given = read.drop("id").join(kept, list(PLACE)).select(*DOCUMENTS.names, "path", "line")
        setting = self._setting
        extractor = tasks.packed(self._rules, setting.script, setting.segmenter, setting.time_limit)
        return _mapped(given, tasks.extraction(extractor, setting.offsets), tasks.placed_outcomes(setting.offsets))

    def _write(self, index: DataFrame, documents: DataFrame, outcomes: DataFrame) -> None:
        facts = outcomes.select(f.explode("facts").alias("fact"), f.year("published").alias(PARTITION))
        rows = outcomes.withColumn("facts", f.size("facts")).select(*DOCUMENT_TABLE.names)
        repeated = documents.where("earlier IS NOT NULL").select(
            "id", "path", "line", f.concat_ws(":", "earlier.path", "earlier.line").alias("earlier"), "earlier.same"
        )
        unread = index.where("reason IS NOT NULL").select("path", "line", "reason")
        failed = outcomes.where("failure IS NOT NULL").select(
            *("path", "line", f.col("failure").alias("reason"), "id", "title", "published", "html"),
            f.col("source").alias("text"),
        )
        clashing = repeated.where("NOT same").select("path", "line", "id", "earlier")
        duplicates = outcomes.where("duplicate_of IS NOT NULL").select("id", "path", "line", "duplicate_of")
        if self._form == "jsonl":
            self._text("facts", _mapped(facts.select("fact.*"), tasks.fact_lines, tasks.LINE))
        else:
            self._parquet("facts", facts.select("fact.*", PARTITION), PARTITION)
        self._text("dead-letters", *map(_lines, (unread, failed)), _mapped(clashing, tasks.clash_lines, tasks.LINE))
        self._text("duplicates", *map(_lines, (repeated.where("same").drop("same"), duplicates)))
        if self._form == "jsonl":
            self._text("documents", _lines(rows))
        else:
            self._parquet("documents", rows)

    def _text(self, name: str, *frames: DataFrame) -> None:
        lines = frames[0]
        for frame in frames[1:]:
            lines = lines.unionAll(frame)
        lines.write.mode("overwrite").text(f"{self._directory}/{name}")

    def _parquet(self, name: str, frame: DataFrame, *partitions: str) -> None:
        writer = frame.write.mode("overwrite").option("compression", "zstd").partitionBy(*partitions)
        writer.parquet(f"{self._directory}/{name}")


def _mapped(frame: DataFrame, task: Callable[[Tables], Tables], schema: pa.Schema) -> DataFrame:
    return frame.mapInArrow(task, from_arrow_schema(schema))


def _lines(frame: DataFrame) -> DataFrame:
    return _mapped(frame, tasks.row_lines, tasks.LINE)


def _counts(index: DataFrame, documents: DataFrame, outcomes: DataFrame) -> Counts:
    read, unread = index.agg(f.count("sha256"), f.count("reason")).collect()[0]
    same, clashing = documents.agg(f.expr("count_if(earlier.same)"), f.expr("count_if(NOT earlier.same)")).collect()[0]
    processed, facts, failed, duplicates = outcomes.agg(
        f.count("id"), f.sum(f.size("facts")), f.count("failure"), f.count("duplicate_of")
    ).collect()[0]
    return Counts(
        read=read,
        processed=processed,
        facts=facts or 0,
        dead=unread + failed + clashing,
        repeated=same,
        duplicates=duplicates,
    )
