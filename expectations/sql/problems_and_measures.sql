-- For E12: problems and measures in their order.
SELECT p.version_id, p.kind, p.seq, p.text, 'problem_items:' || p.fact_id AS fact
FROM core.problem_items p
JOIN rule_scope USING (version_id)
ORDER BY p.version_id, p.seq
