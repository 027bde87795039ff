-- For C06: headcounts with a printed change against last year, and where they stand.
SELECT t.version_id, t.kind, t.staff_scope, t.change_vs_prior AS change, 'staff_facts:' || t.fact_id AS fact, p.char_start, p.char_end
FROM core.decided_staff_facts t
JOIN fact_places p ON p.table_name = 'staff_facts' AND p.fact_id = t.fact_id AND p.version_id = t.version_id
WHERE t.change_vs_prior IS NOT NULL
