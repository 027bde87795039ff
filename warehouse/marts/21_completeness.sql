-- What each report holds of what a report of a whole department should: the eight mandatory parts (under a heading of their
-- own, or told elsewhere) and the figures that comparisons need. What does not apply is not asked for; a doubtful figure is there.

CREATE TABLE mart.completeness AS
WITH parts(part, part_zh, place, sections) AS (
    VALUES ('overview', '部门概况', 1, ['overview', 'duties', 'organisation', 'staff', 'assets']), ('income_expenditure', '收支预决算', 2, ['income_expenditure']),
           ('goals_indicators', '绩效目标、指标', 3, ['goals_indicators']), ('evaluation_work', '自评工作开展情况', 4, ['evaluation_work', 'evaluation_organisation', 'evaluation_method']),
           ('achievement', '目标实现情况', 5, ['achievement', 'achievement_overall', 'achievement_items']), ('conclusion', '评价结论和等级', 6, ['conclusion']),
           ('problems_measures', '存在的问题及改进措施', 7, ['problems_measures', 'problems', 'measures']), ('signers', '评价工作组人员名单', 8, ['signers'])
), held AS (
    SELECT s.version_id, p.part FROM core.now_sections AS s JOIN (SELECT part, unnest(sections) AS section_code FROM parts) AS p USING (section_code)
    UNION SELECT version_id, 'income_expenditure' FROM core.now_budget_facts
    UNION SELECT version_id, 'goals_indicators' FROM core.now_goals UNION SELECT version_id, 'goals_indicators' FROM core.now_indicators
    UNION SELECT version_id, 'achievement' FROM core.now_indicators WHERE actual_text IS NOT NULL OR actual_num IS NOT NULL
    UNION SELECT version_id, 'conclusion' FROM core.now_scores WHERE scorer = 'self' AND total IS NOT NULL
    UNION SELECT version_id, 'problems_measures' FROM core.now_problem_items
), sections AS (
    SELECT r.report_no, count(h.part) AS n_sections, coalesce([x[2] FOR x IN list_sort(list((p.place, p.part_zh)) FILTER (h.part IS NULL))], []) AS missing_sections
    FROM usable_reports AS r CROSS JOIN parts AS p LEFT JOIN held AS h ON h.version_id = r.version_id AND h.part = p.part GROUP BY r.report_no
), wanted(figure) AS (
    VALUES ('personnel_initial_wan'), ('personnel_executed_wan'), ('operating_initial_wan'), ('operating_executed_wan'), ('project_initial_wan'), ('project_executed_wan'),
           ('total_initial_wan'), ('total_executed_wan'), ('authorized'), ('on_post'), ('retired'), ('assets_total_wan'), ('self_score')
), placed AS (
    SELECT figure, name_zh, row_number() OVER (ORDER BY table_name, figure) AS place FROM figures WHERE figure IN (FROM wanted)
), told AS (  -- of every report every figure once: usable, or missing for a reason
    SELECT u.report_no, p.place, u.evidence_id, NULL AS reason, NULL AS gap, false AS is_doubt FROM usable_figures AS u JOIN placed AS p USING (figure)
    UNION ALL
    SELECT m.report_no, p.place, NULL, m.reason, p.name_zh || '：' || x.reason_zh, x.is_doubt FROM missing_figures AS m JOIN placed AS p USING (figure) JOIN reasons AS x USING (reason)
), figures_held AS (
    SELECT report_no, count(*) FILTER (reason IS NULL OR is_doubt) AS n_figures, count(*) FILTER (reason IS DISTINCT FROM 'not_applicable') AS n_figures_wanted, count(*) FILTER (is_doubt) AS n_doubtful,
           coalesce([y[2] FOR y IN list_sort(list((place, gap)) FILTER (gap IS NOT NULL))], []) AS missing_figures,
           [y[2] FOR y IN list_sort(list((place, evidence_id)) FILTER (evidence_id IS NOT NULL))] AS evidence_ids
    FROM told GROUP BY report_no
), counted AS (
    SELECT r.version_id, (SELECT count(*) FROM core.now_indicators AS i WHERE i.version_id = r.version_id) AS n_indicators,
           (SELECT count(*) FROM core.now_goals AS g WHERE g.version_id = r.version_id AND g.part = 'target') AS n_goals,
           (SELECT count(*) FROM core.now_project_items AS p WHERE p.version_id = r.version_id) AS n_items
    FROM usable_reports AS r
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       s.n_sections, 8 AS n_sections_wanted, CAST(round(s.n_sections / 8, 4) AS DECIMAL(9,4)) AS section_share, s.missing_sections,
       f.n_figures, f.n_figures_wanted, CAST(round(f.n_figures / nullif(f.n_figures_wanted, 0), 4) AS DECIMAL(9,4)) AS figure_share, f.missing_figures, f.n_doubtful,
       n.n_indicators > 0 AS has_indicators, n.n_goals > 0 AS has_goals, n.n_items > 0 AS has_items, n.n_indicators, n.n_goals, n.n_items,
       r.numbers_seen AS n_numbers, r.numbers_unexplained AS n_unexplained, coalesce(f.evidence_ids, []) AS evidence_ids, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN f.n_doubtful > 0 OR r.numbers_unexplained > 0 THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN f.n_doubtful > 0 THEN f.n_doubtful || ' 个数字有误或未能确定' END,
           CASE WHEN r.numbers_unexplained > 0 THEN r.numbers_unexplained || ' 个数字没有读懂，可能正是所缺的' END), '') AS comparability_reason
