-- One case per self score in one of two branches: item scores exist at all; if they do for every indicator, they add up to it
-- (with or without the budget execution rate's points where that stands apart).
WITH items AS (
    SELECT i.version_id, count(*) AS n, count(score) AS scored, CAST(sum(score) AS DECIMAL(24, 6)) AS points, CAST(sum(weight) AS DECIMAL(24, 6)) AS weights,
           list('indicators:' || fact_id ORDER BY seq) FILTER (score IS NOT NULL) AS facts
    FROM core.decided_indicators i
    JOIN rule_scope USING (version_id)
    GROUP BY i.version_id
), judged AS (
    SELECT c.version_id, c.total, c.full_mark, c.fact, coalesce(i.scored, 0) AS scored, coalesce(i.n, 0) AS n, i.points,
           greatest(c.full_mark - i.weights, 0) AS apart, coalesce(i.facts, []) AS facts
    FROM self_scores c
    LEFT JOIN items i USING (version_id)
    WHERE c.total IS NOT NULL
)
SELECT version_id, CASE WHEN scored = 0 THEN 'absent' ELSE 'sum' END AS branch,
       CASE WHEN scored = 0 THEN 'fail' WHEN scored < n OR apart IS NULL THEN 'not_evaluable'
            WHEN total BETWEEN points AND points + apart THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN scored > 0 AND (scored < n OR apart IS NULL) THEN 'scores_partial' END AS reason,
       total AS observed, points AS expected, apart, [fact] || facts AS fact_ids
FROM judged
