-- Indicators that the unit's report of the year before has under the same name and unit. lowered: one case per indicator, its target
-- is no easier than a year before. unchanged: one case per report with three years in a row, not all of these targets are the same
-- in all three, those at their limit (100%, 0) aside.
WITH own AS (
    SELECT i.version_id, s.county, s.unit_name, s.report_type, s.fiscal_year, i.seq, i.level3 AS name, i.fact, i.operator, i.unit,
           i.target_num, i.same_name
    FROM (
        SELECT *, coalesce(concept_id, regexp_replace(level3, '[\s()（）、，,]', '', 'g')) AS same_name FROM scope_indicators
        WHERE target_num IS NOT NULL AND operator IN ('≥', '>', '≤', '<', '=') AND kind IS DISTINCT FROM 'execution'
          AND NOT coalesce(list_contains($time_units, unit), false)
        QUALIFY count(*) OVER (PARTITION BY version_id, same_name, unit) = 1
    ) i
    JOIN rule_scope s USING (version_id)
    WHERE s.fiscal_year IS NOT NULL AND s.unit_name IS NOT NULL AND s.relation <> 'conflict' AND s.report_type = 'department'
), held AS (
    SELECT o.*, p.target_num AS before, p.fact AS before_fact, q.target_num AS earlier, q.fact AS earlier_fact
    FROM own o
    JOIN own p ON p.unit_name = o.unit_name AND p.county IS NOT DISTINCT FROM o.county AND p.same_name = o.same_name
              AND p.unit IS NOT DISTINCT FROM o.unit AND p.operator = o.operator AND p.fiscal_year = o.fiscal_year - 1
    LEFT JOIN own q ON q.unit_name = o.unit_name AND q.county IS NOT DISTINCT FROM o.county AND q.same_name = o.same_name
              AND q.unit IS NOT DISTINCT FROM o.unit AND q.operator = o.operator AND q.fiscal_year = o.fiscal_year - 2
    QUALIFY row_number() OVER (PARTITION BY o.version_id, o.seq ORDER BY p.fact, q.fact) = 1
)
SELECT version_id, 'lowered' AS branch, CAST(seq AS VARCHAR) AS subject, seq, name, operator AS sign, target_num AS observed,
       before AS expected, coalesce(unit, '') AS unit, fiscal_year AS year,
       CASE WHEN operator = '=' THEN 'not_evaluable'
            WHEN operator IN ('≥', '>') AND target_num < before OR operator IN ('≤', '<') AND target_num > before THEN 'fail'
            ELSE 'pass' END AS verdict,
       CASE WHEN operator = '=' THEN 'no_direction' END AS reason, []::VARCHAR[] AS names, [fact] AS fact_ids, [before_fact] AS other_ids
FROM held
UNION ALL
SELECT version_id, 'unchanged', NULL, NULL, NULL, NULL, count(*) FILTER (same), count(*), NULL, any_value(fiscal_year),
       CASE WHEN count(*) FILTER (same) = count(*) THEN 'fail' ELSE 'pass' END, NULL,
       list(name ORDER BY seq), list(fact ORDER BY seq), list(before_fact ORDER BY seq) || list(earlier_fact ORDER BY seq)
FROM (
    SELECT *, target_num = before AND before = earlier AS same FROM held
    WHERE earlier IS NOT NULL AND target_num <> 0 AND NOT (coalesce(unit, '') = '%' AND target_num >= 100)
)
GROUP BY version_id
HAVING count(*) >= $at_least
