-- One row per unit, year and scope: what the current department report says, and where each figure is printed.
-- A figure that is empty has its reason in ``missing``; a figure that is there has its quote in ``evidence``.

CREATE TABLE mart.unit_year AS
WITH wide AS (
    PIVOT usable_figures ON figure IN (
        'personnel_initial_wan', 'personnel_adjusted_wan', 'personnel_received_wan', 'personnel_executed_wan',
        'operating_initial_wan', 'operating_adjusted_wan', 'operating_received_wan', 'operating_executed_wan',
        'basic_initial_wan', 'basic_adjusted_wan', 'basic_received_wan', 'basic_executed_wan',
        'project_initial_wan', 'project_adjusted_wan', 'project_received_wan', 'project_executed_wan',
        'total_initial_wan', 'total_adjusted_wan', 'total_received_wan', 'total_executed_wan',
        'project_carried_in_wan', 'project_carried_out_wan', 'total_carried_in_wan', 'total_carried_out_wan',
        'personnel_adjustment_wan', 'operating_adjustment_wan', 'basic_adjustment_wan', 'project_adjustment_wan', 'total_adjustment_wan',
        'three_public_initial_wan', 'three_public_executed_wan',
        'personnel_completion_pct', 'operating_completion_pct', 'basic_completion_pct',
        'project_completion_pct', 'total_completion_pct', 'authorized', 'present', 'on_post', 'retired',
        'veteran_retired', 'contract', 'assets_total_wan', 'assets_net_book_wan', 'assets_fixed_wan', 'liabilities_wan',
        'net_assets_wan', 'self_score', 'finance_review_score', 'key_evaluation_score', 'audit_score'
    ) USING any_value(value) GROUP BY report_no
), sources AS (
    SELECT report_no, CAST(map_from_entries(list_sort(list((figure, evidence_id)))) AS MAP(VARCHAR, VARCHAR)) AS evidence  -- sorting inside an aggregate is ten times dearer
    FROM usable_figures GROUP BY report_no
), gaps AS (
    SELECT report_no, CAST(map_from_entries(list_sort(list((figure, reason)))) AS MAP(VARCHAR, VARCHAR)) AS missing,
           count(*) FILTER (reason IN ('withheld', 'unresolved', 'illegible')) AS n_doubtful
    FROM missing_figures GROUP BY report_no
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.city, r.province, r.department_type, r.unit_name,
       r.fiscal_year, r.scope, t.staff_scope,
       w.personnel_initial_wan, w.personnel_adjusted_wan, w.personnel_received_wan, w.personnel_executed_wan,
       w.operating_initial_wan, w.operating_adjusted_wan, w.operating_received_wan, w.operating_executed_wan,
       w.basic_initial_wan, w.basic_adjusted_wan, w.basic_received_wan, w.basic_executed_wan,
       w.project_initial_wan, w.project_adjusted_wan, w.project_received_wan, w.project_executed_wan,
       w.total_initial_wan, w.total_adjusted_wan, w.total_received_wan, w.total_executed_wan,
       w.project_carried_in_wan, w.project_carried_out_wan, w.total_carried_in_wan, w.total_carried_out_wan,
       w.personnel_adjustment_wan, w.operating_adjustment_wan, w.basic_adjustment_wan, w.project_adjustment_wan, w.total_adjustment_wan,
       w.three_public_initial_wan, w.three_public_executed_wan,
       w.personnel_completion_pct, w.operating_completion_pct, w.basic_completion_pct,
       w.project_completion_pct, w.total_completion_pct,
       CAST(w.authorized AS INTEGER) AS authorized, CAST(w.present AS INTEGER) AS present,
       CAST(w.on_post AS INTEGER) AS on_post, CAST(w.retired AS INTEGER) AS retired,
       CAST(w.veteran_retired AS INTEGER) AS veteran_retired, CAST(w.contract AS INTEGER) AS contract,
       w.assets_total_wan, w.assets_net_book_wan, w.assets_fixed_wan, w.liabilities_wan, w.net_assets_wan,
       w.self_score, r.grade, w.finance_review_score, w.key_evaluation_score, w.audit_score,
       x.n_error, x.n_warn, x.n_evaluable, s.evidence, g.missing,
       c.n_reported, c.n_expected, c.coverage,
       CASE WHEN r.scope = 'unknown' OR g.n_doubtful > 0 THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN r.scope = 'unknown' THEN '报告未注明是部门汇总还是单位本级' END,
           CASE WHEN g.n_doubtful > 0 THEN g.n_doubtful || ' 个数字有误或自相矛盾，未采用' END), '') AS comparability_reason
