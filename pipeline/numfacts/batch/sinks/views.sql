-- Facts with everything on one level, and the document they come from.
CREATE VIEW facts_flat AS
SELECT
    f.id, f.doc_id, d.published, d.title,
    f.subject.text AS subject,
    f.metric.id AS metric, f.metric.text AS metric_text,
    f.comparator, f.value, f.value_high, f.value_text, f.unit,
    f.change.basis AS change_basis, f.change.direction AS change_direction,
    f.period."start" AS period_start, f.period."end" AS period_end,
    f.modality, coalesce(f.attribution.id, f.attribution.text) AS source,
    f.quote, d.duplicate_of, d.path, d.line
FROM facts AS f LEFT JOIN documents AS d ON d.id = f.doc_id;

-- What was said of each subject's metrics over time: levels and no changes, each article once.
CREATE VIEW history AS
SELECT subject, metric, unit, period_start, period_end, value, value_high, comparator, modality, published, doc_id, id
FROM facts_flat
WHERE change_direction IS NULL AND metric IS NOT NULL AND duplicate_of IS NULL
ORDER BY subject, metric, unit, period_end, published;

-- Changes in per cent, signed: a fall of 5 per cent is -5.
CREATE VIEW growth AS
SELECT
    subject, metric, change_basis, period_start, period_end,
    CASE change_direction WHEN 'down' THEN -abs(value) ELSE value END AS percent,
    modality, published, doc_id, id
FROM facts_flat
WHERE change_direction IS NOT NULL AND unit = 'percent' AND metric IS NOT NULL AND duplicate_of IS NULL;

-- Figures for which articles state different values: exact ones, as facts, of one subject, metric, unit and period.
CREATE VIEW disagreements AS
SELECT
    subject, metric, unit, period_start, period_end,
    count(DISTINCT value) AS "values", min(value) AS lowest, max(value) AS highest,
    list(DISTINCT doc_id ORDER BY doc_id) AS documents
FROM history
WHERE comparator = '=' AND modality = 'actual' AND subject IS NOT NULL AND period_end IS NOT NULL
GROUP BY ALL
HAVING count(DISTINCT value) > 1 AND count(DISTINCT doc_id) > 1;
