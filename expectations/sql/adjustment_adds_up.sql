-- One case per category and source with a printed difference (调整数): initial + adjustment = adjusted, with or without what was carried in.
WITH adjustments AS (
    SELECT version_id, category, fund_source, max(amount) AS adjustment, max(half) AS half, max(fact) AS fact
    FROM scope_budget WHERE stage = 'adjustment' GROUP BY ALL
), further AS (  -- an addition and a cut, of which only one is kept as the adjustment
    SELECT DISTINCT version_id FROM quality.ignored_numbers SEMI JOIN adjustments USING (version_id)
    WHERE reason = 'change' AND regexp_matches(quote, $further)
), judged AS (
    SELECT version_id, category, fund_source, b.initial, b.adjusted, b.carried_in, a.adjustment,
           b.carried_in_half AS carried_half, initial_half + adjusted_half + a.half AS slack, b.adjusted - b.initial - a.adjustment AS gap,
           [f FOR f IN [a.fact, b.initial_fact, b.adjusted_fact, b.carried_in_fact] IF f IS NOT NULL] AS fact_ids
    FROM adjustments a JOIN budget_by_category b USING (version_id, category, fund_source)
)
SELECT version_id, category || '/' || fund_source AS subject,
       CASE WHEN gap IS NULL THEN 'not_evaluable'
            WHEN abs(gap) <= slack OR abs(gap - carried_in) <= slack + carried_half THEN 'pass'
            WHEN version_id IN (FROM further) THEN 'not_evaluable' ELSE 'fail' END AS verdict,
       CASE WHEN gap IS NULL THEN 'stage_missing' ELSE 'further_adjustments' END AS reason,
       category, initial, adjustment, adjusted AS observed, initial + adjustment AS expected, abs(gap) AS gap, fact_ids
FROM judged
