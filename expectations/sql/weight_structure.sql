-- One case per report whose first levels are those of the official scale: the share of each group in all points, the execution
-- rate's aside, is that of the scale in force in the report's year. Where only deductions are printed, they stand in for weights.
WITH scales AS (SELECT unnest($scales, recursive := true)),
points AS (
    SELECT i.version_id, s.fiscal_year, i.kind, i.seq, i.fact, bool_and(weight IS NOT NULL) OVER report AS by_weight,
           CASE WHEN bool_and(weight IS NOT NULL) OVER report THEN weight
                WHEN bool_and(weight IS NULL AND max_deduction IS NOT NULL) OVER report THEN max_deduction END AS points
    FROM scope_indicators i
    JOIN rule_scope s USING (version_id)
    WHERE i.kind IS DISTINCT FROM 'execution'
    WINDOW report AS (PARTITION BY i.version_id)
), sums AS (
    SELECT version_id, any_value(fiscal_year) AS fiscal_year, any_value(by_weight) AS by_weight,
           count(*) = count(kind) AS known, count(*) = count(points) AS complete, bool_or(kind = 'cost') AS with_cost,
           CAST(sum(points) AS DECIMAL(24, 6)) AS total,
           CAST(coalesce(sum(points) FILTER (kind = 'cost'), 0) AS DECIMAL(24, 6)) AS cost,
           CAST(coalesce(sum(points) FILTER (kind = 'output'), 0) AS DECIMAL(24, 6)) AS output,
           CAST(coalesce(sum(points) FILTER (kind = 'benefit'), 0) AS DECIMAL(24, 6)) AS benefit,
           CAST(coalesce(sum(points) FILTER (kind = 'satisfaction'), 0) AS DECIMAL(24, 6)) AS satisfaction,
           list(fact ORDER BY seq) AS fact_ids
    FROM points
    GROUP BY version_id
), held AS (
    SELECT u.*, c.source, c.cost AS scale_cost, c.output AS scale_output, c.benefit AS scale_benefit, c.satisfaction AS scale_satisfaction,
           ratio_pct(u.cost, total) AS cost_pct, ratio_pct(u.output, total) AS output_pct,
           ratio_pct(u.benefit, total) AS benefit_pct, ratio_pct(u.satisfaction, total) AS satisfaction_pct,
           c.cost + c.output + c.benefit + c.satisfaction AS scale_total
    FROM sums u
    LEFT JOIN scales c ON u.with_cost = c.with_cost AND u.fiscal_year BETWEEN c.first_year AND c.last_year
)
SELECT version_id,
       CASE WHEN NOT known OR NOT complete OR coalesce(total, 0) = 0 OR source IS NULL THEN 'not_evaluable'
            WHEN greatest(abs(cost_pct - ratio_pct(scale_cost, scale_total)), abs(output_pct - ratio_pct(scale_output, scale_total)),
                          abs(benefit_pct - ratio_pct(scale_benefit, scale_total)),
                          abs(satisfaction_pct - ratio_pct(scale_satisfaction, scale_total))) > $tolerance_pct THEN 'fail'
            ELSE 'pass' END AS verdict,
       CASE WHEN NOT known THEN 'other_framework' WHEN NOT complete OR coalesce(total, 0) = 0 THEN 'weights_missing'
            WHEN source IS NULL THEN 'no_scale' END AS reason,
       output, output_pct, benefit, benefit_pct, satisfaction, satisfaction_pct, cost, cost_pct, total AS observed,
       concat_ws('、', CASE WHEN with_cost THEN '成本 ' || scale_cost END, '产出 ' || scale_output, '效益 ' || scale_benefit,
                 '满意度 ' || scale_satisfaction) AS expected,
       source, CASE WHEN by_weight THEN '分值' ELSE '最大扣分' END AS what, fact_ids
FROM held
