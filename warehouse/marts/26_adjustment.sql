-- How far the budget was changed in the year, by report and category: 调整率 is a measure of mart.measure_values.

CREATE TABLE narrow.adjustments AS
SELECT c.report_no, replace(c.measure, '_adjustment_rate', '') AS category, i.value AS initial_wan, a.value AS adjusted_wan, c.numerator AS change_wan,
       c.value AS adjustment_pct, c.missing_reason, c.remark, i.evidence_id AS initial_evidence_id, c.numerator_evidence_ids AS change_evidence_ids
FROM narrow.measure_values AS c JOIN narrow.reports AS r USING (report_no)
LEFT JOIN usable_figures AS i ON i.report_no = c.report_no AND i.figure = replace(c.measure, '_adjustment_rate', '_initial_wan')
LEFT JOIN usable_figures AS a ON a.report_no = c.report_no AND a.figure = replace(c.measure, '_adjustment_rate', '_adjusted_wan')
WHERE c.measure LIKE '%\_adjustment\_rate' ESCAPE '\' AND (i.value IS NOT NULL OR a.value IS NOT NULL OR c.numerator IS NOT NULL)
ORDER BY r.department_type NULLS LAST, r.fiscal_year, category, r.region_code, r.unit_name, r.scope;

CREATE VIEW mart.adjustment AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       c.category, c.initial_wan, c.adjusted_wan, c.change_wan,
       CASE WHEN c.change_wan > 0 THEN '调增' WHEN c.change_wan < 0 THEN '调减' WHEN c.change_wan = 0 THEN '未调整' END AS direction,
       c.adjustment_pct, c.adjustment_pct > 30 AS is_above_30, c.missing_reason, c.initial_evidence_id, c.change_evidence_ids,
       r.n_reported, r.n_expected, r.coverage,
       CASE WHEN c.adjustment_pct IS NULL THEN 'unsound' WHEN r.scope = 'unknown' OR c.remark IS NOT NULL OR c.adjusted_wan IS NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', c.missing_reason, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END,
           CASE WHEN c.adjustment_pct IS NOT NULL THEN c.remark END, CASE WHEN c.adjustment_pct IS NOT NULL AND c.adjusted_wan IS NULL THEN '调整额为报告所印，没有调整后预算可对' END), '') AS comparability_reason
FROM narrow.adjustments AS c JOIN narrow.reports AS r USING (report_no);

COMMENT ON VIEW mart.adjustment IS '预算调整：每份报告每类支出的年初预算、调整后预算与调整率';
COMMENT ON COLUMN mart.adjustment.report_id IS '报告编号';
COMMENT ON COLUMN mart.adjustment.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.adjustment.unit_id IS '单位编号';
COMMENT ON COLUMN mart.adjustment.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.adjustment.county IS '县（市、区）';
COMMENT ON COLUMN mart.adjustment.department_type IS '部门类型';
COMMENT ON COLUMN mart.adjustment.unit_name IS '单位名称';
COMMENT ON COLUMN mart.adjustment.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.adjustment.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.adjustment.category IS '支出类别：personnel 人员经费、operating 公用经费、basic 基本支出、project 项目支出、total 合计';
COMMENT ON COLUMN mart.adjustment.initial_wan IS '年初预算（万元）';
COMMENT ON COLUMN mart.adjustment.adjusted_wan IS '调整后预算（万元）：没有印的为空';
COMMENT ON COLUMN mart.adjustment.change_wan IS '调整额（万元）：调整后减年初，或报告所印的调整数，调减为负';
COMMENT ON COLUMN mart.adjustment.direction IS '方向：调增、调减、未调整';
COMMENT ON COLUMN mart.adjustment.adjustment_pct IS '调整率（%）：调整额的大小÷年初预算';
COMMENT ON COLUMN mart.adjustment.is_above_30 IS '调整率是否超过 30%';
COMMENT ON COLUMN mart.adjustment.missing_reason IS '算不出的原因';
COMMENT ON COLUMN mart.adjustment.initial_evidence_id IS '年初预算出处编号';
COMMENT ON COLUMN mart.adjustment.change_evidence_ids IS '调整额出处编号清单';
COMMENT ON COLUMN mart.adjustment.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.adjustment.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.adjustment.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.adjustment.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.adjustment.comparability_reason IS '可比性说明';