FROM usable_reports AS r
LEFT JOIN wide AS w USING (report_no) LEFT JOIN sources AS s USING (report_no) LEFT JOIN gaps AS g USING (report_no)
LEFT JOIN rule_counts AS x ON x.version_id = r.version_id
LEFT JOIN staff_scopes AS t ON t.report_no = r.report_no
LEFT JOIN county_coverage AS c ON c.region_code = r.region_code AND c.fiscal_year = r.fiscal_year
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.scope;

COMMENT ON TABLE mart.unit_year IS '单位年度：每单位每年度每口径一行，每个数字可点到原文';
COMMENT ON COLUMN mart.unit_year.report_id IS '报告编号';
COMMENT ON COLUMN mart.unit_year.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.unit_year.unit_id IS '单位编号';
COMMENT ON COLUMN mart.unit_year.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.unit_year.county IS '县（市、区）';
COMMENT ON COLUMN mart.unit_year.city IS '地级市';
COMMENT ON COLUMN mart.unit_year.province IS '省份';
COMMENT ON COLUMN mart.unit_year.department_type IS '部门类型';
COMMENT ON COLUMN mart.unit_year.unit_name IS '单位名称';
COMMENT ON COLUMN mart.unit_year.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.unit_year.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.unit_year.staff_scope IS '人员口径：unit 本级、total 合计；报告没有人数时为空';
COMMENT ON COLUMN mart.unit_year.personnel_initial_wan IS '人员经费年初预算（万元）';
COMMENT ON COLUMN mart.unit_year.personnel_adjusted_wan IS '人员经费调整后预算（万元）';
COMMENT ON COLUMN mart.unit_year.personnel_received_wan IS '人员经费到位（万元）';
COMMENT ON COLUMN mart.unit_year.personnel_executed_wan IS '人员经费执行（万元）';
COMMENT ON COLUMN mart.unit_year.operating_initial_wan IS '公用经费年初预算（万元）';
COMMENT ON COLUMN mart.unit_year.operating_adjusted_wan IS '公用经费调整后预算（万元）';
COMMENT ON COLUMN mart.unit_year.operating_received_wan IS '公用经费到位（万元）';
COMMENT ON COLUMN mart.unit_year.operating_executed_wan IS '公用经费执行（万元）';
COMMENT ON COLUMN mart.unit_year.basic_initial_wan IS '基本支出年初预算（万元）';
COMMENT ON COLUMN mart.unit_year.basic_adjusted_wan IS '基本支出调整后预算（万元）';
COMMENT ON COLUMN mart.unit_year.basic_received_wan IS '基本支出到位（万元）';
COMMENT ON COLUMN mart.unit_year.basic_executed_wan IS '基本支出执行（万元）';
COMMENT ON COLUMN mart.unit_year.project_initial_wan IS '项目支出年初预算（万元）';
COMMENT ON COLUMN mart.unit_year.project_adjusted_wan IS '项目支出调整后预算（万元）';
COMMENT ON COLUMN mart.unit_year.project_received_wan IS '项目支出到位（万元）';
COMMENT ON COLUMN mart.unit_year.project_executed_wan IS '项目支出执行（万元）';
COMMENT ON COLUMN mart.unit_year.total_initial_wan IS '合计年初预算（万元）';
COMMENT ON COLUMN mart.unit_year.total_adjusted_wan IS '合计调整后预算（万元）';
COMMENT ON COLUMN mart.unit_year.total_received_wan IS '合计到位（万元）';
COMMENT ON COLUMN mart.unit_year.total_executed_wan IS '合计执行（万元）';
COMMENT ON COLUMN mart.unit_year.project_carried_in_wan IS '项目支出年初结转（万元）';
COMMENT ON COLUMN mart.unit_year.project_carried_out_wan IS '项目支出年末结转结余（万元）';
COMMENT ON COLUMN mart.unit_year.total_carried_in_wan IS '合计年初结转（万元）';
COMMENT ON COLUMN mart.unit_year.total_carried_out_wan IS '合计年末结转结余（万元）';
COMMENT ON COLUMN mart.unit_year.personnel_adjustment_wan IS '人员经费预算调整数（万元）：报告所印的增减额，减少为负';
COMMENT ON COLUMN mart.unit_year.operating_adjustment_wan IS '公用经费预算调整数（万元）：报告所印的增减额，减少为负';
COMMENT ON COLUMN mart.unit_year.basic_adjustment_wan IS '基本支出预算调整数（万元）：报告所印的增减额，减少为负';
COMMENT ON COLUMN mart.unit_year.project_adjustment_wan IS '项目支出预算调整数（万元）：报告所印的增减额，减少为负';
COMMENT ON COLUMN mart.unit_year.total_adjustment_wan IS '合计预算调整数（万元）：报告所印的增减额，减少为负';
COMMENT ON COLUMN mart.unit_year.three_public_initial_wan IS '三公经费年初预算（万元）';
COMMENT ON COLUMN mart.unit_year.three_public_executed_wan IS '三公经费执行（万元）';
COMMENT ON COLUMN mart.unit_year.personnel_completion_pct IS '人员经费所述完成率（%）：报告自述，非重算';
COMMENT ON COLUMN mart.unit_year.operating_completion_pct IS '公用经费所述完成率（%）：报告自述，非重算';
COMMENT ON COLUMN mart.unit_year.basic_completion_pct IS '基本支出所述完成率（%）：报告自述，非重算';
COMMENT ON COLUMN mart.unit_year.project_completion_pct IS '项目支出所述完成率（%）：报告自述，非重算';
COMMENT ON COLUMN mart.unit_year.total_completion_pct IS '合计所述完成率（%）：报告自述，非重算';
COMMENT ON COLUMN mart.unit_year.authorized IS '编制数（人）';
COMMENT ON COLUMN mart.unit_year.present IS '实有人数（人）：是否含离退休以报告为准';
COMMENT ON COLUMN mart.unit_year.on_post IS '在职人数（人）';
COMMENT ON COLUMN mart.unit_year.retired IS '退休人数（人）';
COMMENT ON COLUMN mart.unit_year.veteran_retired IS '离休人数（人）';
COMMENT ON COLUMN mart.unit_year.contract IS '聘用人数（人）';
COMMENT ON COLUMN mart.unit_year.assets_total_wan IS '资产总额（万元）';
COMMENT ON COLUMN mart.unit_year.assets_net_book_wan IS '资产账面净值（万元）';
COMMENT ON COLUMN mart.unit_year.assets_fixed_wan IS '固定资产（万元）';
COMMENT ON COLUMN mart.unit_year.liabilities_wan IS '负债（万元）';
COMMENT ON COLUMN mart.unit_year.net_assets_wan IS '净资产（万元）';
COMMENT ON COLUMN mart.unit_year.self_score IS '自评得分（分）';
COMMENT ON COLUMN mart.unit_year.grade IS '自评等级';
COMMENT ON COLUMN mart.unit_year.finance_review_score IS '财政复评得分（分）';
COMMENT ON COLUMN mart.unit_year.key_evaluation_score IS '重点评价得分（分）';
COMMENT ON COLUMN mart.unit_year.audit_score IS '审计评价得分（分）';
COMMENT ON COLUMN mart.unit_year.n_error IS '错误项数：不通过的 error 级规则数，未核查为空';
COMMENT ON COLUMN mart.unit_year.n_warn IS '警告项数：不通过的 warn 级规则数';
COMMENT ON COLUMN mart.unit_year.n_evaluable IS '可判定规则数：通过与不通过之和，比较项数时以此为分母';
COMMENT ON COLUMN mart.unit_year.evidence IS '出处：列名对应出处编号，如 evidence[personnel_executed_wan]，见 core.evidence';
COMMENT ON COLUMN mart.unit_year.missing IS '缺失原因：列名对应原因，not_reported 未报告、not_applicable 不适用、illegible 无法辨认、unresolved 未能确定、withheld 有误未采用';
COMMENT ON COLUMN mart.unit_year.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.unit_year.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.unit_year.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.unit_year.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.unit_year.comparability_reason IS '可比性说明';
