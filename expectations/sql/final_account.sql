-- One case per figure that the unit's published final account of the year prints too (部门决算): equal to 0.01 万元 or 0.01 %.
WITH accounts AS (
    SELECT a.unit, a.fiscal_year, a.version_id FROM scope_units a
    WHERE a.report_type = 'final_account' AND a.relation <> 'conflict'
    QUALIFY count(*) OVER (PARTITION BY a.unit, a.fiscal_year) = 1
), pairs AS (
    SELECT u.version_id, a.version_id AS account FROM scope_units u
    JOIN accounts a USING (unit, fiscal_year)
    WHERE u.report_type = 'department'
), held AS (
    SELECT b.version_id, b.category, b.stage, b.fund_source, b.amount, b.fact, f.amount AS final, f.fact AS other_fact,
           abs(b.amount - f.amount) <= greatest(100 + b.half + f.half, CAST(f.amount AS DECIMAL(28, 4)) * 0.0001) AS equal
    FROM scope_budget b
    JOIN pairs p USING (version_id)
    JOIN scope_budget f ON f.version_id = p.account AND f.category = b.category AND f.stage = b.stage AND f.fund_source = b.fund_source
    WHERE b.stage IN ('executed', 'initial', 'adjusted') AND b.category IN ('personnel', 'operating', 'basic', 'project', 'total', 'three_public')
)
SELECT version_id, category || '/' || stage || '/' || fund_source AS subject, CASE WHEN equal THEN 'pass' ELSE 'fail' END AS verdict, NULL AS reason,
       category, stage, amount AS observed, final AS expected, abs(amount - final) AS gap, [fact] AS fact_ids, [other_fact] AS other_ids
FROM held
UNION ALL
SELECT u.version_id, NULL, 'not_evaluable', CASE WHEN p.version_id IS NULL THEN 'no_final_account' ELSE 'final_account_other_lines' END,
       NULL, NULL, NULL, NULL, NULL, [], []
FROM scope_units u
LEFT JOIN pairs p USING (version_id)
WHERE NOT EXISTS (FROM held h WHERE h.version_id = u.version_id)
