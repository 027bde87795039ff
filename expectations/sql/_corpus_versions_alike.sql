-- For rules about copies: pairs of reports whose whole texts are alike, with the figures of both when these are all equal (A15: one
-- report filed twice; other rules then have nothing to add), and what may be shared without copying: a unit and its parent.

CREATE OR REPLACE TEMP TABLE version_amounts AS  -- amounts of the report's own year that are not carried over from another
SELECT DISTINCT version_id, amount FROM (
    SELECT version_id, amount FROM scope_budget WHERE stage NOT IN ('carried_in', 'carried_out')
    UNION ALL
    SELECT version_id, amount FROM scope_items
)
WHERE amount > 0;

CREATE OR REPLACE TEMP TABLE same_report_twice AS
WITH figures AS (
    SELECT version_id, list(amount ORDER BY amount) AS amounts FROM version_amounts GROUP BY version_id
)
SELECT p.version_a, p.version_b, p.donor_version, p.donor_reason, p.jaccard, p.document_a, p.char_start_a, p.char_end_a, p.document_b,
       p.char_start_b, p.char_end_b
FROM quality.text_pairs p
JOIN scope_units a ON a.version_id = p.version_a
JOIN scope_units b ON b.version_id = p.version_b
LEFT JOIN figures fa ON fa.version_id = p.version_a
LEFT JOIN figures fb ON fb.version_id = p.version_b
WHERE p.section_a IS NULL AND a.report_id <> b.report_id AND p.jaccard >= 0.95 AND fa.amounts = fb.amounts;

CREATE OR REPLACE TEMP TABLE versions_not_compared AS  -- of a report with very many versions some are compared, these not
SELECT s.version_id
FROM rule_scope s
SEMI JOIN (SELECT version_id FROM core.sections WHERE text IS NOT NULL) t ON t.version_id = s.version_id
SEMI JOIN (SELECT v.report_id FROM core.report_versions v JOIN quality.text_compared c USING (version_id)) o ON o.report_id = s.report_id
ANTI JOIN quality.text_compared c ON c.version_id = s.version_id;
