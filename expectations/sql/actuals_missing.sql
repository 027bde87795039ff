-- One case per report with indicators: each has an actual value of its own, neither absent nor the target said again.
WITH judged AS (
    SELECT i.version_id, i.seq, i.level3, 'indicators:' || i.fact_id AS fact, actual_num IS NULL AND actual_text IS NULL AS absent,
           coalesce(regexp_matches(actual_text, $restates), false) AS restated
    FROM core.decided_indicators i
    JOIN rule_scope USING (version_id)
)
SELECT version_id, CASE WHEN bool_or(absent OR restated) THEN 'fail' ELSE 'pass' END AS verdict,
       count(*) FILTER (absent OR restated) AS observed, count(*) AS expected,
       count(*) FILTER (absent) AS absent, count(*) FILTER (restated AND NOT absent) AS restated,
       list(level3 ORDER BY seq) FILTER (absent OR restated) AS names,
       list(fact ORDER BY seq) FILTER (absent OR restated) AS fact_ids
FROM judged
GROUP BY version_id
