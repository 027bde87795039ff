-- A report's self score beside what the rules found in it. Longer reports give more rules something to judge: compare per
-- rule that could be judged, and never as a ranking of honesty. What a reviewer called a false alarm does not count.

CREATE TABLE mart.score_vs_flags AS
WITH problems AS (
    SELECT version_id, count(*) AS n_problems FROM core.now_problem_items WHERE kind = 'problem' GROUP BY version_id
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       u.value AS self_score, r.grade, m.reason AS missing_reason, coalesce(p.n_problems, 0) AS n_problems,
       j.n_error, j.n_warn, j.n_info, j.n_flagged, j.n_evaluable, j.n_rules,
       CASE WHEN j.n_evaluable > 0 THEN CAST((2000000 * j.n_flagged + j.n_evaluable) // (2 * j.n_evaluable) AS DECIMAL(12,0)) * 0.0001 END AS flag_pct,
       coalesce(j.rule_ids, []) AS rule_ids, u.evidence_id, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN j.n_evaluable > 0 THEN 'qualified' ELSE 'unsound' END AS comparability,
       CASE WHEN j.n_evaluable > 0 THEN '不通过的多少随篇幅与表格而增，只按可判定的规则比较' ELSE '没有可判定的规则' END AS comparability_reason
FROM usable_reports AS r LEFT JOIN usable_figures AS u ON u.report_no = r.report_no AND u.figure = 'self_score'
LEFT JOIN missing_figures AS m ON m.report_no = r.report_no AND m.figure = 'self_score' LEFT JOIN rule_counts AS j ON j.version_id = r.version_id
LEFT JOIN problems AS p ON p.version_id = r.version_id JOIN county_coverage AS c ON c.region_code = r.region_code AND c.fiscal_year = r.fiscal_year
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.scope;

COMMENT ON TABLE mart.score_vs_flags IS '得分与问题：每份报告的自评得分与核查不通过的规则数';
COMMENT ON COLUMN mart.score_vs_flags.report_id IS '报告编号';
COMMENT ON COLUMN mart.score_vs_flags.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.score_vs_flags.unit_id IS '单位编号';
COMMENT ON COLUMN mart.score_vs_flags.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.score_vs_flags.county IS '县（市、区）';
COMMENT ON COLUMN mart.score_vs_flags.department_type IS '部门类型';
COMMENT ON COLUMN mart.score_vs_flags.unit_name IS '单位名称';
COMMENT ON COLUMN mart.score_vs_flags.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.score_vs_flags.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.score_vs_flags.self_score IS '自评得分（分）';
COMMENT ON COLUMN mart.score_vs_flags.grade IS '自评等级：优、良、中、差';
COMMENT ON COLUMN mart.score_vs_flags.missing_reason IS '没有自评得分的原因：编码见 core.missing_facts';
COMMENT ON COLUMN mart.score_vs_flags.n_problems IS '自述问题条数';
COMMENT ON COLUMN mart.score_vs_flags.n_error IS '错误项数：不通过的 error 级规则数，未核查为空';
COMMENT ON COLUMN mart.score_vs_flags.n_warn IS '警告项数：不通过的 warn 级规则数';
COMMENT ON COLUMN mart.score_vs_flags.n_info IS '线索项数：不通过的 info 级规则数';
COMMENT ON COLUMN mart.score_vs_flags.n_flagged IS '不通过的规则数：各级合计，同一规则计一次';
COMMENT ON COLUMN mart.score_vs_flags.n_evaluable IS '可判定规则数：通过与不通过之和';
COMMENT ON COLUMN mart.score_vs_flags.n_rules IS '适用规则数：含无法判定的';
COMMENT ON COLUMN mart.score_vs_flags.flag_pct IS '每百条可判定规则的不通过数（%）';
COMMENT ON COLUMN mart.score_vs_flags.rule_ids IS '不通过的规则编号清单';
COMMENT ON COLUMN mart.score_vs_flags.evidence_id IS '自评得分出处编号';
COMMENT ON COLUMN mart.score_vs_flags.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.score_vs_flags.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.score_vs_flags.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.score_vs_flags.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.score_vs_flags.comparability_reason IS '可比性说明';
