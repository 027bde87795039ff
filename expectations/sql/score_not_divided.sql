-- For E03: per self score what its indicator rows add up to, as they stand and (where a score exceeds its row's weight: the scores
-- are on a scale of 100 before weighting) weighted, and the points that stand outside the table (budget
-- execution's 10; nobody can tell unless every row prints its weight).
WITH items AS (
    SELECT i.version_id, count(*) AS n, count(weight) AS weighted_rows, count(score) AS scored, CAST(sum(score) AS DECIMAL(24, 6)) AS points,
           CAST(sum(weight) AS DECIMAL(24, 6)) AS weights, coalesce(bool_or(score > weight) AND max(score) <= 100, false) AS on_scale,
           CAST(sum(CAST(score AS DECIMAL(24, 4)) * CAST(weight AS DECIMAL(12, 4))) AS DECIMAL(38, 6)) / 100 AS weighted,
           list('indicators:' || fact_id ORDER BY seq) FILTER (score IS NOT NULL) AS facts
    FROM core.decided_indicators i
    JOIN rule_scope USING (version_id)
    GROUP BY i.version_id
)
SELECT c.version_id, c.total, c.full_mark, c.fact, coalesce(i.scored, 0) AS scored, coalesce(i.n, 0) AS n, i.points,
       CASE WHEN i.weighted_rows = i.n THEN greatest(c.full_mark - i.weights, 0) END AS apart, coalesce(i.on_scale, false) AS on_scale,
       CAST(i.weighted AS DECIMAL(24, 6)) AS weighted, CAST(i.n * 0.01 AS DECIMAL(10, 4)) AS slack, coalesce(i.facts, []) AS facts
FROM self_scores c
LEFT JOIN items i USING (version_id)
WHERE c.total IS NOT NULL
