"""Tests of the output in a database, on a real server: all facts, exactly, once, and whatever disturbs it."""

from __future__ import annotations

import datetime as dt
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import psycopg
import pyarrow as pa
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from numfacts.batch.kernel import Kernel
from numfacts.batch.manifest import hash_of, places_of
from numfacts.batch.schema import DECIMAL, DOCUMENT_TABLE, OFFSETS, fact_schema_of
from numfacts.batch.sinks import Part, make_sink
from numfacts.batch.sinks.part import part_of
from numfacts.batch.sinks.postgres import sink as sinks
from numfacts.batch.sinks.postgres.flat import fact_of, flat_fields
from numfacts.batch.sinks.postgres.migrating import migrations
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.exporting.places import Placed
from numfacts.exporting.reading import read_facts
from numfacts.io.files import OutputError
from numfacts.io.folders import Rejection
from numfacts.records import Change, Fact, Mention, Period

pytestmark = pytest.mark.xdist_group("postgres")

EXAMPLES = Path(__file__).parents[1] / "examples"
COMMAND = [sys.executable, "-m", "numfacts", "batch", "news.jsonl", "-o", "out", "--format", "postgres"]
TYPES = {
    pa.string(): "text",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.date32(): "date",
    pa.bool_(): "boolean",
    DECIMAL: "numeric",
    pa.map_(pa.string(), pa.string()): "jsonb",
}
YEAR = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
MakeFact = Callable[..., Fact]


