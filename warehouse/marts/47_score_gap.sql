-- Self score beside the score that finance, a key evaluation or audit gave, where the report prints one. Only reviews that a
-- report itself tells of are known here.

CREATE TABLE mart.score_gap AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       s.scorer, c.numerator AS self_score, c.denominator AS review_score, c.value AS gap, c.missing_reason, o.grade AS self_grade, s.grade AS review_grade,
       o.full_mark AS self_full_mark, s.full_mark AS review_full_mark, o.grade <> s.grade AS is_grade_changed,
       o.evidence_id AS self_evidence_id, s.evidence_id AS review_evidence_id, v.n_reported, v.n_expected, v.coverage,
       CASE WHEN c.value IS NULL THEN 'unsound' WHEN c.remark IS NOT NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', c.missing_reason, CASE WHEN c.value IS NOT NULL THEN c.remark END), '') AS comparability_reason
FROM usable_reports AS r JOIN core.now_scores AS s USING (report_id, version_id) JOIN narrow.measure_values AS c ON c.report_no = r.report_no AND c.measure = s.scorer || '_gap'
LEFT JOIN core.now_scores AS o ON o.version_id = r.version_id AND o.scorer = 'self' JOIN county_coverage AS v ON v.region_code = r.region_code AND v.fiscal_year = r.fiscal_year
WHERE s.scorer <> 'self'
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.scope, s.scorer;

COMMENT ON TABLE mart.score_gap IS '自评与复评：自评得分与财政复评、重点评价、审计评价得分之差';
COMMENT ON COLUMN mart.score_gap.report_id IS '报告编号';
COMMENT ON COLUMN mart.score_gap.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.score_gap.unit_id IS '单位编号';
COMMENT ON COLUMN mart.score_gap.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.score_gap.county IS '县（市、区）';
COMMENT ON COLUMN mart.score_gap.department_type IS '部门类型';
COMMENT ON COLUMN mart.score_gap.unit_name IS '单位名称';
COMMENT ON COLUMN mart.score_gap.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.score_gap.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.score_gap.scorer IS '评分主体：finance_review 财政复评、key_evaluation 重点评价、audit 审计';
COMMENT ON COLUMN mart.score_gap.self_score IS '自评得分（分）';
COMMENT ON COLUMN mart.score_gap.review_score IS '复评得分（分）';
COMMENT ON COLUMN mart.score_gap.gap IS '自评减复评（分）';
COMMENT ON COLUMN mart.score_gap.missing_reason IS '算不出的原因';
COMMENT ON COLUMN mart.score_gap.self_grade IS '自评等级：优、良、中、差';
COMMENT ON COLUMN mart.score_gap.review_grade IS '复评等级：优、良、中、差';
COMMENT ON COLUMN mart.score_gap.self_full_mark IS '自评满分（分）：报告未注明时为空';
COMMENT ON COLUMN mart.score_gap.review_full_mark IS '复评满分（分）：报告未注明时为空';
COMMENT ON COLUMN mart.score_gap.is_grade_changed IS '等级是否不同：任一等级未注明时为空';
COMMENT ON COLUMN mart.score_gap.self_evidence_id IS '自评出处编号';
COMMENT ON COLUMN mart.score_gap.review_evidence_id IS '复评出处编号';
COMMENT ON COLUMN mart.score_gap.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.score_gap.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.score_gap.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.score_gap.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.score_gap.comparability_reason IS '可比性说明';
