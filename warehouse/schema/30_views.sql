-- Views core.now_<table>: what holds at present, for analysts, marts and rules. Corrections by people are overlaid here;
-- the tables below keep what was printed. Comments of the columns are carried over from the tables by create_schema.

CREATE VIEW core.now_reports AS SELECT * FROM core.reports WHERE version_id IS NOT NULL;
COMMENT ON VIEW core.now_reports IS '报告（版本已定）：版本冲突未决的不在其中';

CREATE VIEW core.now_filed_reports AS SELECT * FROM core.filed_reports WHERE is_current;
COMMENT ON VIEW core.now_filed_reports IS '所收报告（现行版本）：每份文件中的每份报告一行，含尚未定版的与不作报告处理的';

CREATE VIEW core.now_budget_facts AS SELECT * FROM core.budget_facts WHERE is_current;
COMMENT ON VIEW core.now_budget_facts IS '收支金额（现行版本）：版本×所属年度×支出类别×环节×资金来源×陈述序号';

CREATE VIEW core.now_stated_rates AS SELECT * FROM core.stated_rates WHERE is_current;
COMMENT ON VIEW core.now_stated_rates IS '所述比率（现行版本）：版本×支出类别×种类×资金来源×项目';

CREATE VIEW core.now_project_items AS SELECT * FROM core.project_items WHERE is_current;
COMMENT ON VIEW core.now_project_items IS '项目明细（现行版本）：版本×项目×环节';

CREATE VIEW core.now_staff_facts AS SELECT * FROM core.staff_facts WHERE is_current;
COMMENT ON VIEW core.now_staff_facts IS '人员（现行版本）：版本×人员口径×类别×依据';

CREATE VIEW core.now_asset_facts AS SELECT * FROM core.asset_facts WHERE is_current;
COMMENT ON VIEW core.now_asset_facts IS '资产（现行版本）：版本×指标';

CREATE VIEW core.now_goals AS SELECT * FROM core.goals WHERE is_current;
COMMENT ON VIEW core.now_goals IS '绩效目标及完成情况（现行版本）：版本×部分×序号';

CREATE VIEW core.now_indicators AS SELECT * FROM core.indicators WHERE is_current;
COMMENT ON VIEW core.now_indicators IS '绩效指标（现行版本）：版本×序号，指标表或清单的每一行';

CREATE VIEW core.now_scores AS SELECT * FROM core.scores WHERE is_current;
COMMENT ON VIEW core.now_scores IS '评分（现行版本）：版本×评分主体';

CREATE VIEW core.now_sections AS SELECT * FROM core.sections WHERE is_current;
COMMENT ON VIEW core.now_sections IS '章节（现行版本）：版本×章节';

CREATE VIEW core.now_problem_items AS SELECT * FROM core.problem_items WHERE is_current;
COMMENT ON VIEW core.now_problem_items IS '问题与措施（现行版本）：版本×序号';

CREATE VIEW core.now_missing_facts AS SELECT * FROM core.missing_facts WHERE is_current;
COMMENT ON VIEW core.now_missing_facts IS '缺失数据（现行版本）：应有而没有的数字及原因';
