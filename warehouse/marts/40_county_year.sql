-- One row per county and year. Sums are over the units that state the figure, so each has its number of units beside it.
-- A unit with several reports of one year counts once (chosen_reports).

CREATE TABLE mart.county_year AS
WITH summed AS (
    SELECT r.region_code, r.fiscal_year,
           sum(value) FILTER (figure = 'personnel_initial_wan') AS personnel_initial_wan, count(value) FILTER (figure = 'personnel_initial_wan') AS personnel_initial_units,
           sum(value) FILTER (figure = 'personnel_executed_wan') AS personnel_executed_wan, count(value) FILTER (figure = 'personnel_executed_wan') AS personnel_executed_units,
           sum(value) FILTER (figure = 'operating_initial_wan') AS operating_initial_wan, count(value) FILTER (figure = 'operating_initial_wan') AS operating_initial_units,
           sum(value) FILTER (figure = 'operating_executed_wan') AS operating_executed_wan, count(value) FILTER (figure = 'operating_executed_wan') AS operating_executed_units,
           sum(value) FILTER (figure = 'project_initial_wan') AS project_initial_wan, count(value) FILTER (figure = 'project_initial_wan') AS project_initial_units,
           sum(value) FILTER (figure = 'project_executed_wan') AS project_executed_wan, count(value) FILTER (figure = 'project_executed_wan') AS project_executed_units,
           sum(value) FILTER (figure = 'total_initial_wan') AS total_initial_wan, count(value) FILTER (figure = 'total_initial_wan') AS total_initial_units,
           sum(value) FILTER (figure = 'total_executed_wan') AS total_executed_wan, count(value) FILTER (figure = 'total_executed_wan') AS total_executed_units,
           CAST(sum(value) FILTER (figure = 'on_post') AS INTEGER) AS on_post, count(value) FILTER (figure = 'on_post') AS on_post_units,
           CAST(median(value) FILTER (figure = 'self_score' AND coalesce(s.full_mark, 100) = 100) AS DECIMAL(9,4)) AS self_score_median,
           count(value) FILTER (figure = 'self_score' AND coalesce(s.full_mark, 100) = 100) AS self_score_units
    FROM chosen_reports AS r LEFT JOIN usable_figures AS f USING (report_no)
    LEFT JOIN core.now_scores AS s ON s.version_id = r.version_id AND s.scorer = 'self'
    GROUP BY r.region_code, r.fiscal_year
), described AS (
    SELECT r.region_code, r.fiscal_year, any_value(r.county) AS county, any_value(r.city) AS city, any_value(r.province) AS province,
           list_sort(list(r.report_id)) AS report_ids, count(DISTINCT r.scope) > 1 OR bool_or(r.scope = 'unknown') AS is_mixed,
           CAST(sum(u.n_error) AS INTEGER) AS n_error, CAST(sum(u.n_warn) AS INTEGER) AS n_warn, CAST(sum(u.n_evaluable) AS INTEGER) AS n_evaluable
    FROM chosen_reports AS r JOIN mart.unit_year AS u USING (report_id)
    GROUP BY r.region_code, r.fiscal_year
)
SELECT d.region_code, d.county, d.city, d.province, s.* EXCLUDE (region_code), d.n_error, d.n_warn, d.n_evaluable, d.report_ids,
       c.n_reported, c.n_expected, c.coverage,
       CASE WHEN c.comparability = 'ok' AND d.is_mixed THEN 'qualified' ELSE c.comparability END AS comparability,
       nullif(concat_ws('；', c.comparability_reason, CASE WHEN d.is_mixed THEN '各单位口径不一或未注明' END), '') AS comparability_reason
FROM described AS d JOIN summed AS s USING (region_code, fiscal_year) JOIN county_coverage AS c USING (region_code, fiscal_year)
ORDER BY d.region_code, s.fiscal_year;

COMMENT ON TABLE mart.county_year IS '县年度：每区划每年度一行，合计只含报告了该数的单位';
COMMENT ON COLUMN mart.county_year.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.county_year.county IS '县（市、区）：市级单位为空';
COMMENT ON COLUMN mart.county_year.city IS '地级市';
COMMENT ON COLUMN mart.county_year.province IS '省份';
COMMENT ON COLUMN mart.county_year.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.county_year.personnel_initial_wan IS '人员经费年初预算（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.personnel_initial_units IS '人员经费年初预算单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.personnel_executed_wan IS '人员经费执行（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.personnel_executed_units IS '人员经费执行单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.operating_initial_wan IS '公用经费年初预算（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.operating_initial_units IS '公用经费年初预算单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.operating_executed_wan IS '公用经费执行（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.operating_executed_units IS '公用经费执行单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.project_initial_wan IS '项目支出年初预算（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.project_initial_units IS '项目支出年初预算单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.project_executed_wan IS '项目支出执行（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.project_executed_units IS '项目支出执行单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.total_initial_wan IS '合计年初预算（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.total_initial_units IS '合计年初预算单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.total_executed_wan IS '合计执行（万元）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.total_executed_units IS '合计执行单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.on_post IS '在职人数（人）：报告了该数的单位之和';
COMMENT ON COLUMN mart.county_year.on_post_units IS '在职人数单位数：报告了该数的单位';
COMMENT ON COLUMN mart.county_year.self_score_median IS '自评得分中位数（分）：是自评，不是绩效排名';
COMMENT ON COLUMN mart.county_year.self_score_units IS '自评得分单位数：报告了该数的单位，满分不是 100 的不计';
COMMENT ON COLUMN mart.county_year.n_error IS '错误项数：各报告之和，未核查为空';
COMMENT ON COLUMN mart.county_year.n_warn IS '警告项数：各报告之和';
COMMENT ON COLUMN mart.county_year.n_evaluable IS '可判定规则数：各报告之和';
COMMENT ON COLUMN mart.county_year.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.county_year.n_reported IS '已报单位数';
COMMENT ON COLUMN mart.county_year.n_expected IS '应报单位数：不明时为空';
COMMENT ON COLUMN mart.county_year.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.county_year.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.county_year.comparability_reason IS '可比性说明';
