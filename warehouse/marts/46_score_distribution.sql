-- How self scores are spread: by region, type of department and year, and coarser. Self scores, no ranking of performance.

CREATE TABLE work.score_due AS  -- units expected at the same levels; unknown as soon as one filed unit was not
SELECT region_code, department_type, fiscal_year, grouping(region_code) AS over_regions, grouping(department_type) AS over_types,
       CASE WHEN bool_and(is_due) THEN count(DISTINCT unit_id) END AS n_expected
FROM (SELECT unit_id, region_code, fiscal_year, coalesce(f.department_type, e.department_type) AS department_type, e.unit_id IS NOT NULL AS is_due
      FROM expected AS e FULL JOIN filed_units AS f USING (unit_id, region_code, fiscal_year))
GROUP BY GROUPING SETS ((region_code, department_type, fiscal_year), (region_code, fiscal_year), (department_type, fiscal_year), (fiscal_year));

CREATE TABLE mart.score_distribution AS
WITH marked AS (
    SELECT r.report_id, r.region_code, r.department_type, r.fiscal_year, s.grade, s.full_mark <> 100 AS is_other_scale,
           CASE WHEN coalesce(s.full_mark, 100) = 100 THEN u.value END AS score
    FROM chosen_reports AS r LEFT JOIN usable_figures AS u ON u.report_no = r.report_no AND u.figure = 'self_score'
    LEFT JOIN core.now_scores AS s ON s.version_id = r.version_id AND s.scorer = 'self'
), counted AS (
    SELECT region_code, department_type, fiscal_year, grouping(region_code) AS over_regions, grouping(department_type) AS over_types, count(*) AS n_reports, count(score) AS n_scores,
           quantile_disc(score, [0.1, 0.25, 0.5, 0.75, 0.9]) AS cut, -quantile_disc(-score, 0.5) AS upper_middle, min(score) AS lowest, max(score) AS highest,
           count(*) FILTER (score >= 95) AS n_ge_95, count(*) FILTER (score = 100) AS n_eq_100, count(*) FILTER (coalesce(is_other_scale, false)) AS n_other_scale,
           count(*) FILTER (grade = '优') AS n_grade_a, count(*) FILTER (grade = '良') AS n_grade_b, count(*) FILTER (grade = '中') AS n_grade_c,
           count(*) FILTER (grade = '差') AS n_grade_d, count(*) FILTER (grade IS NULL) AS n_no_grade, list_sort(list(report_id)) AS report_ids
    FROM marked GROUP BY GROUPING SETS ((region_code, department_type, fiscal_year), (region_code, fiscal_year), (department_type, fiscal_year), (fiscal_year))
)
SELECT CASE WHEN d.over_regions = 0 THEN '区划' || CASE WHEN d.over_types = 0 THEN '×部门类型' ELSE '' END WHEN d.over_types = 0 THEN '部门类型' ELSE '全部' END AS level,
       d.region_code, g.name AS region_name, d.department_type, d.fiscal_year, d.n_reports, d.n_scores, d.n_reports - d.n_scores AS n_null,
       d.lowest AS score_lowest, CASE WHEN n_scores >= 8 THEN cut[2] END AS p25, CAST((cut[3] + upper_middle) * 0.5 AS DECIMAL(24,6)) AS median,
       CASE WHEN n_scores >= 8 THEN cut[4] END AS p75, d.highest AS score_highest, d.n_ge_95, d.n_eq_100,
       CAST(round(d.n_ge_95 / nullif(d.n_scores, 0), 4) AS DECIMAL(9,4)) AS share_ge_95, CAST(round(d.n_eq_100 / nullif(d.n_scores, 0), 4) AS DECIMAL(9,4)) AS share_eq_100,
       d.n_grade_a, d.n_grade_b, d.n_grade_c, d.n_grade_d, d.n_no_grade, d.report_ids, d.n_reports AS n_reported, v.n_expected,
       CAST(round(d.n_reports / v.n_expected, 4) AS DECIMAL(9,4)) AS coverage,
       CASE WHEN n_scores = 0 THEN 'unsound' WHEN n_scores < 8 OR n_other_scale > 0 OR v.n_expected IS NULL OR d.n_reports < 0.8 * v.n_expected THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN n_scores = 0 THEN '没有可用的自评得分' WHEN n_scores < 8 THEN '不足 8 个，不列百分位' END,
           CASE WHEN n_other_scale > 0 THEN n_other_scale || ' 份满分不是 100，未计' END, CASE WHEN v.n_expected IS NULL THEN '应报单位数不明' WHEN d.n_reports < 0.8 * v.n_expected THEN '已报单位不足应报的八成' END), '') AS comparability_reason
