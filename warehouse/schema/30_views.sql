-- Views core.decided_<table> and core.now_<table>: what holds at present, for analysts, marts and rules.
-- decided_: every version of the table with what people decided (quality.corrections): corrected values are overlaid,
-- confidence is 1, rejected figures are left out. now_: the current version of that. The tables keep what was printed.
-- A figure without a decision is passed on as it is: to look into the map of decisions for each row is what a view would cost most.
-- Comments of the columns are carried over from the tables by create_schema.

CREATE VIEW core.decided_budget_facts AS
SELECT b.* REPLACE (
    if(d.fact_id IS NULL, b.amount_yuan, CAST(coalesce(d.fields['amount_yuan'].value, b.amount_yuan) AS DECIMAL(18,2))) AS amount_yuan,
    if(d.fact_id IS NULL, b.amount_text, coalesce(d.fields['amount_yuan'].text, b.amount_text)) AS amount_text,
    if(d.fact_id IS NULL, b.unit_text, coalesce(d.fields['amount_yuan'].unit, b.unit_text)) AS unit_text,
    if(d.fact_id IS NULL, b.half_unit_yuan, CAST(coalesce(d.fields['amount_yuan'].half_unit, b.half_unit_yuan) AS DECIMAL(18,4))) AS half_unit_yuan,
    b.is_preferred OR d.fact_id IS NOT NULL AS is_preferred,
    CASE WHEN d.fact_id IS NULL THEN b.confidence ELSE 1 END AS confidence)
FROM core.budget_facts AS b
LEFT JOIN quality.decided AS d ON d.table_name = 'budget_facts' AND d.fact_id = b.fact_id
ANTI JOIN (  -- where a person decided for one of several contradicting statements, the others are left out
    FROM quality.settled WHERE by_another AND table_name = 'budget_facts') AS s ON s.fact_id = b.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_budget_facts IS '收支金额（执行人工决定后，各版本）：版本×所属年度×支出类别×环节×资金来源×陈述序号';

CREATE VIEW core.decided_stated_rates AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.rate_pct, CAST(coalesce(d.fields['rate_pct'].value, f.rate_pct) AS DECIMAL(9,4))) AS rate_pct,
    if(d.fact_id IS NULL, f.rate_text, coalesce(d.fields['rate_pct'].text, f.rate_text)) AS rate_text,
    if(d.fact_id IS NULL, f.half_unit_pct, CAST(coalesce(d.fields['rate_pct'].half_unit, f.half_unit_pct) AS DECIMAL(9,4))) AS half_unit_pct,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.stated_rates AS f LEFT JOIN quality.decided AS d ON d.table_name = 'stated_rates' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_stated_rates IS '所述比率（执行人工决定后，各版本）：版本×支出类别×种类×资金来源×项目';

CREATE VIEW core.decided_project_items AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.amount_yuan, CAST(coalesce(d.fields['amount_yuan'].value, f.amount_yuan) AS DECIMAL(18,2))) AS amount_yuan,
    if(d.fact_id IS NULL, f.amount_text, coalesce(d.fields['amount_yuan'].text, f.amount_text)) AS amount_text,
    if(d.fact_id IS NULL, f.unit_text, coalesce(d.fields['amount_yuan'].unit, f.unit_text)) AS unit_text,
    if(d.fact_id IS NULL, f.half_unit_yuan, CAST(coalesce(d.fields['amount_yuan'].half_unit, f.half_unit_yuan) AS DECIMAL(18,4))) AS half_unit_yuan,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.project_items AS f LEFT JOIN quality.decided AS d ON d.table_name = 'project_items' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_project_items IS '项目明细（执行人工决定后，各版本）：版本×项目×环节';

CREATE VIEW core.decided_staff_facts AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.headcount, CAST(coalesce(d.fields['headcount'].value, f.headcount) AS INTEGER)) AS headcount,
    if(d.fact_id IS NULL, f.change_vs_prior, CAST(coalesce(d.fields['change_vs_prior'].value, f.change_vs_prior) AS INTEGER)) AS change_vs_prior,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.staff_facts AS f LEFT JOIN quality.decided AS d ON d.table_name = 'staff_facts' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_staff_facts IS '人员（执行人工决定后，各版本）：版本×人员口径×类别×依据';

CREATE VIEW core.decided_asset_facts AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.amount_yuan, CAST(coalesce(d.fields['amount_yuan'].value, f.amount_yuan) AS DECIMAL(18,2))) AS amount_yuan,
    if(d.fact_id IS NULL, f.amount_text, coalesce(d.fields['amount_yuan'].text, f.amount_text)) AS amount_text,
    if(d.fact_id IS NULL, f.unit_text, coalesce(d.fields['amount_yuan'].unit, f.unit_text)) AS unit_text,
    if(d.fact_id IS NULL, f.half_unit_yuan, CAST(coalesce(d.fields['amount_yuan'].half_unit, f.half_unit_yuan) AS DECIMAL(18,4))) AS half_unit_yuan,
    if(d.fact_id IS NULL, f.change_pct, CAST(coalesce(d.fields['change_pct'].value, f.change_pct) AS DECIMAL(9,4))) AS change_pct,
    if(d.fact_id IS NULL, f.change_half_unit_pct, CAST(coalesce(d.fields['change_pct'].half_unit, f.change_half_unit_pct) AS DECIMAL(9,4))) AS change_half_unit_pct,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.asset_facts AS f LEFT JOIN quality.decided AS d ON d.table_name = 'asset_facts' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_asset_facts IS '资产（执行人工决定后，各版本）：版本×指标';

