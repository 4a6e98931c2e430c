"""Which documents of a run are to be processed: what ``Register`` settles one by one, for all of them at once."""

from __future__ import annotations

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

from numfacts.batch.spark.reading import PLACE


def settled(index: DataFrame) -> DataFrame:
    """Gives the documents of an index (``INDEX``) with their final ``id``, ``duplicate_of`` and ``earlier``.

    ``earlier`` is null for those to be processed. For one whose id was read before it says where (``path``, ``line``),
    and whether the content is the ``same``.
    """
    documents = index.where("reason IS NULL")
    by_id = Window.partitionBy("id").orderBy(*PLACE)
    again = f.row_number().over(by_id) > 1
    documents = documents.withColumn("id", f.when(again, f.coalesce("full_id", "id")).otherwise(f.col("id")))
    first = f.first(f.struct("path", "line", "sha256")).over(by_id)
    documents = documents.withColumn("first", f.when(again, first))
    by_content = Window.partitionBy("sha256", f.isnull("first")).orderBy(*PLACE)
    duplicate = f.isnull("first") & (f.row_number().over(by_content) > 1)
    return documents.select(
        *(*PLACE, "path", "line", "id"),
        f.when(duplicate, f.first("id").over(by_content)).alias("duplicate_of"),
        f.when(
            f.isnotnull("first"),
            f.struct("first.path", "first.line", (f.col("first.sha256") == f.col("sha256")).alias("same")),
        ).alias("earlier"),
    )
