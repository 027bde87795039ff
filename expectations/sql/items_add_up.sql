-- One case per stage that lists project items: their sum meets the printed project total.
-- A list that calls itself partial ("主要包括…") may fall short of the total, but never exceed it.
WITH sums AS (
    SELECT version_id, stage, count(*) AS n, CAST(sum(amount) AS DECIMAL(24, 2)) AS parts, CAST(sum(half) AS DECIMAL(24, 4)) AS parts_half,
           list(fact ORDER BY seq) AS facts
    FROM scope_items
    GROUP BY version_id, stage
), judged AS (
    SELECT u.*, b.amount AS printed, b.fact AS printed_fact,
           meet(parts - parts_half, parts + parts_half, b.amount - b.half, b.amount + b.half) AS equal,
           parts - parts_half > b.amount + b.half AS over,
           u.n < 2 OR regexp_matches(coalesce(w.words, ''), $partial_list) AS partial
    FROM sums u
    LEFT JOIN scope_budget b ON b.version_id = u.version_id AND b.stage = u.stage AND b.category = 'project' AND b.fund_source = 'all'
    LEFT JOIN section_words w ON w.version_id = u.version_id AND w.part = 'income_expenditure'
)
SELECT version_id, stage AS subject,
       CASE WHEN printed IS NULL THEN 'not_evaluable' WHEN equal THEN 'pass' WHEN over OR NOT partial THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN printed IS NULL THEN 'no_total' WHEN NOT equal AND NOT over AND partial THEN 'list_partial' END AS reason,
       stage, n, parts AS observed, printed AS expected, abs(parts - printed) AS gap,
       [printed_fact] || facts AS fact_ids
FROM judged
