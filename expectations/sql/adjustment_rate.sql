-- large: one case per category and source with initial and adjusted budget: they differ by no more than $most %.
-- A source of funds of which all money comes tells nothing that the whole does not tell; where a part is changed by more, the sum
-- that holds it says nothing more.
-- none: one case per report of a whole department: not every category was left exactly as it was.
WITH pairs AS (
    SELECT version_id, category, fund_source, initial, adjusted, initial_half + adjusted_half AS slack, [initial_fact, adjusted_fact] AS facts,
           initial > initial_half AS has_base,
           abs(CAST(adjusted - initial AS DECIMAL(28, 4))) - initial_half - adjusted_half
               > CAST(initial + initial_half AS DECIMAL(28, 4)) * CAST($most AS INTEGER) / 100 AS large
    FROM budget_by_category
    WHERE initial IS NOT NULL AND adjusted IS NOT NULL AND category IN ('personnel', 'operating', 'basic', 'project', 'total')
    QUALIFY fund_source = 'all' OR NOT coalesce(bool_or(fund_source = 'all') OVER (PARTITION BY version_id, category, initial, adjusted), false)
), whole AS (
    SELECT version_id, bool_and(initial = adjusted) AS none, list(DISTINCT category ORDER BY category) AS categories, flatten(list(facts ORDER BY category)) AS facts
    FROM pairs
    JOIN rule_scope s USING (version_id)
    WHERE fund_source = 'all' AND has_base AND s.report_type = 'department'
    GROUP BY version_id
)
SELECT 'large' AS branch, version_id, category || '/' || fund_source AS subject,
       CASE WHEN NOT has_base OR part_over THEN 'not_evaluable' WHEN large THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN NOT has_base THEN 'no_initial' WHEN part_over THEN 'part_over' END AS reason,
       category, fund_source AS fund, initial, adjusted, NULL::VARCHAR[] AS categories, ratio_pct(abs(adjusted - initial), initial) AS observed, CAST($most AS INTEGER) AS expected,
       facts AS fact_ids
FROM (
    SELECT *, large AND category IN ('basic', 'total') AND EXISTS (FROM pairs p WHERE p.version_id = w.version_id AND p.fund_source IN (w.fund_source, 'all') AND p.large AND p.has_base
               AND (p.category IN ('personnel', 'operating') OR w.category = 'total' AND p.category IN ('basic', 'project'))) AS part_over
    FROM pairs w
)
UNION ALL
SELECT 'none', version_id, NULL, CASE WHEN none THEN 'fail' ELSE 'pass' END, NULL, NULL, NULL, NULL, NULL, categories, 0, NULL, facts
FROM whole
