-- One case per report with indicators: their weights add up to the full mark, with or without the weight of the budget
-- execution rate where that stands apart (90 + 10): no row of the table is about it, or the total score has points that no row
-- has. Where only deductions are printed, they stand in for the weights.
WITH sums AS (
    SELECT i.version_id, count(*) AS n, count(weight) AS weighted, count(max_deduction) AS deducted,
           CASE WHEN count(*) = count(score) THEN CAST(sum(score) AS DECIMAL(24, 6)) END AS points,
           CAST(sum(weight) AS DECIMAL(24, 6)) AS weights, CAST(sum(max_deduction) AS DECIMAL(24, 6)) AS deductions,
           bool_or(regexp_matches(coalesce(level1, '') || coalesce(level2, '') || level3, $execution_words)) AS holds_execution,
           list('indicators:' || fact_id ORDER BY seq) AS fact_ids
    FROM core.decided_indicators i
    JOIN rule_scope USING (version_id)
    GROUP BY i.version_id
), judged AS (
    SELECT u.*, coalesce(c.full_mark, 100) AS full_mark,
           NOT holds_execution OR coalesce(c.total > points AND c.total <= points + $execution_weight, false) AS apart, weighted = n AS by_weight, weighted = 0 AND deducted = n AS by_deduction,
           CASE WHEN weighted = n THEN weights WHEN weighted = 0 AND deducted = n THEN deductions END AS observed
    FROM sums u
    LEFT JOIN self_scores c USING (version_id)
)
SELECT version_id,
       CASE WHEN observed IS NULL THEN 'not_evaluable'
            WHEN observed = full_mark OR (by_weight AND apart AND observed + $execution_weight = full_mark) THEN 'pass'
            ELSE 'fail' END AS verdict,
       CASE WHEN observed IS NULL THEN 'weights_missing' END AS reason,
       observed, full_mark AS expected, n, CASE WHEN by_deduction THEN '最大扣分' ELSE '分值' END AS what, fact_ids
FROM judged
