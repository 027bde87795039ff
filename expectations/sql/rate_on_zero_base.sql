-- One case per asset figure of zero with a printed rate of change: last year's figure was zero too, so the rate is undefined.
SELECT a.version_id, a.measure AS subject, a.measure,
       CASE WHEN a.amount_yuan = 0 AND a.change_pct > -100 THEN 'fail' ELSE 'pass' END AS verdict,
       a.change_pct AS observed, ['asset_facts:' || a.fact_id] AS fact_ids
FROM core.asset_facts a
JOIN rule_scope USING (version_id)
WHERE a.change_pct IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY a.version_id, a.measure ORDER BY a.fact_id) = 1
