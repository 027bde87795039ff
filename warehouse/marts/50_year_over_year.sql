-- Each figure of a unit beside that of the year before, with both reports. Another scope or a figure that one of the
-- years lacks is no comparison: the row stays, to say so, but it has no change.

CREATE TABLE narrow.year_over_year AS
WITH pairs AS (
    SELECT t.report_no, t.region_code, t.unit_name, t.fiscal_year, t.scope, p.report_no AS prior_report_no
    FROM narrow.reports AS t JOIN narrow.reports AS p ON p.unit_id = t.unit_id AND p.fiscal_year = t.fiscal_year - 1
    QUALIFY row_number() OVER (PARTITION BY t.report_no ORDER BY p.scope <> t.scope, p.scope, p.report_no) = 1
), placed AS (
    SELECT *, row_number() OVER (ORDER BY region_code, unit_name, scope, fiscal_year) AS place FROM pairs
), known AS (  -- of every report every figure once: usable, or missing for a reason
    SELECT report_no, figure, value, evidence_id, NULL AS reason FROM usable_figures UNION ALL SELECT report_no, figure, NULL, NULL, reason FROM missing_figures
)
SELECT y.report_no, y.prior_report_no, CAST(a.figure AS VARCHAR) AS figure, a.value, b.value AS prior_value, a.evidence_id, b.evidence_id AS prior_evidence_id, a.reason AS missing_reason, b.reason AS prior_missing_reason,
       f.table_name = 'staff_facts' AND sa.staff_scope IS DISTINCT FROM sb.staff_scope AS has_other_staff,
       -- in whole millionths, half up: no float near money
       CASE WHEN b.value <> 0 THEN CAST(sign(a.value - b.value) * CAST(whole_quotient(2000000 * millionths(abs(a.value - b.value)) + millionths(abs(b.value)), 2 * millionths(abs(b.value))) AS DECIMAL(28,0)) * 0.0001 AS DECIMAL(28,4)) END AS change_pct
FROM placed AS y JOIN known AS a ON a.report_no = y.report_no JOIN known AS b ON b.report_no = y.prior_report_no AND b.figure = a.figure JOIN figures AS f ON f.figure = a.figure
LEFT JOIN staff_scopes AS sa ON sa.report_no = y.report_no  -- by keys alone: with a condition each row meets every other
LEFT JOIN staff_scopes AS sb ON sb.report_no = y.prior_report_no
WHERE a.value IS NOT NULL OR b.value IS NOT NULL
ORDER BY y.place, a.figure;
COMMENT ON TABLE narrow.year_over_year IS '跨年对比，没有报告各列';

CREATE TABLE narrow.figures AS SELECT CAST(figure AS VARCHAR) AS figure, name_zh, unit_zh FROM figures;
COMMENT ON TABLE narrow.figures IS '数字的名称：比较表所用的数字';

CREATE VIEW mart.year_over_year AS
WITH judged AS (
    SELECT v.*, r.* EXCLUDE (report_no), p.report_id AS prior_report_id, p.scope AS prior_scope,
           CASE WHEN v.value IS NULL OR v.prior_value IS NULL OR v.has_other_staff OR (r.scope <> p.scope AND 'unknown' NOT IN (r.scope, p.scope)) THEN 'unsound'
                WHEN 'unknown' IN (r.scope, p.scope) THEN 'qualified' ELSE 'ok' END AS comparability
    FROM narrow.year_over_year AS v JOIN narrow.reports AS r USING (report_no) JOIN narrow.reports AS p ON p.report_no = v.prior_report_no
)
SELECT j.unit_id, j.region_code, j.county, j.department_type, j.unit_name, j.fiscal_year, j.scope, j.prior_scope,
       j.figure, f.name_zh AS figure_name, f.unit_zh AS figure_unit, j.value, j.prior_value, j.missing_reason, j.prior_missing_reason,
       CASE WHEN j.comparability <> 'unsound' THEN j.value - j.prior_value END AS change, CASE WHEN j.comparability <> 'unsound' THEN j.change_pct END AS change_pct,
       j.evidence_id, j.prior_evidence_id, j.report_id, j.prior_report_id, j.n_reported, j.n_expected, j.coverage, j.comparability,
       nullif(concat_ws('；', CASE WHEN j.value IS NULL THEN '本年度没有可用的数' END, CASE WHEN j.prior_value IS NULL THEN '上年度没有可用的数' END,
           CASE WHEN j.scope <> j.prior_scope THEN '两年口径不同' WHEN j.scope = 'unknown' THEN '两年均未注明口径' END,
           CASE WHEN j.has_other_staff AND j.value IS NOT NULL AND j.prior_value IS NOT NULL THEN '两年人员口径不同' END), '') AS comparability_reason
FROM judged AS j JOIN narrow.figures AS f USING (figure);

COMMENT ON VIEW mart.year_over_year IS '年度对比：每单位每个数字的本年与上年';
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
