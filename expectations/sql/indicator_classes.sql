-- For D05: indicators with their second level.
SELECT i.version_id, i.seq, i.level2, i.level3, i.description, i.target_text, i.unit, 'indicators:' || i.fact_id AS fact
FROM core.decided_indicators i
JOIN rule_scope USING (version_id)
WHERE i.level2 IS NOT NULL
