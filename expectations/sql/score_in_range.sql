-- One case per self score: between 0 and the full mark (100 where none is printed). Where neither a full mark nor the rows' own full
-- marks are printed and the rows' scores add up to the total but for what stands outside the table, the whole may be another than 100.
WITH items AS (
    SELECT version_id, count(weight) AS weighted, CAST(sum(score) AS DECIMAL(24, 6)) AS points
    FROM core.decided_indicators
    GROUP BY version_id
)
SELECT c.version_id, total AS observed, full_mark AS expected, [fact] AS fact_ids,
       CASE WHEN total IS NULL THEN 'not_evaluable' WHEN total BETWEEN 0 AND full_mark THEN 'pass'
            WHEN printed_full_mark IS NULL AND i.weighted = 0 AND total - i.points BETWEEN 0 AND $apart THEN 'not_evaluable' ELSE 'fail' END AS verdict,
       CASE WHEN total IS NULL THEN 'score_missing' ELSE 'full_mark_unknown' END AS reason
FROM self_scores c
LEFT JOIN items i USING (version_id)
