-- Facts, and the document they come from.
CREATE OR REPLACE VIEW facts_flat AS
SELECT
    f.id, f.doc_id, d.published, d.title,
    f.subject_text AS subject,
    f.metric_id AS metric, f.metric_text,
    f.comparator, f.value, f.value_high, f.value_text, f.scale, f.decimals, f.unit,
    f.change_basis, f.change_direction,
    f.period_start, f.period_end,
    f.modality, coalesce(f.attribution_id, f.attribution_text) AS source,
    f.quote, d.duplicate_of, d.path, d.line
FROM facts AS f JOIN documents AS d ON d.key = f.document;

