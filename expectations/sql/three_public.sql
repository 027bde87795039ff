-- 三公经费: its printed rate of control is executed ÷ budget, its printed change is against last year's printed amount, and it is no
-- more than the operating and project money that it is part of.
WITH own AS (
    SELECT *, [f FOR f IN [initial_fact, adjusted_fact] IF f IS NOT NULL] AS base_facts FROM budget_by_category
    WHERE category = 'three_public' AND fund_source = 'all' AND executed IS NOT NULL
), last_year AS (
    SELECT b.version_id, max(b.amount_yuan) AS amount, max(b.half_unit_yuan) AS half, max('budget_facts:' || b.fact_id) AS fact
    FROM core.decided_budget_facts b
    JOIN rule_scope s USING (version_id)
    WHERE b.is_preferred AND b.category = 'three_public' AND b.stage = 'executed' AND b.fund_source = 'all' AND b.fact_year = s.fiscal_year - 1
    GROUP BY b.version_id
    HAVING count(*) = 1
), rates AS (
    SELECT r.version_id, r.kind, max(r.rate_pct) AS rate, max(r.half_unit_pct) AS half, max('stated_rates:' || r.fact_id) AS fact
    FROM core.decided_stated_rates r
    JOIN rule_scope USING (version_id)
    WHERE r.category = 'three_public' AND r.kind IN ('control', 'change') AND r.fund_source = 'all' AND r.item_id IS NULL
    GROUP BY ALL
    HAVING count(*) = 1
), tried AS (
    SELECT r.version_id, r.kind, r.rate, r.half, r.fact, o.executed, o.executed_half, o.executed_fact,
           unnest(CASE r.kind WHEN 'control' THEN [{'amount': o.adjusted, 'half': o.adjusted_half, 'fact': o.adjusted_fact},
                                                   {'amount': o.initial, 'half': o.initial_half, 'fact': o.initial_fact}]
                  ELSE [{'amount': l.amount, 'half': l.half, 'fact': l.fact}] END) AS base
    FROM rates r
    LEFT JOIN own o USING (version_id)
    LEFT JOIN last_year l USING (version_id)
), fitted AS (  -- a printed change may leave the direction to the words: both signs are tried
    SELECT *, meet(CAST(executed - executed_half AS DECIMAL(28, 4)) * 100, CAST(executed + executed_half AS DECIMAL(28, 4)) * 100,
                   (CASE kind WHEN 'change' THEN 100 ELSE 0 END + rate - half) * CAST(base.amount - base.half AS DECIMAL(28, 4)),
                   (CASE kind WHEN 'change' THEN 100 ELSE 0 END + rate + half) * CAST(base.amount + base.half AS DECIMAL(28, 4)))
           OR kind = 'change' AND meet(CAST(executed - executed_half AS DECIMAL(28, 4)) * 100, CAST(executed + executed_half AS DECIMAL(28, 4)) * 100,
                   (100 - rate - half) * CAST(base.amount - base.half AS DECIMAL(28, 4)), (100 - rate + half) * CAST(base.amount + base.half AS DECIMAL(28, 4))) AS fits
    FROM tried
), rated AS (
    SELECT version_id, kind, any_value(rate) AS rate, bool_or(fits) FILTER (base.amount > 0) AS fits, any_value(executed) AS executed,
           arg_min(base.amount, base.fact) FILTER (base.amount > 0) AS base,
           list_distinct([any_value(fact), any_value(executed_fact)] || list(base.fact) FILTER (base.amount > 0 AND (fits OR NOT coalesce(fits, false)))) AS facts
    FROM fitted
    GROUP BY version_id, kind
), parts AS (
    SELECT o.version_id, o.executed, p.executed + q.executed AS most,
           o.executed - o.executed_half > p.executed + q.executed + p.executed_half + q.executed_half AS over,
           [o.executed_fact, p.executed_fact, q.executed_fact] AS facts
    FROM own o
    JOIN budget_by_category p ON p.version_id = o.version_id AND p.category = 'operating' AND p.fund_source = 'all'
    JOIN budget_by_category q ON q.version_id = o.version_id AND q.category = 'project' AND q.fund_source = 'all'
)
SELECT kind AS branch, version_id, CASE WHEN fits IS NULL THEN 'not_evaluable' WHEN fits THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN fits IS NULL THEN 'stage_missing' END AS reason, rate, executed, base,
       CASE kind WHEN 'control' THEN ratio_pct(executed, base) ELSE ratio_pct(executed, base) - 100 END AS observed, rate AS expected,
       [f FOR f IN facts IF f IS NOT NULL] AS fact_ids
FROM rated
UNION ALL
SELECT 'within', version_id, CASE WHEN over IS NULL THEN 'not_evaluable' WHEN over THEN 'fail' ELSE 'pass' END,
       CASE WHEN over IS NULL THEN 'stage_missing' END, NULL, executed, most, NULL, NULL, [f FOR f IN facts IF f IS NOT NULL]
FROM parts
