-- Facts as a table, out of what `numfacts extract` writes: facts.jsonl in the working directory, or put your own path
-- (*.facts.jsonl, .gz too). The table is like that of `numfacts batch`: value is exact, to 12 decimal places, and null
-- where a number is too long for that; value_text has all of it.
CREATE OR REPLACE TABLE facts AS
SELECT
    * REPLACE (try_cast(value AS DECIMAL(38, 12)) AS value, try_cast(value_high AS DECIMAL(38, 12)) AS value_high),
    value AS value_text, value_high AS value_high_text
FROM read_json('facts.jsonl', format = 'newline_delimited', columns = {
    doc_id: 'VARCHAR', id: 'VARCHAR', quote: 'VARCHAR', "start": 'INTEGER', "end": 'INTEGER',
    sentence: 'STRUCT("start" INTEGER, "end" INTEGER)',
    value: 'VARCHAR', value_high: 'VARCHAR', unit: 'VARCHAR', unit_text: 'VARCHAR', scale: 'INTEGER', decimals: 'INTEGER',
    comparator: 'VARCHAR',
    metric: 'STRUCT(text VARCHAR, "start" INTEGER, "end" INTEGER, id VARCHAR)',
    change: 'STRUCT(basis VARCHAR, direction VARCHAR)',
    subject: 'STRUCT(text VARCHAR, "start" INTEGER, "end" INTEGER, id VARCHAR)',
    period: 'STRUCT("start" DATE, "end" DATE)',
    modality: 'VARCHAR',
    attribution: 'STRUCT(text VARCHAR, "start" INTEGER, "end" INTEGER, id VARCHAR)',
    rules: 'VARCHAR[]', ruleset: 'VARCHAR', basis: 'MAP(VARCHAR, VARCHAR)'
});
