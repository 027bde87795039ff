-- One case per indicator and branch. over_weight: no score above the row's own full mark. inflated and deducted: the printed score
-- against the official rule (met: full; unmet: weight × actual ÷ target), within tolerance × weight and the actual's printed
-- precision. Rows with a scoring rule of their own, in words, with ranges or of time are not judged: their rule is another one.
WITH rows AS (
    SELECT *, weight IS NOT NULL AND score IS NOT NULL AS scored,
           target_num IS NOT NULL AND actual_num IS NOT NULL AND same_unit AND operator IS DISTINCT FROM 'qualitative'
               AND NOT coalesce(list_contains($time_units, unit), false) AS measured,
           (scoring_rule IS NULL OR (regexp_matches(scoring_rule, $proportional) AND NOT regexp_matches(scoring_rule, $graded))) AS official,
           count(*) FILTER (score > weight) OVER (PARTITION BY version_id) AS over_count,
           count(*) FILTER (score <= weight) OVER (PARTITION BY version_id) AS within_count
    FROM scope_indicators
    WHERE weight IS NULL OR weight > 0
), expected AS (
    SELECT *, CAST(weight AS DECIMAL(28, 6)) AS w, CAST(printed_half(actual_num) AS DECIMAL(10, 4)) AS half,
           CASE WHEN NOT scored OR NOT measured OR NOT official THEN NULL
                WHEN operator IN ('≥', '>') AND target_num > 0 THEN 'at_least'
                WHEN operator IN ('≤', '<') AND target_num >= 0 AND actual_num <= target_num THEN 'met'
                WHEN coalesce(operator, '=') = '=' AND actual_num = target_num THEN 'met'
                WHEN operator = '=' AND target_num > 0 AND actual_num BETWEEN 0 AND target_num
                     AND NOT regexp_matches(concat_ws('|', level1, level2, level3), $less_is_better) THEN 'at_least' END AS way,
           CASE WHEN NOT scored THEN 'scores_partial' WHEN NOT measured THEN 'not_measured' WHEN NOT official THEN 'own_scoring_rule'
                ELSE 'no_official_share' END AS why
    FROM rows
), held AS (
    SELECT *, CASE WHEN way = 'met' OR actual_num >= target_num THEN w WHEN way = 'at_least' THEN CAST(least(w, w * greatest(CAST(actual_num AS DECIMAL(18, 4)) - half, 0) / target_num) AS DECIMAL(24, 4)) END AS low,
           CASE way WHEN 'met' THEN w WHEN 'at_least' THEN CAST(least(w, w * (CAST(actual_num AS DECIMAL(18, 4)) + half) / target_num) AS DECIMAL(24, 4)) END AS high,
           CASE way WHEN 'met' THEN w WHEN 'at_least' THEN CAST(round(least(w, w * actual_num / target_num), 2) AS DECIMAL(24, 2)) END AS fair
    FROM expected
), named AS MATERIALIZED (
    SELECT version_id, CAST(seq AS VARCHAR) AS subject, seq, level3 AS name, score AS observed, weight,
           target_num, actual_num, unit, fair AS expected, [fact] AS fact_ids, way, why, scored, low, high, over_count, within_count,
           deviation_reason
    FROM held
)
SELECT * EXCLUDE (way, why, scored, low, high, over_count, within_count, deviation_reason) REPLACE (weight AS expected), 'over_weight' AS branch,
       CASE WHEN NOT scored OR (observed > weight AND over_count * $scale_share > within_count) THEN 'not_evaluable'
            WHEN observed > weight THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN NOT scored THEN 'scores_partial' ELSE 'score_scale' END AS reason
FROM named
UNION ALL BY NAME
SELECT * EXCLUDE (way, why, scored, low, high, over_count, within_count, deviation_reason), 'inflated' AS branch,
       CASE WHEN way IS NULL OR observed > weight THEN 'not_evaluable' WHEN observed > high + $tolerance * weight THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN way IS NULL THEN why ELSE 'score_scale' END AS reason
FROM named
UNION ALL BY NAME
SELECT * EXCLUDE (way, why, scored, low, high, over_count, within_count, deviation_reason), 'deducted' AS branch,
       CASE WHEN way IS NULL THEN 'not_evaluable' WHEN deviation_reason IS NOT NULL THEN 'pass'
            WHEN way = 'at_least' AND actual_num >= $far_above * target_num THEN 'not_evaluable'
            WHEN observed < low - $tolerance * weight THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN way IS NULL THEN why ELSE 'target_too_low' END AS reason
FROM named
