-- Each figure of a unit beside that of the year before, with both reports. Another scope or a figure that one of the
-- years lacks is no comparison: the row stays, to say so, but it has no change.

CREATE TABLE mart.year_over_year AS
WITH pairs AS (
    SELECT t.*, p.report_id AS prior_report_id, p.scope AS prior_scope
    FROM usable_reports AS t JOIN usable_reports AS p ON p.unit_id = t.unit_id AND p.fiscal_year = t.fiscal_year - 1
    QUALIFY row_number() OVER (PARTITION BY t.report_id ORDER BY p.scope <> t.scope, p.scope, p.report_id) = 1
), known AS (  -- of every report every figure once: usable, or missing for a reason
    SELECT report_id, figure, value, evidence_id, NULL AS reason FROM usable_figures UNION ALL SELECT report_id, figure, NULL, NULL, reason FROM missing_figures
), figure_pairs AS (
    SELECT y.report_id, y.prior_report_id, a.figure, a.value, b.value AS prior_value, a.evidence_id, b.evidence_id AS prior_evidence_id, a.reason AS missing_reason, b.reason AS prior_missing_reason
    FROM pairs AS y JOIN known AS a ON a.report_id = y.report_id JOIN known AS b ON b.report_id = y.prior_report_id AND b.figure = a.figure
    WHERE a.value IS NOT NULL OR b.value IS NOT NULL
), sides AS (
    SELECT p.*, v.* EXCLUDE (report_id, prior_report_id), f.name_zh, f.unit_zh, f.table_name = 'staff_facts' AND sa.staff_scope IS DISTINCT FROM sb.staff_scope AS other_staff
    FROM figure_pairs AS v JOIN pairs AS p USING (report_id) JOIN figures AS f USING (figure)
    LEFT JOIN staff_scopes AS sa ON sa.report_id = v.report_id  -- by keys alone: with a condition each row meets every other
    LEFT JOIN staff_scopes AS sb ON sb.report_id = v.prior_report_id
), judged AS (  -- gap and base in whole millionths, so that the rate is rounded half up in integers: no float near money
    SELECT *, millionths(abs(value - prior_value)) AS gap, millionths(abs(prior_value)) AS base,
           CASE WHEN value IS NULL OR prior_value IS NULL OR other_staff
                        OR (scope <> prior_scope AND 'unknown' NOT IN (scope, prior_scope)) THEN 'unsound'
                   WHEN 'unknown' IN (scope, prior_scope) THEN 'qualified' ELSE 'ok' END AS comparability
    FROM sides
)
SELECT j.unit_id, j.region_code, j.county, j.department_type, j.unit_name, j.fiscal_year, j.scope, j.prior_scope,
       j.figure, j.name_zh AS figure_name, j.unit_zh AS figure_unit, j.value, j.prior_value, j.missing_reason, j.prior_missing_reason,
       CASE WHEN j.comparability <> 'unsound' THEN j.value - j.prior_value END AS change,
       CASE WHEN j.comparability <> 'unsound' AND j.prior_value <> 0
            THEN CAST(sign(j.value - j.prior_value) * CAST(whole_quotient(2000000 * j.gap + j.base, 2 * j.base) AS DECIMAL(28,0)) * 0.0001 AS DECIMAL(28,4)) END AS change_pct,
       j.evidence_id, j.prior_evidence_id, j.report_id, j.prior_report_id, c.n_reported, c.n_expected, c.coverage, j.comparability,
       nullif(concat_ws('；', CASE WHEN j.value IS NULL THEN '本年度没有可用的数' END,
           CASE WHEN j.prior_value IS NULL THEN '上年度没有可用的数' END,
           CASE WHEN j.scope <> j.prior_scope THEN '两年口径不同' WHEN j.scope = 'unknown' THEN '两年均未注明口径' END,
           CASE WHEN j.other_staff AND j.value IS NOT NULL AND j.prior_value IS NOT NULL THEN '两年人员口径不同' END), '') AS comparability_reason
FROM judged AS j JOIN county_coverage AS c USING (region_code, fiscal_year)
ORDER BY j.region_code, j.unit_name, j.scope, j.fiscal_year, j.figure;

COMMENT ON TABLE mart.year_over_year IS '年度对比：每单位每个数字的本年与上年';
COMMENT ON COLUMN mart.year_over_year.unit_id IS '单位编号';
COMMENT ON COLUMN mart.year_over_year.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.year_over_year.county IS '县（市、区）';
COMMENT ON COLUMN mart.year_over_year.department_type IS '部门类型';
COMMENT ON COLUMN mart.year_over_year.unit_name IS '单位名称';
COMMENT ON COLUMN mart.year_over_year.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.year_over_year.scope IS '本年口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.year_over_year.prior_scope IS '上年口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.year_over_year.figure IS '数字代码：mart.unit_year 的列名';
COMMENT ON COLUMN mart.year_over_year.figure_name IS '数字名称';
COMMENT ON COLUMN mart.year_over_year.figure_unit IS '计量单位：万元、人、%、分';
COMMENT ON COLUMN mart.year_over_year.value IS '本年数：单位见计量单位列';
COMMENT ON COLUMN mart.year_over_year.prior_value IS '上年数：取自上年报告，单位见计量单位列';
COMMENT ON COLUMN mart.year_over_year.missing_reason IS '本年缺失原因：编码见 core.missing_facts';
COMMENT ON COLUMN mart.year_over_year.prior_missing_reason IS '上年缺失原因：编码见 core.missing_facts';
COMMENT ON COLUMN mart.year_over_year.change IS '增减：本年减上年，不可比时为空';
COMMENT ON COLUMN mart.year_over_year.change_pct IS '增减率（%）：以上年为基数，上年为 0 或不可比时为空';
COMMENT ON COLUMN mart.year_over_year.evidence_id IS '本年出处编号';
COMMENT ON COLUMN mart.year_over_year.prior_evidence_id IS '上年出处编号';
COMMENT ON COLUMN mart.year_over_year.report_id IS '本年报告编号';
COMMENT ON COLUMN mart.year_over_year.prior_report_id IS '上年报告编号';
COMMENT ON COLUMN mart.year_over_year.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.year_over_year.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.year_over_year.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.year_over_year.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.year_over_year.comparability_reason IS '可比性说明';
