-- balance: carried in + received − executed is not below zero. carried_out: where the year-end balance is printed, it is that, or
-- received − executed: many count what was carried in as received.
WITH closing AS (
    SELECT version_id, category, fund_source, max(amount) AS carried_out, max(half) AS half, max(fact) AS fact
    FROM scope_budget WHERE stage = 'carried_out' GROUP BY ALL
), judged AS (
    SELECT b.version_id, b.category, b.fund_source, b.carried_in, b.received, b.executed, c.carried_out,
           b.carried_in + b.received - b.executed AS balance,
           b.carried_in_half + b.received_half + b.executed_half AS slack, c.half,
           [b.carried_in_fact, b.received_fact, b.executed_fact] AS facts, c.fact
    FROM budget_by_category b
    LEFT JOIN closing c USING (version_id, category, fund_source)
    WHERE b.carried_in IS NOT NULL OR c.carried_out IS NOT NULL
)
SELECT 'balance' AS branch, version_id, category || '/' || fund_source AS subject,
       CASE WHEN balance IS NULL THEN 'not_evaluable' WHEN balance + slack < 0 THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN balance IS NULL THEN 'stage_missing' END AS reason,
       category, carried_in, received, executed, balance AS observed, 0::DECIMAL(18, 2) AS expected, [f FOR f IN facts IF f IS NOT NULL] AS fact_ids
FROM judged
UNION ALL
SELECT 'carried_out', version_id, category || '/' || fund_source,
       CASE WHEN balance IS NULL THEN 'not_evaluable' 
            WHEN abs(balance - carried_out) <= slack + half OR abs(received - executed - carried_out) <= slack + half THEN 'pass' ELSE 'fail' END,
       CASE WHEN balance IS NULL THEN 'stage_missing' END,
       category, carried_in, received, executed, carried_out, balance, list_filter(facts || [fact], lambda f: f IS NOT NULL)
FROM judged
WHERE carried_out IS NOT NULL
