"""The session of Spark that a run takes place in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from py4j.protocol import Py4JError
from pyspark import SparkConf
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from numfacts.io.files import OutputError

ERRORS: Final = (PySparkException, Py4JError)
_LOCAL: Final = "local[*]"


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """Gives the session of this process, or starts one and stops it at the end; raises ``OutputError``.

    Without ``master`` its configuration says where it runs (``spark-submit``, say), or else it is on this machine.
    """
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    conf = SparkConf().setIfMissing("spark.app.name", "numfacts").setIfMissing("spark.master", _LOCAL)
    if master is not None:
        conf.setMaster(master)
    if str(conf.get("spark.master")).startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or it would take what is called python3
        conf.setIfMissing("spark.ui.enabled", "false")
    conf.setIfMissing("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    try:
        started = SparkSession.builder.config(conf=conf).getOrCreate()
    except ERRORS as error:
        raise OutputError("Spark", told(error)) from error
    try:
        started.sparkContext.setLogLevel("ERROR")
        yield started
    finally:
        started.stop()


def told(error: Exception) -> str:
    """Gives the line that says most of an error: of one in a task, what Python raised there."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception")) and " at " not in line]
    return (raised or lines or [type(error).__name__])[-1 if raised else 0]
