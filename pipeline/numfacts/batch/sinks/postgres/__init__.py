"""PostgreSQL: the schema ``numfacts`` of a database, which the outputs of several runs can share."""

from numfacts.batch.sinks.postgres.connecting import connected, told
from numfacts.batch.sinks.postgres.sink import PostgresSink

__all__ = ["PostgresSink", "connected", "told"]
