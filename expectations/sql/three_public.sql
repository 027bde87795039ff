-- control: the printed rate of control of 三公经费 is executed ÷ its adjusted or initial budget. within: it is no more than the
-- operating and project money that it is part of.
WITH own AS (
    FROM budget_by_category WHERE category = 'three_public' AND fund_source = 'all' AND executed IS NOT NULL
), rates AS (
    SELECT r.version_id, max(r.rate_pct) AS rate, max(r.half_unit_pct) AS half, max('stated_rates:' || r.fact_id) AS fact
    FROM core.decided_stated_rates r
    JOIN rule_scope USING (version_id)
    WHERE r.category = 'three_public' AND r.kind = 'control' AND r.fund_source = 'all' AND r.item_id IS NULL
    GROUP BY r.version_id
    HAVING count(*) = 1
), bases AS (
    SELECT version_id, 1 AS turn, adjusted AS base, adjusted_half AS base_half, adjusted_fact AS base_fact FROM own WHERE adjusted > adjusted_half
    UNION ALL SELECT version_id, 2, initial, initial_half, initial_fact FROM own WHERE initial > initial_half
), tried AS (
    SELECT r.version_id, r.rate, r.fact, o.executed, o.executed_fact, b.turn, b.base, b.base_fact,
           meet(CAST(o.executed - o.executed_half AS DECIMAL(28, 4)) * 100, CAST(o.executed + o.executed_half AS DECIMAL(28, 4)) * 100,
                (r.rate - r.half) * CAST(b.base - b.base_half AS DECIMAL(28, 4)), (r.rate + r.half) * CAST(b.base + b.base_half AS DECIMAL(28, 4))) AS fits
    FROM rates r
    LEFT JOIN own o USING (version_id)
    LEFT JOIN bases b USING (version_id)
), rated AS (
    SELECT version_id, any_value(rate) AS rate, bool_or(fits) AS fits, any_value(executed) AS executed, arg_min(base, turn) AS base,
           [any_value(fact), any_value(executed_fact)]
               || coalesce(CASE WHEN bool_or(fits) THEN [arg_min(base_fact, turn) FILTER (fits)] ELSE list(base_fact ORDER BY turn) END, []) AS facts
    FROM tried
    GROUP BY version_id
), parts AS (
    SELECT o.version_id, o.executed, p.executed + q.executed AS most,
           o.executed - o.executed_half > p.executed + q.executed + p.executed_half + q.executed_half AS over,
           [o.executed_fact, p.executed_fact, q.executed_fact] AS facts
    FROM own o
    JOIN budget_by_category p ON p.version_id = o.version_id AND p.category = 'operating' AND p.fund_source = 'all'
    JOIN budget_by_category q ON q.version_id = o.version_id AND q.category = 'project' AND q.fund_source = 'all'
)
SELECT 'control' AS branch, version_id, CASE WHEN fits IS NULL THEN 'not_evaluable' WHEN fits THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN fits IS NULL THEN 'stage_missing' END AS reason, executed, base, ratio_pct(executed, base) AS observed, rate AS expected,
       [f FOR f IN facts IF f IS NOT NULL] AS fact_ids
FROM rated
UNION ALL
SELECT 'within', version_id, CASE WHEN over IS NULL THEN 'not_evaluable' WHEN over THEN 'fail' ELSE 'pass' END,
       CASE WHEN over IS NULL THEN 'stage_missing' END, executed, most, NULL, NULL, [f FOR f IN facts IF f IS NOT NULL]
FROM parts
