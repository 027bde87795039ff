-- One case per report with at least three completion rates (of money and of goals): not every one is 100 %.
WITH rates AS (
    SELECT r.version_id, r.rate_pct AS rate, 'stated_rates:' || r.fact_id AS fact
    FROM core.decided_stated_rates r
    JOIN rule_scope USING (version_id)
    WHERE r.kind = 'completion'
    UNION ALL
    SELECT g.version_id, g.completion_pct, 'goals:' || g.fact_id
    FROM core.decided_goals g
    JOIN rule_scope USING (version_id)
    WHERE g.part = 'result' AND g.completion_pct IS NOT NULL
)
SELECT version_id, CASE WHEN bool_and(rate = 100) THEN 'fail' ELSE 'pass' END AS verdict,
       count(*) FILTER (rate = 100) AS observed, count(*) AS expected, list(fact ORDER BY fact) AS fact_ids
FROM rates
GROUP BY version_id
HAVING count(*) >= $at_least
