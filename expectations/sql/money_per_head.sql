-- Per head of the people in post. range: personnel money lies between $least and $most yuan. peers: personnel and operating money
-- lie within 3 MAD (on logarithms) of the units of the same kind in that year. With subordinate units of unknown size: not judged.
WITH people AS (
    SELECT t.version_id, max(headcount) FILTER (staff_scope = 'total') AS whole, max(headcount) FILTER (staff_scope = 'unit') AS own,
           count(*) FILTER (staff_scope = 'subordinate') AS below, count(DISTINCT headcount) AS counts, count(DISTINCT staff_scope) AS scopes,
           min('staff_facts:' || fact_id) FILTER (staff_scope IN ('total', 'unit')) AS fact
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE kind = 'on_post' AND basis = 'actual' AND headcount > 0
    GROUP BY t.version_id
), heads AS (
    SELECT version_id, coalesce(whole, own) AS heads, fact FROM people
    WHERE counts <= scopes AND (whole IS NOT NULL OR (own IS NOT NULL AND below = 0))
), amounts AS (
    SELECT version_id, category, coalesce(executed, adjusted, initial) AS amount, coalesce(executed_fact, adjusted_fact, initial_fact) AS fact
    FROM budget_by_category
    WHERE fund_source = 'all' AND category IN ('personnel', 'operating') AND coalesce(executed, adjusted, initial) > 0
), per_head AS (
    SELECT a.version_id, u.department_type, u.fiscal_year, a.category, a.amount, h.heads, CAST(round(a.amount / h.heads, 2) AS DECIMAL(18, 2)) AS each,
           ln((a.amount / h.heads)::DOUBLE) AS log_each, [a.fact, h.fact] AS facts,
           u.department_type IS NOT NULL AND u.fiscal_year IS NOT NULL AND u.relation <> 'conflict' AS placeable
    FROM amounts a
    JOIN heads h USING (version_id)
    JOIN scope_units u USING (version_id)
    WHERE u.report_type = 'department'
), middles AS (
    SELECT department_type, fiscal_year, category, count(*) AS n, median(log_each) AS middle
    FROM per_head WHERE placeable GROUP BY ALL
), spreads AS (
    SELECT department_type, fiscal_year, category, any_value(n) AS n, any_value(middle) AS middle, median(abs(log_each - middle)) AS mad
    FROM per_head JOIN middles USING (department_type, fiscal_year, category)
    WHERE placeable GROUP BY ALL
), placed AS (
    SELECT p.*, s.n, s.middle, s.mad,
           CAST(percent_rank() OVER (PARTITION BY p.department_type, p.fiscal_year, p.category ORDER BY log_each) AS DECIMAL(5, 4)) AS quantile
    FROM per_head p
    LEFT JOIN spreads s ON s.department_type = CASE WHEN p.placeable THEN p.department_type END AND s.fiscal_year = p.fiscal_year AND s.category = p.category  -- by keys alone
)
SELECT 'range' AS branch, version_id, category AS subject, category, amount, heads, each AS observed, NULL::DECIMAL(18, 2) AS usual,
       CASE WHEN each BETWEEN $least_yuan AND $most_yuan THEN 'pass' ELSE 'fail' END AS verdict, NULL AS reason, facts AS fact_ids,
       NULL AS peer_group, NULL::INTEGER AS peer_n, NULL::DECIMAL(18, 2) AS peer_median, NULL::DECIMAL(5, 4) AS peer_quantile
FROM placed
WHERE category = 'personnel'
UNION ALL
SELECT 'peers', version_id, category, category, amount, heads, each, CAST(round(exp(middle), 2) AS DECIMAL(18, 2)),
       CASE WHEN coalesce(n, 0) - 1 < $peers THEN 'not_evaluable'
            WHEN abs(log_each - middle) > greatest($mads * mad, ln($factor::DOUBLE)) THEN 'fail' ELSE 'pass' END,
       CASE WHEN coalesce(n, 0) - 1 < $peers THEN 'few_units' END, facts,
       concat(fiscal_year, '年', department_type), CAST(n AS INTEGER), CAST(round(exp(middle), 2) AS DECIMAL(18, 2)), quantile
FROM placed
