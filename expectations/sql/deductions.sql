-- For E05: what was deducted from the self score, what its indicators lost, and how many points stand outside them
-- (the budget execution rate's 10); both only where every indicator has weight and score. points and weighted: what the scores add
-- up to as they stand, and (where a score exceeds its row's weight: scores on a scale of 100) weighted. no_weights: no row prints its
-- weight. rate_lost: what the printed execution rate of all money
-- costs of the 10 points that it has. unread: a table of scores whose cells ran together.
WITH items AS (
    SELECT i.version_id, CAST(sum(weight - score) FILTER (score < weight) AS DECIMAL(24, 6)) AS lost,
           CAST(sum(weight) AS DECIMAL(24, 6)) AS weights, CASE WHEN count(*) = count(score) THEN CAST(sum(score) AS DECIMAL(24, 6)) END AS points,
           CASE WHEN count(*) = count(weight) AND bool_or(score > weight) AND max(score) <= 100
                THEN CAST(sum(CAST(score AS DECIMAL(24, 4)) * CAST(weight AS DECIMAL(12, 4))) / 100 AS DECIMAL(24, 6)) END AS weighted, count(*) = count(weight) AND count(*) = count(score) AS complete,
           count(weight) = 0 AS no_weights
    FROM core.decided_indicators i
    GROUP BY i.version_id
)
SELECT c.version_id, c.total, c.full_mark, c.fact, coalesce(i.lost, 0) AS lost_by_items,
       CASE WHEN i.complete THEN greatest(c.full_mark - i.weights, 0) ELSE 0 END AS apart, i.points, i.weighted,
       coalesce(i.no_weights, false) AS no_weights, CAST($execution_weight * (100 - r.rate_pct) / 100 AS DECIMAL(24, 6)) AS rate_lost,
       EXISTS (FROM quality.problems p WHERE p.version_id = c.version_id AND list_contains($unread, p.kind)) AS unread
FROM self_scores c
LEFT JOIN items i USING (version_id)
LEFT JOIN (FROM core.decided_stated_rates WHERE kind = 'completion' AND category = 'total' AND fund_source = 'all' AND item_id IS NULL AND rate_pct < 100
           QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY fact_id) = 1) r USING (version_id)
WHERE c.total IS NOT NULL
