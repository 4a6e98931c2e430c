-- Where do two sources disagree on one figure? Exact values of one subject, metric, unit and period that differ by more
-- than rounding: 12.5亿 and 1,251,230,000 agree, as far as they are written.
WITH figures AS (
    SELECT
        subject.text AS subject, metric.id AS metric, unit,
        period."start" AS first, period."end" AS last, value, quote, doc_id,
        coalesce(attribution.text, attribution.id) AS cited,
        0.5 * power(10, scale - decimals) AS rounding
    FROM facts
    WHERE metric.id IS NOT NULL AND subject IS NOT NULL AND period IS NOT NULL AND change IS NULL
        AND comparator = '=' AND modality = 'actual' AND value_high IS NULL
    WINDOW source AS (PARTITION BY subject.text, metric.id, unit, period, doc_id, attribution.text)
    -- A source that has two such values speaks of two things.
    QUALIFY min(value) OVER source = max(value) OVER source
)
SELECT
    subject, metric, first, last, unit,
    low.quote AS one, low.doc_id AS one_in, low.cited AS one_cites,
    high.quote AS other, high.doc_id AS other_in, high.cited AS other_cites,
    high.value - low.value AS difference
FROM figures AS low JOIN figures AS high USING (subject, metric, unit, first, last)
WHERE high.value - low.value > low.rounding + high.rounding
    AND (low.doc_id <> high.doc_id OR low.cited IS DISTINCT FROM high.cited)
ORDER BY subject, metric, first, last, one_in, other_in;
