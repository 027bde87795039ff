-- What the money goes to, by report: shares of the spending, and what among the project items is personnel or is handed up.
-- All shares are measures of mart.measure_values; here they stand side by side.

CREATE TABLE mart.project_structure AS
WITH wide AS (
    SELECT report_no,
           max(value) FILTER (measure = 'personnel_share') AS personnel_share_pct, max(value) FILTER (measure = 'operating_share') AS operating_share_pct,
           max(value) FILTER (measure = 'project_share') AS project_share_pct, max(value) FILTER (measure = 'three_public_share') AS three_public_share_pct,
           max(value) FILTER (measure = 'personnel_like_share') AS personnel_like_share_pct, max(value) FILTER (measure = 'transfer_up_share') AS transfer_up_share_pct,
           max(value) FILTER (measure = 'personnel_like_share_without_up') AS personnel_like_share_without_up_pct,
           max(numerator_name) FILTER (measure = 'project_share') AS project_name, max(numerator) FILTER (measure = 'project_share') AS project_executed_wan,
           max(denominator_name) FILTER (measure = 'project_share' AND denominator IS NOT NULL) AS spending_basis, max(denominator) FILTER (measure = 'project_share') AS spending_executed_wan,
           max(denominator) FILTER (measure = 'personnel_like_share') AS items_total_wan, max(numerator) FILTER (measure = 'personnel_like_share') AS items_personnel_like_wan,
           max(numerator) FILTER (measure = 'transfer_up_share') AS items_transfer_up_wan,
           map_from_entries(list_concat(list_sort(list((measure || '_pct', numerator_evidence_ids[1])) FILTER (value IS NOT NULL)),
               [(x[2], x[3]) FOR x IN list_sort(list((measure, CASE measure WHEN 'project_share' THEN 'project_executed_wan' WHEN 'transfer_up_share' THEN 'items_transfer_up_wan' ELSE 'items_personnel_like_wan' END, numerator_evidence_ids[1]))
                         FILTER (measure IN ('project_share', 'transfer_up_share', 'personnel_like_share') AND numerator IS NOT NULL))],
               [(x[2], x[3]) FOR x IN list_sort(list((measure, CASE measure WHEN 'project_share' THEN 'spending_executed_wan' ELSE 'items_total_wan' END, denominator_evidence_ids[1]))
                         FILTER (measure IN ('project_share', 'personnel_like_share') AND denominator IS NOT NULL))])) AS evidence,  -- sorting inside an aggregate is dear
           map_from_entries(list_sort(list((measure || '_pct', missing_reason)) FILTER (value IS NULL))) AS missing,
           array_to_string(list_sort(list(DISTINCT remark) FILTER (value IS NOT NULL AND remark IS NOT NULL)), '；') AS remarks, count(value) AS n_values
    FROM narrow.measure_values
    WHERE measure IN ('personnel_share', 'operating_share', 'project_share', 'three_public_share', 'personnel_like_share', 'transfer_up_share', 'personnel_like_share_without_up')
    GROUP BY report_no
), items AS (
    SELECT report_no, any_value(stage) AS items_stage, count(*) AS n_items, [x[3] FOR x IN list_sort(list((seq, fact_id, evidence_id)))] AS items_evidence_ids
    FROM usable_items WHERE is_of_stage GROUP BY report_no
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       w.project_executed_wan, w.spending_executed_wan, w.spending_basis, w.personnel_share_pct, w.operating_share_pct, w.project_share_pct, w.three_public_share_pct,
       i.items_stage, i.n_items, w.items_total_wan, w.items_personnel_like_wan, w.items_transfer_up_wan,
       w.personnel_like_share_pct, w.transfer_up_share_pct, w.personnel_like_share_without_up_pct, i.items_evidence_ids, w.evidence, w.missing,
       c.n_reported, c.n_expected, c.coverage,
       CASE WHEN w.n_values = 0 THEN 'unsound' WHEN r.scope = 'unknown' OR w.remarks IS NOT NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN w.n_values = 0 THEN '各项占比都算不出' END, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END, w.remarks), '') AS comparability_reason
FROM wide AS w JOIN usable_reports AS r USING (report_no) LEFT JOIN items AS i USING (report_no) JOIN county_coverage AS c USING (region_code, fiscal_year)
ORDER BY r.department_type NULLS LAST, r.fiscal_year, r.region_code, r.unit_name, r.scope;

COMMENT ON TABLE mart.project_structure IS '支出结构：各类支出占比，项目明细中人员性质与上解占比';
COMMENT ON COLUMN mart.project_structure.report_id IS '报告编号';
COMMENT ON COLUMN mart.project_structure.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.project_structure.unit_id IS '单位编号';
COMMENT ON COLUMN mart.project_structure.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.project_structure.county IS '县（市、区）';
COMMENT ON COLUMN mart.project_structure.department_type IS '部门类型';
COMMENT ON COLUMN mart.project_structure.unit_name IS '单位名称';
COMMENT ON COLUMN mart.project_structure.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.project_structure.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.project_structure.project_executed_wan IS '项目支出执行（万元）';
COMMENT ON COLUMN mart.project_structure.spending_executed_wan IS '支出合计执行（万元）';
COMMENT ON COLUMN mart.project_structure.spending_basis IS '支出合计来源：报告所印合计，或由哪几类相加；没有合计时为空';
COMMENT ON COLUMN mart.project_structure.personnel_share_pct IS '人员经费占比（%）';
COMMENT ON COLUMN mart.project_structure.operating_share_pct IS '公用经费占比（%）';
COMMENT ON COLUMN mart.project_structure.project_share_pct IS '项目支出占比（%）';
COMMENT ON COLUMN mart.project_structure.three_public_share_pct IS '三公经费占比（%）';
COMMENT ON COLUMN mart.project_structure.items_stage IS '明细环节：carried_in 年初结转、initial 年初预算、adjustment 调整数、adjusted 调整后预算、received 到位、executed 执行、carried_out 年末结转结余';
COMMENT ON COLUMN mart.project_structure.n_items IS '明细项数：报告没有明细时为空';
COMMENT ON COLUMN mart.project_structure.items_total_wan IS '项目明细之和（万元）';
COMMENT ON COLUMN mart.project_structure.items_personnel_like_wan IS '人员性质的项目明细（万元）';
COMMENT ON COLUMN mart.project_structure.items_transfer_up_wan IS '上解的项目明细（万元）';
COMMENT ON COLUMN mart.project_structure.personnel_like_share_pct IS '项目中人员性质占比（%）';
COMMENT ON COLUMN mart.project_structure.transfer_up_share_pct IS '项目中上解占比（%）';
COMMENT ON COLUMN mart.project_structure.personnel_like_share_without_up_pct IS '除上解外人员性质占比（%）';
COMMENT ON COLUMN mart.project_structure.items_evidence_ids IS '明细出处编号清单';
COMMENT ON COLUMN mart.project_structure.evidence IS '出处：列名对应出处编号，见 core.evidence';
COMMENT ON COLUMN mart.project_structure.missing IS '缺失原因：列名对应原因';
COMMENT ON COLUMN mart.project_structure.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.project_structure.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.project_structure.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.project_structure.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.project_structure.comparability_reason IS '可比性说明';
