-- Facts with everything on one level, and the document they come from.
CREATE VIEW facts_flat AS
SELECT
    f.id, f.doc_id, d.published, d.title,
    f.subject.text AS subject,
    f.metric.id AS metric, f.metric.text AS metric_text,
    f.comparator, f.value, f.value_high, f.value_text, f.scale, f.decimals, f.unit,
    f.change.basis AS change_basis, f.change.direction AS change_direction,
    f.period."start" AS period_start, f.period."end" AS period_end,
    f.modality, coalesce(f.attribution.id, f.attribution.text) AS source,
    f.quote, d.duplicate_of, d.path, d.line
FROM facts AS f LEFT JOIN documents AS d ON d.id = f.doc_id;
