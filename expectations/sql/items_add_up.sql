-- One case per stage that lists project items: their sum meets the printed project total.
-- A list that calls itself partial ("主要包括…"), or of which numbers are missing because their amounts could not be settled, may
-- fall short of the total, but never exceed it.
WITH sums AS (
    SELECT version_id, stage, count(*) AS n, CAST(sum(amount) AS DECIMAL(24, 2)) AS parts, CAST(sum(half) AS DECIMAL(24, 4)) AS parts_half,
           list(fact ORDER BY seq) AS facts, max(seq) > count(DISTINCT seq) AS gaps
    FROM scope_items
    GROUP BY version_id, stage
), firsts AS (
    SELECT version_id, min(char_start) AS char_start FROM fact_places WHERE table_name = 'project_items' GROUP BY version_id
), parts AS (
    SELECT t.version_id, e.char_start, t.heading || t.text AS words
    FROM core.sections t
    SEMI JOIN firsts USING (version_id)
    JOIN core.evidence e USING (evidence_id)
), told AS (  -- the words of the section that the items begin in
    SELECT f.version_id, regexp_matches(regexp_replace(p.words, '\s+', '', 'g'), $partial_list) AS partial
    FROM firsts f
    ASOF JOIN parts p ON p.version_id = f.version_id AND p.char_start <= f.char_start
), judged AS (
    SELECT u.*, b.amount AS printed, b.fact AS printed_fact,
           meet(parts - parts_half, parts + parts_half, b.amount - b.half, b.amount + b.half) AS equal,
           parts - parts_half > b.amount + b.half AS over,
           u.n < 2 OR coalesce(w.partial, false) AS partial
    FROM sums u
    LEFT JOIN scope_budget b ON b.version_id = u.version_id AND b.stage = u.stage AND b.category = 'project' AND b.fund_source = 'all'
    LEFT JOIN told w ON w.version_id = u.version_id
)
SELECT version_id, stage AS subject,
       CASE WHEN printed IS NULL THEN 'not_evaluable' WHEN equal THEN 'pass' WHEN over OR NOT (partial OR gaps) THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN printed IS NULL THEN 'no_total' WHEN NOT equal AND NOT over AND gaps THEN 'items_unsettled'
            WHEN NOT equal AND NOT over AND partial THEN 'list_partial' END AS reason,
       stage, n, parts AS observed, printed AS expected, abs(parts - printed) AS gap,
       [printed_fact] || facts AS fact_ids
FROM judged
