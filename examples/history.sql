-- A metric's history: what was said of it for each subject, period after period, and how it moved from one to the next.
-- SET VARIABLE metric = 'net_profit' before it asks for another metric.
WITH said AS (
    SELECT
        subject.text AS subject, unit, period."start" AS first, period."end" AS last,
        min(value) AS lowest, max(coalesce(value_high, value)) AS highest,
        bool_or(modality = 'actual') AS actual, count(*) AS times, list(DISTINCT doc_id ORDER BY doc_id) AS documents
    FROM facts
    WHERE metric.id = coalesce(getvariable('metric'), 'revenue') AND change IS NULL
        AND subject IS NOT NULL AND period IS NOT NULL AND value IS NOT NULL
    GROUP BY ALL
)
SELECT
    *,
    -- Quarters follow quarters, and years follow years; where more than one value is told, none is the step.
    CASE WHEN lowest = highest AND lag(lowest) OVER series = lag(highest) OVER series
        THEN lowest - lag(lowest) OVER series END AS moved
FROM said
WINDOW series AS (PARTITION BY subject, unit, datediff('month', first, last) ORDER BY first, last)
ORDER BY subject, unit, datediff('month', first, last), first, last;