FROM usable_reports AS r JOIN sections AS s USING (report_no) JOIN figures_held AS f USING (report_no) JOIN counted AS n USING (version_id)
JOIN county_coverage AS c ON c.region_code = r.region_code AND c.fiscal_year = r.fiscal_year
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.scope;

COMMENT ON TABLE mart.completeness IS '完整程度：每份报告的必备章节与数字有哪些、缺哪些';
COMMENT ON COLUMN mart.completeness.report_id IS '报告编号';
COMMENT ON COLUMN mart.completeness.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.completeness.unit_id IS '单位编号';
COMMENT ON COLUMN mart.completeness.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.completeness.county IS '县（市、区）';
COMMENT ON COLUMN mart.completeness.department_type IS '部门类型';
COMMENT ON COLUMN mart.completeness.unit_name IS '单位名称';
COMMENT ON COLUMN mart.completeness.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.completeness.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.completeness.n_sections IS '有的章节数';
COMMENT ON COLUMN mart.completeness.n_sections_wanted IS '应有章节数';
COMMENT ON COLUMN mart.completeness.section_share IS '章节完整率：有的÷应有，0 至 1';
COMMENT ON COLUMN mart.completeness.missing_sections IS '缺少的章节';
COMMENT ON COLUMN mart.completeness.n_figures IS '有的数字个数：含有误未采用的';
COMMENT ON COLUMN mart.completeness.n_figures_wanted IS '应有数字个数：不适用的不计';
COMMENT ON COLUMN mart.completeness.figure_share IS '数字完整率：有的÷应有，0 至 1';
COMMENT ON COLUMN mart.completeness.missing_figures IS '缺少的数字：名称与原因';
COMMENT ON COLUMN mart.completeness.n_doubtful IS '有误或未定的数字个数';
COMMENT ON COLUMN mart.completeness.has_indicators IS '有无指标表';
COMMENT ON COLUMN mart.completeness.has_goals IS '有无绩效目标';
COMMENT ON COLUMN mart.completeness.has_items IS '有无项目明细';
COMMENT ON COLUMN mart.completeness.n_indicators IS '指标行数';
COMMENT ON COLUMN mart.completeness.n_goals IS '目标条数';
COMMENT ON COLUMN mart.completeness.n_items IS '明细项数';
COMMENT ON COLUMN mart.completeness.n_numbers IS '数字个数：带单位的数字';
COMMENT ON COLUMN mart.completeness.n_unexplained IS '未解释数字个数：没有读懂的';
COMMENT ON COLUMN mart.completeness.evidence_ids IS '出处编号清单';
COMMENT ON COLUMN mart.completeness.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.completeness.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.completeness.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.completeness.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.completeness.comparability_reason IS '可比性说明';
