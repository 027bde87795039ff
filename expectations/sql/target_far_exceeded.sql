-- One case per indicator: the actual value does not leave its target so far behind that the target must have been too low (or, for
-- an upper limit, too high). Zero targets, times, words and values without a common unit are not judged.
WITH rows AS (
    SELECT version_id, CAST(seq AS VARCHAR) AS subject, seq, level3 AS name, operator, target_num, actual_num, coalesce(unit, '') AS unit, [fact] AS fact_ids,
           CASE WHEN target_num > 0 AND actual_num >= 0 AND same_unit AND NOT coalesce(list_contains($time_units, unit), false) THEN
               CASE WHEN operator IN ('≥', '>') THEN 'at_least' WHEN operator IN ('≤', '<') THEN 'at_most'
                    WHEN operator = '=' AND NOT regexp_matches(concat_ws('|', level1, level2, level3), $less_is_better) THEN 'at_least' END END AS way
    FROM scope_indicators
    WHERE kind IS DISTINCT FROM 'execution'
)
SELECT version_id, subject, seq, name, unit, actual_num AS observed, target_num AS expected,
       ratio_pct(actual_num, target_num) AS rate, fact_ids,
       CASE WHEN way IS NULL THEN 'not_evaluable'
            WHEN way = 'at_least' AND actual_num >= $far_above * target_num THEN 'fail'
            WHEN way = 'at_most' AND actual_num <= $far_below * target_num THEN 'fail'
            ELSE 'pass' END AS verdict,
       CASE WHEN way IS NULL THEN 'not_measured' END AS reason
FROM rows
