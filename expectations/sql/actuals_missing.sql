-- One case per report with indicators: each has an actual value of its own, neither absent nor the target said again (达90%以上):
-- that leaves no point value. A target in words is often answered with its own words, which is no fault. A table of points (评分表)
-- has neither targets nor actual values: each row is scored by a standard.
WITH judged AS (
    SELECT version_id, seq, level3, fact, score IS NOT NULL AND target_num IS NULL AND target_text IS NULL AS scored_alone,
           actual_num IS NULL AND actual_text IS NULL AS absent,
           target_num IS NOT NULL AND coalesce(actual_num, target_num) = target_num
               AND coalesce(regexp_matches(actual_text, $restates), false) AS restated
    FROM scope_indicators
)
SELECT version_id, CASE WHEN bool_and(scored_alone AND absent) THEN 'not_evaluable' WHEN bool_or(absent OR restated) THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN bool_and(scored_alone AND absent) THEN 'scored_alone' END AS reason,
       count(*) FILTER (absent OR restated) AS observed, count(*) AS expected,
       count(*) FILTER (absent) AS absent, count(*) FILTER (restated AND NOT absent) AS restated,
       list(level3 ORDER BY seq) FILTER (absent OR restated) AS names,
       list(fact ORDER BY seq) FILTER (absent OR restated) AS fact_ids
FROM judged
GROUP BY version_id