CREATE VIEW core.decided_goals AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.completion_pct, CAST(coalesce(d.fields['completion_pct'].value, f.completion_pct) AS DECIMAL(9,4))) AS completion_pct,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.goals AS f LEFT JOIN quality.decided AS d ON d.table_name = 'goals' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_goals IS '绩效目标及完成情况（执行人工决定后，各版本）：版本×部分×序号';

CREATE VIEW core.decided_indicators AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.target_num, CAST(coalesce(d.fields['target_num'].value, f.target_num) AS DECIMAL(24,6))) AS target_num,
    if(d.fact_id IS NULL, f.actual_num, CAST(coalesce(d.fields['actual_num'].value, f.actual_num) AS DECIMAL(24,6))) AS actual_num,
    if(d.fact_id IS NULL, f.weight, CAST(coalesce(d.fields['weight'].value, f.weight) AS DECIMAL(24,6))) AS weight,
    if(d.fact_id IS NULL, f.score, CAST(coalesce(d.fields['score'].value, f.score) AS DECIMAL(24,6))) AS score,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.indicators AS f LEFT JOIN quality.decided AS d ON d.table_name = 'indicators' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_indicators IS '绩效指标（执行人工决定后，各版本）：版本×序号';

CREATE VIEW core.decided_scores AS
SELECT f.* REPLACE (
    if(d.fact_id IS NULL, f.total, CAST(coalesce(d.fields['total'].value, f.total) AS DECIMAL(24,6))) AS total,
    if(d.fact_id IS NULL, f.full_mark, CAST(coalesce(d.fields['full_mark'].value, f.full_mark) AS DECIMAL(24,6))) AS full_mark,
    CASE WHEN d.fact_id IS NULL THEN f.confidence ELSE 1 END AS confidence)
FROM core.scores AS f LEFT JOIN quality.decided AS d ON d.table_name = 'scores' AND d.fact_id = f.fact_id
WHERE d.is_rejected IS NOT TRUE;
COMMENT ON VIEW core.decided_scores IS '评分（执行人工决定后，各版本）：版本×评分主体';

CREATE VIEW core.now_reports AS
SELECT r.* REPLACE (CASE WHEN d.fact_id IS NULL THEN r.self_score WHEN d.is_rejected THEN NULL
                         ELSE CAST(coalesce(d.fields['total'].value, r.self_score) AS DECIMAL(24,6)) END AS self_score)
FROM core.reports AS r
LEFT JOIN core.scores AS s ON s.version_id = r.version_id AND s.scorer = 'self'
LEFT JOIN quality.decided AS d ON d.table_name = 'scores' AND d.fact_id = s.fact_id
WHERE r.version_id IS NOT NULL;
COMMENT ON VIEW core.now_reports IS '报告（版本已定）：版本冲突未决的不在其中';

CREATE VIEW core.now_filed_reports AS SELECT * FROM core.filed_reports WHERE is_current;
COMMENT ON VIEW core.now_filed_reports IS '所收报告（现行版本）：每份文件中的每份报告一行，含尚未定版的与不作报告处理的';

CREATE VIEW core.now_budget_facts AS SELECT * FROM core.decided_budget_facts WHERE is_current;
COMMENT ON VIEW core.now_budget_facts IS '收支金额（现行版本）：版本×所属年度×支出类别×环节×资金来源×陈述序号';

CREATE VIEW core.now_stated_rates AS SELECT * FROM core.decided_stated_rates WHERE is_current;
COMMENT ON VIEW core.now_stated_rates IS '所述比率（现行版本）：版本×支出类别×种类×资金来源×项目';

CREATE VIEW core.now_project_items AS SELECT * FROM core.decided_project_items WHERE is_current;
COMMENT ON VIEW core.now_project_items IS '项目明细（现行版本）：版本×项目×环节';

CREATE VIEW core.now_staff_facts AS SELECT * FROM core.decided_staff_facts WHERE is_current;
COMMENT ON VIEW core.now_staff_facts IS '人员（现行版本）：版本×人员口径×类别×依据';

CREATE VIEW core.now_asset_facts AS SELECT * FROM core.decided_asset_facts WHERE is_current;
COMMENT ON VIEW core.now_asset_facts IS '资产（现行版本）：版本×指标';

CREATE VIEW core.now_goals AS SELECT * FROM core.decided_goals WHERE is_current;
COMMENT ON VIEW core.now_goals IS '绩效目标及完成情况（现行版本）：版本×部分×序号';

CREATE VIEW core.now_indicators AS SELECT * FROM core.decided_indicators WHERE is_current;
COMMENT ON VIEW core.now_indicators IS '绩效指标（现行版本）：版本×序号，指标表或清单的每一行';

CREATE VIEW core.now_scores AS SELECT * FROM core.decided_scores WHERE is_current;
COMMENT ON VIEW core.now_scores IS '评分（现行版本）：版本×评分主体';

CREATE VIEW core.now_sections AS SELECT * FROM core.sections WHERE is_current;
COMMENT ON VIEW core.now_sections IS '章节（现行版本）：版本×章节';

CREATE VIEW core.now_problem_items AS SELECT * FROM core.problem_items WHERE is_current;
COMMENT ON VIEW core.now_problem_items IS '问题与措施（现行版本）：版本×序号';

CREATE VIEW core.now_missing_facts AS
SELECT m.* FROM core.missing_facts AS m
WHERE m.is_current AND NOT (m.table_name = 'budget_facts' AND m.reason IN ('unresolved', 'illegible') AND EXISTS (
    FROM core.decided_budget_facts AS b JOIN quality.decided AS d ON d.table_name = 'budget_facts' AND d.fact_id = b.fact_id
    WHERE b.version_id = m.version_id AND b.category = m.category AND b.stage = m.stage AND b.fund_source = 'all'));
COMMENT ON VIEW core.now_missing_facts IS '缺失数据（现行版本）：应有而没有的数字及原因';
