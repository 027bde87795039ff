-- For E07: whether all that the report says of execution is complete (amounts of its categories, rates of completion), and the
-- problems that it lists. Base of a category: the adjusted budget, else the initial one with what was carried in, else the received.
WITH money AS (
    SELECT version_id, executed + executed_half >= base - base_half AS complete, [base_fact, executed_fact] AS facts
    FROM (
        SELECT *, coalesce(adjusted, initial + coalesce(carried_in, 0), received) AS base,
               coalesce(adjusted_half, initial_half, received_half) AS base_half,
               coalesce(adjusted_fact, initial_fact, received_fact) AS base_fact
        FROM budget_by_category
        WHERE fund_source = 'all' AND category IN ('personnel', 'operating', 'basic', 'project', 'total')
    )
    WHERE executed IS NOT NULL AND base > 0
    UNION ALL
    SELECT r.version_id, r.rate_pct >= 100, ['stated_rates:' || r.fact_id]
    FROM core.decided_stated_rates r
    JOIN rule_scope USING (version_id)
    WHERE r.kind = 'completion' AND r.item_id IS NULL AND r.category IS NOT NULL
), spent AS (
    SELECT version_id, bool_and(complete) AS complete, count(*) AS n, flatten(list(facts)) AS facts
    FROM money
    GROUP BY version_id
)
SELECT p.version_id, s.complete, s.n, s.facts, p.seq, p.text, 'problem_items:' || p.fact_id AS fact
FROM core.problem_items p
JOIN rule_scope USING (version_id)
LEFT JOIN spent s USING (version_id)
WHERE p.kind = 'problem'
ORDER BY p.version_id, p.seq
