-- Any figure as it was known on a day: the version that held then, with what people had decided by then. ``statement`` tells the
-- figure of the report's own year from what it says of the year before; ``is_held_now`` whether that version still holds.
-- Usage: SELECT unit_name, field_name, value FROM mart.as_of(DATE '2026-11-01') WHERE county = '元氏县'.

CREATE MACRO mart.as_of(day) AS TABLE
SELECT r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.report_type, r.scope, f.report_id, f.version_id, v.version_no, v.first_seen_at, d.file_name,
       f.table_name, f.field, f.part, core.figure_name(w.words, f.table_name, f.field, f.part) AS field_name, CASE WHEN f.fact_year < r.fiscal_year THEN 'last_year' ELSE 'own_year' END AS statement, f.value, f.value_unit, f.printed, f.is_certain, f.is_corrected,
       f.is_current AS is_held_now, f.fact_id, f.evidence_id, CAST(day AS DATE) AS known_on
FROM core.figures_decided_by(CAST(day AS DATE) + INTERVAL 16 HOUR) AS f
JOIN core.versions_on(day) AS v USING (report_id, version_id)
JOIN core.reports AS r USING (report_id) LEFT JOIN core.documents AS d ON d.document_id = v.document_id CROSS JOIN core.words_of_figures() AS w;
COMMENT ON MACRO TABLE mart.as_of IS '某日所知：在给定的日期（北京时间）能看到的每个数字，取当时的版本和当时已有的人工决定';
