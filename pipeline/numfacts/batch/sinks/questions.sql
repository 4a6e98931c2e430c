-- Answers that several articles give together, out of facts_flat; DuckDB and PostgreSQL run the same text. An article
-- that repeats another is left out of all.

-- What was said of a subject's metric for each period, and how it moved from one period to the next of the same length.
CREATE OR REPLACE VIEW history AS
WITH said AS (
    SELECT
        subject, metric, unit, period_start, period_end,
        CAST(
            (extract(year FROM period_end) - extract(year FROM period_start)) * 12
            + extract(month FROM period_end) - extract(month FROM period_start) AS integer
        ) AS months,
        min(value) AS lowest, max(coalesce(value_high, value)) AS highest,
        bool_or(modality = 'actual') AS actual, count(*) AS times,
        array_agg(DISTINCT doc_id ORDER BY doc_id) AS documents
    FROM facts_flat
    WHERE metric IS NOT NULL AND subject IS NOT NULL AND period_start IS NOT NULL AND value IS NOT NULL
        AND change_direction IS NULL AND duplicate_of IS NULL
    GROUP BY subject, metric, unit, period_start, period_end
)
SELECT
    subject, metric, unit, period_start, period_end, lowest, highest,
    -- Quarters follow quarters, and years follow years; where more than one value is told, none is the step.
    CASE WHEN lowest = highest AND lag(lowest) OVER series = lag(highest) OVER series
        THEN lowest - lag(lowest) OVER series END AS moved,
    actual, times, documents, months
FROM said
WINDOW series AS (PARTITION BY subject, metric, unit, months ORDER BY period_start, period_end);

-- How much a metric grew, in per cent, negative for a fall: what articles state, and what follows from two sums of money
-- a year apart. A period's growth is often told more than once; what is stated goes before what is reckoned.
CREATE OR REPLACE VIEW growth AS
WITH told AS (
    SELECT * FROM facts_flat
    WHERE metric IS NOT NULL AND subject IS NOT NULL AND period_start IS NOT NULL AND value_high IS NULL
        AND comparator IN ('=', '~') AND modality = 'actual' AND duplicate_of IS NULL
),
sums AS (
    SELECT * FROM told WHERE change_direction IS NULL AND unit SIMILAR TO '[A-Z]{3}' AND value > 0
),
found AS (
    SELECT
        subject, metric, change_basis, period_start, period_end, 'stated' AS how, quote AS evidence, doc_id,
        CASE change_direction WHEN 'down' THEN -abs(value) ELSE value END AS percent
    FROM told
    WHERE change_direction IS NOT NULL AND unit = 'percent'
    UNION ALL
    SELECT
        late.subject, late.metric, 'yoy' AS change_basis, late.period_start, late.period_end, 'reckoned' AS how,
        early.quote || ' to ' || late.quote AS evidence, late.doc_id,
        CAST(100 * (late.value / early.value - 1) AS decimal(18, 2)) AS percent
    FROM sums AS late
    JOIN sums AS early ON early.subject = late.subject AND early.metric = late.metric AND early.unit = late.unit
        AND early.period_start = late.period_start - INTERVAL '1 year'
        AND early.period_end = late.period_end - INTERVAL '1 year'
    WHERE late.value / early.value < 1000000
)
SELECT DISTINCT ON (subject, metric, change_basis, period_start, period_end)
    subject, metric, change_basis, period_start, period_end, percent, how, evidence, doc_id
FROM found
ORDER BY subject, metric, change_basis, period_start, period_end, how DESC, percent DESC, doc_id;

-- Exact values of one subject, metric, unit and period that differ by more than rounding: 12.5亿 and 1,251,230,000
-- agree, as far as they are written.
CREATE OR REPLACE VIEW disagreements AS
WITH figures AS (
    SELECT
        subject, metric, unit, period_start, period_end, value, quote, doc_id, source,
        0.5 * power(10.0, scale - decimals) AS rounding,
        min(value) OVER by_source AS lowest, max(value) OVER by_source AS highest
    FROM facts_flat
    WHERE metric IS NOT NULL AND subject IS NOT NULL AND period_start IS NOT NULL AND value_high IS NULL
        AND change_direction IS NULL AND comparator = '=' AND modality = 'actual' AND duplicate_of IS NULL
    WINDOW by_source AS (PARTITION BY subject, metric, unit, period_start, period_end, doc_id, source)
),
-- A source that has two such values speaks of two things.
clear AS (SELECT * FROM figures WHERE lowest = highest)
SELECT
    subject, metric, unit, period_start, period_end,
    low.quote AS one, low.doc_id AS one_in, low.source AS one_cites,
    high.quote AS other, high.doc_id AS other_in, high.source AS other_cites,
    high.value - low.value AS difference
FROM clear AS low JOIN clear AS high USING (subject, metric, unit, period_start, period_end)
WHERE high.value - low.value > low.rounding + high.rounding
    AND (low.doc_id <> high.doc_id OR low.source IS DISTINCT FROM high.source);
