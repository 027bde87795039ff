-- One case per category and stage of the whole report, in each branch. By head: personnel money ÷ people in post lies within
-- what a year's pay can be. By series: the amount is not about ten thousand times (or a ten-thousandth of) the unit's own other
-- years, or of its peers. suspect: one of the two speaks against it; misplaced: both do, in the same direction.
WITH people AS (  -- the whole department's count; none where only a part of it is known
    SELECT t.version_id, max(headcount) FILTER (staff_scope = 'total') AS whole, max(headcount) FILTER (staff_scope = 'unit') AS own,
           count(*) FILTER (staff_scope = 'subordinate') AS below, count(DISTINCT headcount) AS counts, count(DISTINCT staff_scope) AS scopes,
           list('staff_facts:' || fact_id ORDER BY fact_id) AS facts
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE kind = 'on_post' AND basis = 'actual' AND headcount > 0
    GROUP BY t.version_id
), heads AS (
    SELECT version_id, 'personnel' AS category, coalesce(whole, own) AS heads, facts FROM people
    WHERE counts <= scopes AND (whole IS NOT NULL OR (own IS NOT NULL AND below = 0))
), figures AS (
    SELECT b.version_id, u.unit, u.department_type, u.fiscal_year, b.category, b.stage, b.amount, b.fact, ln(b.amount::DOUBLE) AS log_amount
    FROM scope_budget b
    JOIN scope_units u USING (version_id)
    WHERE b.fund_source = 'all' AND b.amount > 0 AND b.stage IN ('initial', 'adjusted', 'executed')
      AND b.category IN ('personnel', 'operating', 'basic', 'project', 'total') AND u.report_type = 'department' AND u.relation <> 'conflict'
), own_years AS (  -- the median of the unit's other years
    SELECT f.version_id, f.category, f.stage, count(*) AS n, median(o.log_amount) AS middle, list(o.fact ORDER BY o.fact) AS others
    FROM figures f
    JOIN figures o ON o.unit = f.unit AND o.category = f.category AND o.stage = f.stage AND o.fiscal_year <> f.fiscal_year
    GROUP BY ALL
), peers AS (  -- one amount moves the median of eight others by nothing that matters here
    SELECT department_type, fiscal_year, category, stage, count(*) AS n, median(log_amount) AS middle
    FROM figures
    WHERE department_type IS NOT NULL AND category <> 'project'
    GROUP BY ALL
), placed AS (
    SELECT f.*, h.heads, h.facts AS head_facts, o.others,
           CASE WHEN o.n IS NOT NULL THEN '本单位其他年度' WHEN p.n > $peers THEN concat(f.fiscal_year, '年', f.department_type) END AS peer_group,
           CASE WHEN o.n IS NOT NULL THEN o.n WHEN p.n > $peers THEN p.n - 1 END AS peer_n,
           CASE WHEN o.n IS NOT NULL THEN o.middle WHEN p.n > $peers THEN p.middle END AS middle
    FROM figures f
    LEFT JOIN heads h ON h.version_id = f.version_id AND h.category = f.category
    LEFT JOIN own_years o ON o.version_id = f.version_id AND o.category = f.category AND o.stage = f.stage
    LEFT JOIN peers p ON p.department_type = f.department_type AND p.fiscal_year = f.fiscal_year AND p.category = f.category AND p.stage = f.stage
), tested AS (
    SELECT *, CASE WHEN heads IS NULL THEN NULL WHEN amount < heads * $least_yuan::DECIMAL(18, 2) THEN -1 WHEN amount > heads * $most_yuan::DECIMAL(18, 2) THEN 1 ELSE 0 END AS by_head,
           CASE WHEN middle IS NULL THEN NULL
                WHEN abs(log_amount - middle) / ln(10) BETWEEN $nearest::DOUBLE AND $farthest::DOUBLE THEN sign(log_amount - middle) ELSE 0 END AS by_series
    FROM placed
), judged AS (
    SELECT version_id, category || '/' || stage AS subject, category, stage, amount AS observed, heads,
           CASE WHEN middle IS NOT NULL THEN CAST(round(exp(middle), 2) AS DECIMAL(18, 2)) END AS usual, by_head, by_series,
           CASE WHEN heads IS NOT NULL THEN CAST(amount // heads AS DECIMAL(18, 2)) END AS per_head,
           [fact] || coalesce(CASE WHEN by_head <> 0 THEN head_facts END, []) AS fact_ids, coalesce(others, []) AS other_ids,
           peer_group, CAST(peer_n AS INTEGER) AS peer_n
    FROM tested
    WHERE by_head IS NOT NULL OR by_series IS NOT NULL
)
SELECT 'misplaced' AS branch,
       CASE WHEN by_head = by_series AND by_head <> 0 THEN 'fail' WHEN by_head = 0 OR by_series = 0 THEN 'pass' ELSE 'not_evaluable' END AS verdict,
       'one_measure' AS reason,
       * EXCLUDE (fact_ids), fact_ids[1:1] AS fact_ids, usual AS peer_median
FROM judged
UNION ALL BY NAME
SELECT 'suspect' AS branch,
       CASE WHEN by_head = by_series AND by_head <> 0 THEN 'not_evaluable' WHEN by_head <> 0 OR by_series <> 0 THEN 'fail' ELSE 'pass' END AS verdict,
       'other_branch' AS reason, *, usual AS peer_median
FROM judged
