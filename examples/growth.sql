-- Whose revenue grew most, year on year? What articles state, and what follows from two figures a year apart.
WITH revenue AS (
    SELECT
        subject.text AS subject, unit, change,
        period."start" AS first, period."end" AS last, value, quote, doc_id
    FROM facts
    WHERE metric.id = 'revenue' AND modality = 'actual' AND comparator IN ('=', '~') AND value_high IS NULL
        AND subject IS NOT NULL AND period IS NOT NULL
),
levels AS (
    SELECT * FROM revenue WHERE change IS NULL AND regexp_full_match(unit, '[A-Z]{3}') AND value > 0
),
growth AS (
    SELECT
        subject, first, last, 'stated' AS how, quote AS evidence, doc_id,
        CASE change.direction WHEN 'down' THEN -abs(value) ELSE value END::DOUBLE AS percent
    FROM revenue
    WHERE change.basis = 'yoy' AND unit = 'percent'
    UNION ALL
    SELECT
        now.subject, now.first, now.last, 'reckoned' AS how, earlier.quote || ' to ' || now.quote AS evidence, now.doc_id,
        100 * (now.value / earlier.value - 1) AS percent
    FROM levels AS now
    JOIN levels AS earlier ON earlier.subject = now.subject AND earlier.unit = now.unit
        AND earlier.first = now.first - INTERVAL 1 YEAR AND earlier.last = now.last - INTERVAL 1 YEAR
),
-- A period's growth is often told more than once; what is stated goes before what is reckoned.
best AS (
    SELECT DISTINCT ON (subject, first, last) * FROM growth ORDER BY subject, first, last, how DESC, percent DESC
)
SELECT subject, first, last, round(percent, 1) AS percent, how, evidence, doc_id
FROM best
ORDER BY percent DESC, subject, first, last;