FROM counted AS d LEFT JOIN core.regions AS g USING (region_code)
LEFT JOIN score_due AS v ON v.region_code IS NOT DISTINCT FROM d.region_code AND v.department_type IS NOT DISTINCT FROM d.department_type AND v.fiscal_year = d.fiscal_year
    AND v.over_regions = d.over_regions AND v.over_types = d.over_types
ORDER BY d.fiscal_year, d.over_regions, d.over_types, d.region_code, d.department_type;

COMMENT ON TABLE mart.score_distribution IS '自评得分分布：区划×部门类型×年度及更粗的各级，不是绩效排名';
COMMENT ON COLUMN mart.score_distribution.level IS '分组级别：区划×部门类型、区划、部门类型、全部';
COMMENT ON COLUMN mart.score_distribution.region_code IS '行政区划代码：不分区划时为空';
COMMENT ON COLUMN mart.score_distribution.region_name IS '区划名称：不分区划时为空';
COMMENT ON COLUMN mart.score_distribution.department_type IS '部门类型：不分类型或类型不明时为空';
COMMENT ON COLUMN mart.score_distribution.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.score_distribution.n_reports IS '报告数：每单位每年度一份';
COMMENT ON COLUMN mart.score_distribution.n_scores IS '有自评得分的报告数';
COMMENT ON COLUMN mart.score_distribution.n_null IS '没有自评得分的报告数：不作 0 计';
COMMENT ON COLUMN mart.score_distribution.score_lowest IS '最低自评得分（分）';
COMMENT ON COLUMN mart.score_distribution.p25 IS '第 25 百分位（分）：不足 8 个时为空';
COMMENT ON COLUMN mart.score_distribution.median IS '中位数（分）';
COMMENT ON COLUMN mart.score_distribution.p75 IS '第 75 百分位（分）：不足 8 个时为空';
COMMENT ON COLUMN mart.score_distribution.score_highest IS '最高自评得分（分）';
COMMENT ON COLUMN mart.score_distribution.n_ge_95 IS '95 分及以上的报告数';
COMMENT ON COLUMN mart.score_distribution.n_eq_100 IS '恰为 100 分的报告数';
COMMENT ON COLUMN mart.score_distribution.share_ge_95 IS '95 分及以上占比：÷有自评得分的，0 至 1';
COMMENT ON COLUMN mart.score_distribution.share_eq_100 IS '满分占比：÷有自评得分的，0 至 1';
COMMENT ON COLUMN mart.score_distribution.n_grade_a IS '优的报告数';
COMMENT ON COLUMN mart.score_distribution.n_grade_b IS '良的报告数';
COMMENT ON COLUMN mart.score_distribution.n_grade_c IS '中的报告数';
COMMENT ON COLUMN mart.score_distribution.n_grade_d IS '差的报告数';
COMMENT ON COLUMN mart.score_distribution.n_no_grade IS '没有等级的报告数';
COMMENT ON COLUMN mart.score_distribution.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.score_distribution.n_reported IS '已报单位数：本组';
COMMENT ON COLUMN mart.score_distribution.n_expected IS '应报单位数：本组，不明时为空';
COMMENT ON COLUMN mart.score_distribution.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.score_distribution.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.score_distribution.comparability_reason IS '可比性说明';
