-- How execution rates are spread in a region's year and over all regions, by category: recomputed ones and stated ones apart,
-- for they may have another base. A unit with several reports of one year counts once. Values that are missing are counted as such.

CREATE TABLE work.wide_coverage AS  -- of each region's year, and of a year over all regions
SELECT region_code, fiscal_year, n_reported, n_expected, coverage, comparability, comparability_reason FROM county_coverage
UNION ALL
SELECT NULL, fiscal_year, CAST(sum(n_reported) AS BIGINT), CASE WHEN bool_and(n_expected IS NOT NULL) THEN CAST(sum(n_expected) AS BIGINT) END,
       CASE WHEN bool_and(n_expected IS NOT NULL) THEN CAST(round(sum(n_reported) / sum(n_expected), 4) AS DECIMAL(9,4)) END, 'qualified', '各区划覆盖率不一'
FROM county_coverage GROUP BY fiscal_year;

CREATE TABLE mart.execution_distribution AS
WITH rates AS (
    SELECT r.report_no, r.region_code, r.fiscal_year, r.scope, replace(c.measure, '_execution_rate', '') AS category, 'computed' AS basis,
           c.value, c.numerator = c.denominator AS is_whole, c.denominator_name LIKE '%年初预算' AS has_initial_base
    FROM chosen_reports AS r JOIN narrow.measure_values AS c USING (report_no) WHERE c.measure LIKE '%\_execution\_rate' ESCAPE '\'
    UNION ALL
    SELECT r.report_no, r.region_code, r.fiscal_year, r.scope, f.category, 'stated', u.value, u.value = 100, false
    FROM chosen_reports AS r CROSS JOIN (SELECT figure, category FROM figures WHERE table_name = 'stated_rates') AS f
    LEFT JOIN usable_figures AS u ON u.report_no = r.report_no AND u.figure = f.figure
), counted AS (
    SELECT region_code, fiscal_year, category, basis, count(value) AS n, count(*) - count(value) AS n_null,
           list_sort(list(value) FILTER (value IS NOT NULL)) AS sorted,
           count(*) FILTER (value IS NOT NULL AND is_whole) AS n_eq_100, count(*) FILTER (value < 90) AS n_lt_90, count(*) FILTER (value > 100) AS n_gt_100,
           count(*) FILTER (value IS NOT NULL AND has_initial_base) AS n_initial_base, min(scope) <> max(scope) OR bool_or(scope = 'unknown') AS is_mixed,
           coalesce(list_sort(list(report_no) FILTER (value IS NOT NULL AND is_whole)), []) AS reports_eq_100,
           coalesce(list_sort(list(report_no) FILTER (value IS NOT NULL AND NOT is_whole)), []) AS other_reports
    FROM rates GROUP BY GROUPING SETS ((region_code, fiscal_year, category, basis), (fiscal_year, category, basis))
), ids AS (  -- numbers follow the ids, and are sorted and carried for less
    SELECT list(report_id ORDER BY report_no) AS by_no FROM usable_reports
)
SELECT d.region_code, g.name AS region_name, d.fiscal_year, d.category, d.basis, d.n, d.n_null,
       CASE WHEN n >= 8 THEN sorted[(n + 9) // 10] END AS p10, CASE WHEN n >= 8 THEN sorted[(n + 3) // 4] END AS p25, CAST((sorted[(n + 1) // 2] + sorted[n // 2 + 1]) * 0.5 AS DECIMAL(30,6)) AS median,
       CASE WHEN n >= 8 THEN sorted[(3 * n + 3) // 4] END AS p75, CASE WHEN n >= 8 THEN sorted[(9 * n + 9) // 10] END AS p90, d.n_eq_100, d.n_lt_90, d.n_gt_100, d.n_initial_base,
       list_select(i.by_no, d.reports_eq_100 || d.other_reports) AS report_ids, list_select(i.by_no, d.reports_eq_100) AS report_ids_eq_100, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN n = 0 OR c.comparability = 'unsound' THEN 'unsound'
            WHEN c.comparability = 'qualified' OR n < 8 OR d.is_mixed OR (n_initial_base > 0 AND n_initial_base < n) THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', c.comparability_reason, CASE WHEN n = 0 THEN '没有可用的执行率' WHEN n < 8 THEN '不足 8 个，不列百分位' END,
           CASE WHEN d.is_mixed THEN '各单位口径不一或未注明' END, CASE WHEN n_initial_base > 0 AND n_initial_base < n THEN '有的以调整后预算为分母，有的以年初预算为分母' END), '') AS comparability_reason
FROM counted AS d CROSS JOIN ids AS i LEFT JOIN core.regions AS g USING (region_code)
JOIN wide_coverage AS c ON c.region_code IS NOT DISTINCT FROM d.region_code AND c.fiscal_year = d.fiscal_year
ORDER BY d.region_code NULLS FIRST, d.fiscal_year, d.category, d.basis;

COMMENT ON TABLE mart.execution_distribution IS '执行率分布：区划×年度×支出类别，重算的与所述的分列';
COMMENT ON COLUMN mart.execution_distribution.region_code IS '行政区划代码：空为全部区划';
COMMENT ON COLUMN mart.execution_distribution.region_name IS '区划名称：空为全部区划';
COMMENT ON COLUMN mart.execution_distribution.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.execution_distribution.category IS '支出类别：personnel 人员经费、operating 公用经费、basic 基本支出、project 项目支出、total 合计';
COMMENT ON COLUMN mart.execution_distribution.basis IS '依据：computed 按所印数字重算、stated 报告自述的完成率';
COMMENT ON COLUMN mart.execution_distribution.n IS '个数：有执行率的单位';
COMMENT ON COLUMN mart.execution_distribution.n_null IS '没有执行率的单位数：不作 0 计';
COMMENT ON COLUMN mart.execution_distribution.p10 IS '第 10 百分位（%）：不足 8 个时为空';
COMMENT ON COLUMN mart.execution_distribution.p25 IS '第 25 百分位（%）：不足 8 个时为空';
COMMENT ON COLUMN mart.execution_distribution.median IS '中位数（%）';
COMMENT ON COLUMN mart.execution_distribution.p75 IS '第 75 百分位（%）：不足 8 个时为空';
COMMENT ON COLUMN mart.execution_distribution.p90 IS '第 90 百分位（%）：不足 8 个时为空';
COMMENT ON COLUMN mart.execution_distribution.n_eq_100 IS '恰为 100% 的单位数：执行数与预算数分毫不差';
COMMENT ON COLUMN mart.execution_distribution.n_lt_90 IS '低于 90% 的单位数';
COMMENT ON COLUMN mart.execution_distribution.n_gt_100 IS '超过 100% 的单位数';
COMMENT ON COLUMN mart.execution_distribution.n_initial_base IS '以年初预算为分母的单位数';
COMMENT ON COLUMN mart.execution_distribution.report_ids IS '报告编号清单：有执行率的';
COMMENT ON COLUMN mart.execution_distribution.report_ids_eq_100 IS '恰为 100% 的报告编号清单';
COMMENT ON COLUMN mart.execution_distribution.n_reported IS '已报单位数：本区划本年度';
COMMENT ON COLUMN mart.execution_distribution.n_expected IS '应报单位数：本区划本年度，不明时为空';
COMMENT ON COLUMN mart.execution_distribution.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.execution_distribution.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.execution_distribution.comparability_reason IS '可比性说明';
