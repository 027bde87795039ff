-- One case per category and source: what was spent is no more than the last printed budget, unless the report records an
-- adjustment, an addition or a carry-over, were it of the total alone. A printed rate is judged where the amounts are not both there. Where a part is over,
-- the sum that holds it says nothing more.
WITH additions AS (
    SELECT version_id FROM scope_budget WHERE stage = 'adjustment' AND amount <> 0
    UNION SELECT version_id FROM budget_by_category WHERE adjusted <> initial
), amounts AS (
    SELECT version_id, category, fund_source, executed, executed_half, coalesce(adjusted, initial) AS base, coalesce(adjusted_half, initial_half) AS base_half,
           CASE WHEN adjusted IS NULL THEN 'initial' ELSE 'adjusted' END AS stage, [executed_fact, coalesce(adjusted_fact, initial_fact)] AS facts,
           coalesce(adjusted IS NULL AND received + received_half >= executed - executed_half AND received > initial + initial_half, false) AS received_more
    FROM budget_by_category
    WHERE executed IS NOT NULL AND coalesce(adjusted, initial) > 0
), rates AS (
    SELECT r.version_id, r.category, r.fund_source, r.rate_pct, r.half_unit_pct, 'stated_rates:' || r.fact_id AS fact
    FROM core.decided_stated_rates r
    JOIN rule_scope USING (version_id)
    ANTI JOIN amounts a ON a.version_id = r.version_id AND a.category = r.category AND a.fund_source = r.fund_source
    WHERE r.kind = 'completion' AND r.category IS NOT NULL AND r.item_id IS NULL
    QUALIFY row_number() OVER (PARTITION BY r.version_id, r.category, r.fund_source ORDER BY r.fact_id) = 1
), judged AS (
    SELECT version_id, category, fund_source, executed - executed_half > base + base_half AS over, received_more, stage,
           ratio_pct(executed, base) AS observed, executed, base, facts
    FROM amounts
    UNION ALL
    SELECT version_id, category, fund_source, rate_pct - half_unit_pct > 100, false, 'printed', rate_pct, NULL, NULL, [fact]
    FROM rates
), told AS (  -- an aggregate, so that only these reports' words are looked through
    SELECT version_id FROM section_words SEMI JOIN (FROM judged WHERE over AND stage <> 'adjusted') USING (version_id)
    GROUP BY version_id HAVING bool_or(regexp_matches(words, $added))
)
SELECT version_id, category || '/' || fund_source AS subject, CASE WHEN stage = 'printed' THEN 'printed' ELSE 'computed' END AS branch,
       CASE WHEN NOT over THEN 'pass' WHEN received_more OR recorded OR part_over THEN 'not_evaluable' ELSE 'fail' END AS verdict,
       CASE WHEN over AND (received_more OR recorded) THEN 'addition_recorded' WHEN over THEN 'part_over' END AS reason,
       category, stage, observed, 100 AS expected, executed, base, facts AS fact_ids
FROM (
    SELECT *, over AND (EXISTS (FROM scope_budget c WHERE c.version_id = j.version_id AND c.stage = 'carried_in' AND c.amount <> 0)
           OR stage <> 'adjusted' AND version_id IN (FROM additions)
           OR stage <> 'adjusted' AND category <> 'total' AND EXISTS (FROM budget_by_category t WHERE t.version_id = j.version_id AND t.fund_source = j.fund_source
               AND t.category = 'total' AND t.adjusted + t.adjusted_half >= t.executed - t.executed_half)
           OR stage <> 'adjusted' AND version_id IN (FROM told)) AS recorded,
           category IN ('basic', 'total') AND EXISTS (FROM judged p WHERE p.version_id = j.version_id AND p.fund_source = j.fund_source AND p.over
               AND (p.category IN ('personnel', 'operating') OR j.category = 'total' AND p.category IN ('basic', 'project'))) AS part_over
    FROM judged j
)
