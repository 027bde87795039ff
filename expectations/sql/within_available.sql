-- Two cases per category and source: executed ≤ received + carried in, and received ≤ adjusted + carried in.
-- Without a printed carry-over an excess is suspicious, but not impossible: it is a case of the other branch.
WITH pairs AS (
    SELECT version_id, category, fund_source, 'executed' AS stage, executed AS used, executed_half AS used_half, executed_fact AS used_fact,
           'received' AS limit_stage, received AS given, received_half AS given_half, received_fact AS given_fact,
           carried_in, carried_in_half, carried_in_fact
    FROM budget_by_category
    UNION ALL
    SELECT version_id, category, fund_source, 'received', received, received_half, received_fact,
           'adjusted', adjusted, adjusted_half, adjusted_fact, carried_in, carried_in_half, carried_in_fact
    FROM budget_by_category
), judged AS (
    SELECT *, coalesce(carried_in, 0) AS carry,
           used - used_half > given + given_half + coalesce(carried_in + carried_in_half, 0) AS over
    FROM pairs
)
SELECT version_id, category || '/' || fund_source || '/' || stage AS subject,
       CASE WHEN over AND carried_in IS NULL THEN 'carry_unstated' ELSE 'available' END AS branch,
       CASE WHEN over IS NULL THEN 'not_evaluable' WHEN over THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN over IS NULL THEN 'stage_missing' END AS reason,
       category, stage, limit_stage, given, carry, used AS observed, given + carry AS expected, used - given - carry AS gap,
       [f FOR f IN [used_fact, given_fact, carried_in_fact] IF f IS NOT NULL] AS fact_ids
FROM judged
WHERE used IS NOT NULL OR given IS NOT NULL
