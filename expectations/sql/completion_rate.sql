-- One case per printed completion rate of a category, in each branch.
-- rate: some printed base makes executed ÷ base meet the printed rate. denominator: it is the first base in order.
-- base_unprinted: with the initial budget alone, a rate that does not meet it may rest on an adjusted budget that is not printed:
-- no error. More spent than this budget shows that there must be such a one.
WITH stated AS (
    SELECT r.version_id, r.category, r.fund_source, r.rate_pct, r.half_unit_pct, 'stated_rates:' || r.fact_id AS rate_fact,
           r.category || '/' || r.fund_source || CASE WHEN row_number() OVER same > 1 THEN '#' || row_number() OVER same ELSE '' END AS subject
    FROM core.decided_stated_rates r
    JOIN rule_scope USING (version_id)
    WHERE r.kind = 'completion' AND r.category IS NOT NULL AND r.item_id IS NULL
    WINDOW same AS (PARTITION BY r.version_id, r.category, r.fund_source ORDER BY r.fact_id)
), adjustments AS (
    SELECT version_id, category, fund_source, max(amount) AS adjustment, max(half) AS adjustment_half, max(fact) AS adjustment_fact
    FROM scope_budget WHERE stage = 'adjustment' GROUP BY ALL
), printed AS (
    SELECT version_id, category, fund_source, 1 AS place, 'adjusted' AS stage, adjusted AS base, adjusted_half AS base_half,
           [adjusted_fact] AS facts FROM budget_by_category WHERE adjusted IS NOT NULL
    UNION ALL SELECT version_id, category, fund_source, 2, 'initial', initial, initial_half, [initial_fact]
    FROM budget_by_category WHERE initial IS NOT NULL
    UNION ALL SELECT version_id, category, fund_source, 3, 'received', received, received_half, [received_fact]
    FROM budget_by_category WHERE received IS NOT NULL
), bases AS (
    FROM printed
    UNION ALL SELECT version_id, category, fund_source, 3 + place, 'available', base + carried_in, base_half + carried_in_half,
           facts || [carried_in_fact]
    FROM printed JOIN budget_by_category USING (version_id, category, fund_source) WHERE carried_in > 0
    UNION ALL SELECT version_id, category, fund_source, 1, 'increased', initial + adjustment, initial_half + adjustment_half,
           [initial_fact, adjustment_fact]
    FROM adjustments JOIN budget_by_category USING (version_id, category, fund_source) WHERE adjusted IS NULL AND initial IS NOT NULL
), tried AS (
    SELECT s.version_id, s.subject, b.place, b.stage, b.base, b.facts,
           meet(CAST(c.executed - c.executed_half AS DECIMAL(28,4)) * 100, CAST(c.executed + c.executed_half AS DECIMAL(28,4)) * 100,
                (s.rate_pct - s.half_unit_pct) * CAST(b.base - b.base_half AS DECIMAL(28,4)),
                (s.rate_pct + s.half_unit_pct) * CAST(b.base + b.base_half AS DECIMAL(28,4))) AS fits,
           rank() OVER (PARTITION BY s.version_id, s.subject ORDER BY b.place) AS turn
    FROM stated s
    JOIN budget_by_category c USING (version_id, category, fund_source)
    JOIN bases b USING (version_id, category, fund_source)
    WHERE c.executed IS NOT NULL AND b.base > b.base_half
), judged AS (
    SELECT version_id, subject, bool_or(fits) AS any_fits, bool_or(fits) FILTER (turn = 1) AS first_fits,
           arg_min(base, turn) AS base, arg_min(stage, turn) AS base_stage, arg_min(stage, turn) FILTER (fits) AS fitting_stage,
           arg_min(base, turn) FILTER (fits) AS fitting_base, arg_min(facts, turn) FILTER (fits) AS fitting_facts,
           flatten(list(facts)) AS base_facts, bool_or(stage IN ('adjusted', 'received')) AS known
    FROM tried
    GROUP BY version_id, subject
), told AS (
    SELECT s.version_id, s.subject, s.category, s.rate_pct AS expected, c.executed, j.base, j.base_stage, j.fitting_stage, j.fitting_base,
           ratio_pct(c.executed, j.base) AS observed,
           -- a rate that holds holds by one base; what fails was held against all of them
           list_distinct([s.rate_fact, c.executed_fact] || CASE WHEN j.first_fits THEN j.fitting_facts ELSE j.base_facts END) AS fact_ids,
           j.any_fits, j.first_fits, j.known, c.executed - c.executed_half > j.base AS beyond,
           CASE WHEN c.executed IS NULL THEN 'no_executed' WHEN j.base IS NULL THEN 'no_base' END AS reason
    FROM stated s
    LEFT JOIN budget_by_category c USING (version_id, category, fund_source)
    LEFT JOIN judged j USING (version_id, subject)
)
SELECT 'rate' AS branch,
       CASE WHEN reason IS NOT NULL OR NOT (any_fits OR known) THEN 'not_evaluable' WHEN any_fits THEN 'pass' ELSE 'fail' END AS verdict,
       * REPLACE (coalesce(reason, CASE WHEN NOT (any_fits OR known) THEN 'base_unprinted' END) AS reason)
FROM told
UNION ALL
SELECT 'denominator',
       CASE WHEN reason IS NOT NULL OR NOT any_fits THEN 'not_evaluable' WHEN first_fits THEN 'pass' ELSE 'fail' END,
       * REPLACE (coalesce(reason, CASE WHEN NOT any_fits THEN 'no_base_fits' END) AS reason)
FROM told
UNION ALL
SELECT 'base_unprinted', CASE WHEN any_fits THEN 'pass' WHEN beyond THEN 'not_evaluable' ELSE 'fail' END,
       * REPLACE (CASE WHEN NOT any_fits AND beyond THEN 'base_unprinted' END AS reason)
FROM told
WHERE reason IS NULL AND NOT known