class Server:
    """A server of its own on a socket in a directory of its own; never run as root, which it refuses."""

    def __init__(self, programs: Path, directory: Path) -> None:
        self._programs = programs
        self._directory = directory
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(directory, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        options = ("--no-sync", "--auth=trust", "--username=test", "--encoding=UTF8", "--locale=C.UTF-8")
        subprocess.run(
            [programs / "initdb", *options, directory / "data"], check=True, stdout=subprocess.DEVNULL, **self._as
        )
        self.start()

    def start(self) -> None:
        settings = ("-cfsync=off", "-clisten_addresses=", f"-cunix_socket_directories={self._directory}")
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self._directory / "data", *settings],
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        for _ in range(600):
            assert self._process.poll() is None
            try:
                psycopg.connect(self.address("postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise AssertionError("the server does not start")

    def kill(self) -> None:
        """Ends it as a power cut would: nothing is finished or written."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def address(self, name: str) -> str:
        return f"postgresql:///{name}?host={self._directory}&user=test"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), *(Path(p).parent for p in [shutil.which("postgres")] if p)]
    programs = [path for path in found if (path / "initdb").exists()]
    if not programs:
        assert "CI" not in os.environ, "PostgreSQL has to be there"
        pytest.skip("there is no PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="numfacts-", ignore_cleanup_errors=True) as directory:
        started = Server(programs[-1], Path(directory))
        yield started
        started.kill()


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The address of a new database."""
    name = f"test_{time.monotonic_ns()}"
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.address(name)
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(database: str, query: str) -> list[Any]:
    with psycopg.connect(database, options="-csearch_path=numfacts") as connection:
        return connection.execute(sql.SQL(query)).fetchall()


def facts_in(database: str) -> list[Fact]:
    with psycopg.connect(database, row_factory=dict_row) as connection:
        return [fact_of(row) for row in connection.execute("SELECT * FROM numfacts.facts").fetchall()]


def by_id(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.doc_id, fact.id))


def parts_of(facts: list[Fact], size: int = 2) -> list[Part]:
    """Gives parts of the documents of some facts, each of ``size`` documents."""
    by_document: dict[str, list[Fact]] = {}
    for fact in facts:
        by_document.setdefault(fact.doc_id, []).append(fact)

    def process(document: Document, html: bool) -> Document:
        document.facts = by_document[document.id]
        return document

    ids = list(by_document)
    parts = []
    for chunk in (ids[start : start + size] for start in range(0, len(ids), size)):
        given = [SourceDocument(id, "text", "a.jsonl", number) for number, id in enumerate(chunk, 1)]
        stamp = msgspec.json.encode([by_document[id] for id in chunk]).decode()
        parts.append(part_of(hash_of(stamp), next(Kernel(process)(iter([to_batch(given)]))), places_of(given)))
    return parts


def test_every_fact_is_read_back_equal(
    database: str, tmp_path: Path, corpus_facts: list[Fact], odd_facts: list[Fact]
) -> None:
    facts = [*corpus_facts, *odd_facts]
    make_sink("postgres", tmp_path, database=database).write(parts_of(facts))
    assert by_id(facts_in(database)) == by_id(facts)
    for fact, value, high in ask(database, "SELECT value_text, value, value_high FROM facts"):
        assert (value, format(value, "f")) == (Decimal(fact), fact)
        assert high is None or isinstance(high, Decimal)
    exported = list(read_facts([database]))
    assert [each.fact for each in exported if isinstance(each, Placed)] == sorted(
        facts, key=lambda fact: (fact.doc_id, fact.start, fact.id)
    )


def test_a_number_too_long_for_the_database_is_kept_as_text(database: str, tmp_path: Path, make_fact: MakeFact) -> None:
    fact = make_fact(value="1" + "0" * 200_000, doc_id="https://a.invalid/" + os.urandom(8000).hex())
    make_sink("postgres", tmp_path, database=database).write(parts_of([fact]))
    assert facts_in(database) == [fact]
    assert ask(database, "SELECT value, title FROM facts_flat") == [(None, None)]


@pytest.mark.parametrize(
    ("table", "schema", "own"),
    [("facts", fact_schema_of(OFFSETS), {"document"}), ("documents", DOCUMENT_TABLE, {"key", "part"})],
)
def test_the_tables_have_the_columns_of_all_others(
    database: str, tmp_path: Path, table: str, schema: pa.Schema, own: set[str]
) -> None:
    make_sink("postgres", tmp_path, database=database)
    found = ask(
        database,
        "SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns "
        f"WHERE table_schema = 'numfacts' AND table_name = '{table}'",
    )
    expected = {
        (name, "ARRAY" if pa.types.is_list(field.type) else TYPES[field.type], field.nullable or "_utf" in name)
        for name, field in flat_fields(schema).items()
    }
    assert {row for row in found if row[0] not in own} == expected
    comment = "SELECT col_description('facts'::regclass, 9)"
    assert ask(database, comment)[0][0].startswith("The exact decimal")


def test_what_is_new_changed_or_gone_is_so_in_the_database(database: str, tmp_path: Path, make_fact: MakeFact) -> None:
    facts = [make_fact(doc_id=str(number), id=f"{number}{which}", value="5") for number in range(9) for which in "ab"]
    sink = make_sink("postgres", tmp_path, database=database)
    sink.write(parts_of(facts))
    assert ask(database, "SELECT documents, facts FROM runs") == [(9, 18)]
    rows = dict(ask(database, "SELECT id, xmin::text FROM facts"))
    changed = [*facts[1:2], msgspec.structs.replace(facts[2], value="6"), facts[3], *facts[6:], make_fact(doc_id="new")]
    sink.write(parts_of(changed, 3))
    assert by_id(facts_in(database)) == by_id(changed)
    assert ask(database, "SELECT documents, facts FROM runs") == [(9, 16)]
    after = dict(ask(database, "SELECT id, xmin::text FROM facts"))
    assert {id for id, version in after.items() if rows.get(id) != version} == {"1a", make_fact().id}
    assert ask(database, "SELECT count(*) FROM documents") == [(9,)]


def test_parts_that_are_there_are_not_copied_again(
    database: str, tmp_path: Path, make_fact: MakeFact, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [make_fact(doc_id=str(number)) for number in range(4)]
    parts = parts_of(facts)
    sink = make_sink("postgres", tmp_path, database=database)
    assert not sink.stands(hash_of(*(part.stamp for part in parts)))
    sink.write(parts)
    assert sink.stands(hash_of(*(part.stamp for part in parts)))
    assert not sink.stands(hash_of(parts[0].stamp))
    copied: list[Any] = []
    monkeypatch.setattr(psycopg.Copy, "write_row", lambda self, row: copied.append(row))
    sink.write(parts[1:])
    assert copied == []
    assert by_id(facts_in(database)) == facts[2:]


def test_runs_share_a_database(database: str, tmp_path: Path, make_fact: MakeFact) -> None:
    one, two = (make_sink("postgres", tmp_path / name, database=database) for name in "ab")
    first, second, third = (make_fact(doc_id=name) for name in "xyz")
    one.write(parts_of([first, second]))
    two.write(parts_of([second, third]))
    assert by_id(facts_in(database)) == [first, second, third]
    one.write(parts_of([first]))
    assert by_id(facts_in(database)) == [first, second, third]
    with psycopg.connect(database) as connection:
        connection.execute("DELETE FROM numfacts.runs WHERE id = %s", ((tmp_path / "b/run-id").read_text().strip(),))
    assert facts_in(database) == [first]


def test_what_breaks_off_leaves_what_was_there(database: str, tmp_path: Path, make_fact: MakeFact) -> None:
    parts = parts_of([make_fact(doc_id=str(number)) for number in range(6)])

    def breaking() -> Iterator[Part]:
        yield from parts
        raise OSError(28, "No space left on device")

    sink = make_sink("postgres", tmp_path, database=database)
    sink.write(parts[:1])
    with pytest.raises(OSError, match="No space left on device"):
        sink.write(breaking())
    assert len(facts_in(database)) == 2


def test_a_server_that_is_killed_in_mid_copy_loses_and_doubles_nothing(
    server: Server, database: str, tmp_path: Path, make_fact: MakeFact, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [make_fact(doc_id=str(number), quote="5" * 1000) for number in range(400)]
    sink = make_sink("postgres", tmp_path, database=database)
    sink.write(parts_of(facts[:2]))
    monkeypatch.setattr(sinks, "_ROWS_HELD", 100)
    write_row = psycopg.Copy.write_row
    copied = 0

    def killing(self: psycopg.Copy, row: Any) -> None:
        nonlocal copied
        copied += 1
        if copied == 380:  # in the fourth COPY of facts, after others have been merged
            server.kill()
        write_row(self, row)

    monkeypatch.setattr(psycopg.Copy, "write_row", killing)
    try:
        with pytest.raises(OutputError, match=r"terminating connection|server closed the connection|connection.*lost"):
            sink.write(parts_of(facts))
    finally:
        server.start()
    assert copied >= 380
    assert by_id(facts_in(database)) == by_id(facts[:2])
    sink.write(parts_of(facts))
    assert by_id(facts_in(database)) == by_id(facts)


def test_a_run_goes_on_after_its_database_was_killed(
    server: Server, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [{"id": str(number), "text": f"示例科技2024年实现营收{number}亿元。"} for number in range(1, 60)]
    Path("news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    make_sink("postgres", tmp_path / "other", database=database)
    held = psycopg.connect(database)
    held.execute("LOCK TABLE numfacts.facts")
    with subprocess.Popen([*COMMAND, "--database", database], stderr=subprocess.PIPE, text=True) as process:
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'facts'"
        while ask(database, waiting) == [(0,)]:
            assert process.poll() is None
            time.sleep(0.05)
        server.kill()
        try:
            said = process.communicate()[1]
        finally:
            server.start()
    held.close()
    assert process.returncode == 1
    assert "PostgreSQL: cannot be written: " in said
    assert "out: what was finished is kept: run it again to go on" in said
    assert facts_in(database) == []
    environment = {**os.environ, "PGHOST": re.findall("host=([^&]+)", database)[0], "PGUSER": "test"}
    environment["PGDATABASE"] = re.findall("///([^?]+)", database)[0]
    result = subprocess.run(COMMAND, stderr=subprocess.PIPE, text=True, check=True, env=environment)
    assert "processed now: 0" in result.stderr
    assert sorted(int(fact.doc_id) for fact in facts_in(database)) == list(range(1, 60))
    again = subprocess.run([*COMMAND, "--database", database], stderr=subprocess.PIPE, text=True, check=True)
    assert "nothing has changed since the run before" in again.stderr


def test_a_database_that_is_not_there_is_said_before_anything_is_done(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match='database "nowhere" does not exist') as caught:
        make_sink("postgres", tmp_path, database=server.address("nowhere"))
    assert caught.value.name == "PostgreSQL"
    (rejected,) = read_facts([server.address("nowhere")])
    assert isinstance(rejected, Rejection)
    assert 'database "nowhere" does not exist' in rejected.reason
    assert rejected.path == "postgresql:///nowhere"


def test_a_table_that_lacks_a_column_is_no_table_of_facts(database: str, tmp_path: Path, make_fact: MakeFact) -> None:
    make_sink("postgres", tmp_path, database=database).write(parts_of([make_fact()]))
    with psycopg.connect(database) as connection:
        connection.execute("ALTER TABLE numfacts.facts DROP COLUMN quote CASCADE")
    (rejected,) = read_facts([database])
    assert isinstance(rejected, Rejection)
    assert rejected.reason == "no table of facts: it has no column 'quote'"


def test_migrations_are_numbered_and_applied_once(database: str, tmp_path: Path) -> None:
    names = [path.name.removesuffix(".sql") for path in migrations()]
    assert [int(name.partition("-")[0]) for name in names] == list(range(1, len(names) + 1))
    applied = "SELECT name, applied FROM migrations ORDER BY name"
    make_sink("postgres", tmp_path, database=database)
    first = ask(database, applied)
    assert [name for name, _ in first] == [*names, "views"]
    make_sink("postgres", tmp_path, database=database)
    assert ask(database, applied) == first
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE numfacts.migrations SET sha256 = 'of an older version' WHERE name = 'views'")
        connection.execute("DROP VIEW numfacts.growth")
    make_sink("postgres", tmp_path, database=database)
    assert ask(database, "SELECT * FROM growth") == []


def test_a_database_of_a_newer_version_is_refused(database: str, tmp_path: Path) -> None:
    make_sink("postgres", tmp_path, database=database)
    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO numfacts.migrations VALUES ('0999-later', '')")
    with pytest.raises(OutputError, match="made by a newer version of numfacts: it has 0999-later"):
        make_sink("postgres", tmp_path, database=database)


def test_who_may_only_write_can_write_where_the_schema_is_up_to_date(
    database: str, tmp_path: Path, make_fact: MakeFact
) -> None:
    make_sink("postgres", tmp_path, database=database)
    with psycopg.connect(database) as connection:
        for statement in (
            "DO $$ BEGIN CREATE ROLE writer LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
            "GRANT USAGE ON SCHEMA numfacts TO writer",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA numfacts TO writer",
        ):
            connection.execute(statement)
    writer = database.replace("user=test", "user=writer")
    make_sink("postgres", tmp_path, database=writer).write(parts_of([make_fact()]))
    assert facts_in(database) == [make_fact()]


def test_duckdb_and_postgresql_give_the_same_answers(
    database: str, tmp_path: Path, corpus_facts: list[Fact], make_fact: MakeFact
) -> None:
    year, before = (Period(*(day.replace(year=number) for day in YEAR)) for number in (2024, 2023))
    plain = {"metric": Mention("营收", 0, 2, "revenue"), "subject": Mention("甲", 0, 1), "scale": 0}
    told = [
        {"value": "200", "period": before},
        {"value": "250.55", "period": year, "decimals": 2},
        {"value": "300", "period": year, "doc_id": "other"},
        {"value": "7", "period": year, "unit": "percent", "change": Change("qoq", "down")},
    ]
    made = [make_fact(id=f"{number:016}", **plain, **slots) for number, slots in enumerate(told)]
    parts = parts_of([*corpus_facts, *made])
    make_sink("postgres", tmp_path, database=database).write(parts)
    make_sink("duckdb", tmp_path).write(parts)
    for example in EXAMPLES.glob("*.sql"):
        query = example.read_text("utf-8")
        with duckdb.connect(str(tmp_path / "facts.duckdb"), read_only=True) as other:
            expected = other.execute(query).fetchall()
        assert ask(database, query) == expected
        assert any("甲" in row for row in expected)
