-- Figures that the report of the year after states otherwise than the report of the year did. Neither is overwritten: what
-- was said first stands in that year's report, what was said later in the next one. A difference that rounding explains is
-- none; equal statements are further quotes of the first figure (warehouse/load/20_said_again.sql).

CREATE TABLE mart.restatements AS
WITH certain AS (
    SELECT f.*, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.scope, r.fiscal_year, d.file_name
    FROM core.now_budget_facts AS f
    JOIN usable_reports AS r USING (report_id, version_id)
    JOIN core.documents AS d USING (document_id)
    WHERE f.is_preferred
      AND (f.version_id, 'budget_facts', f.fact_id) NOT IN (SELECT (version_id, table_name, fact_id) FROM withheld_facts)
      AND ('budget_facts', f.fact_id) NOT IN (SELECT (table_name, fact_id) FROM waiting_facts)
), pairs AS (
    SELECT a.*, b.amount_yuan AS later_yuan, b.half_unit_yuan AS later_half, b.scope AS later_scope, b.fact_id AS later_fact_id,
           b.evidence_id AS later_evidence_id, b.report_id AS later_report_id, b.file_name AS later_file
    FROM certain AS a JOIN certain AS b
      ON a.unit_id = b.unit_id AND a.fiscal_year = a.fact_year AND b.fiscal_year = a.fiscal_year + 1 AND b.fact_year = a.fact_year
     AND a.category = b.category AND a.stage = b.stage AND a.fund_source = b.fund_source
    WHERE a.amount_yuan <> b.amount_yuan
      AND NOT (a.half_unit_yuan <> b.half_unit_yuan AND abs(a.amount_yuan - b.amount_yuan) <= a.half_unit_yuan + b.half_unit_yuan)
    QUALIFY row_number() OVER (PARTITION BY a.fact_id, b.report_id ORDER BY b.fact_id) = 1
)
SELECT p.unit_id, p.region_code, p.county, p.department_type, p.unit_name, p.fiscal_year, p.scope, p.later_scope, p.category, p.stage,
       p.fund_source, coalesce(f.name_zh, p.category || '.' || p.stage) AS figure_name,
       CAST(p.amount_yuan * 0.0001 AS DECIMAL(24,6)) AS first_wan, CAST(p.later_yuan * 0.0001 AS DECIMAL(24,6)) AS later_wan,
       CAST((p.later_yuan - p.amount_yuan) * 0.0001 AS DECIMAL(24,6)) AS change_wan,
       p.fact_id, p.later_fact_id, p.evidence_id, p.later_evidence_id, p.file_name AS first_file, p.later_file,
       p.report_id, p.later_report_id, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN p.scope = p.later_scope AND p.scope <> 'unknown' THEN 'ok' WHEN 'unknown' IN (p.scope, p.later_scope) THEN 'qualified' ELSE 'unsound' END AS comparability,
       CASE WHEN p.scope = p.later_scope AND p.scope <> 'unknown' THEN NULL WHEN p.scope = p.later_scope THEN '两年均未注明口径'
            WHEN 'unknown' IN (p.scope, p.later_scope) THEN '有一年未注明口径' ELSE '两年口径不同' END AS comparability_reason
FROM pairs AS p JOIN county_coverage AS c ON c.region_code = p.region_code AND c.fiscal_year = p.fiscal_year
LEFT JOIN figures AS f ON f.table_name = 'budget_facts' AND f.category = p.category AND f.stage = CASE p.fund_source WHEN 'all' THEN p.stage END
ORDER BY p.region_code, p.unit_name, p.fiscal_year, p.category, p.stage, p.fund_source, p.later_report_id;

COMMENT ON TABLE mart.restatements IS '追溯调整：次年报告对同一数字的说法与当年报告不同之处';
COMMENT ON COLUMN mart.restatements.unit_id IS '单位编号';
COMMENT ON COLUMN mart.restatements.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.restatements.county IS '县（市、区）';
COMMENT ON COLUMN mart.restatements.department_type IS '部门类型';
COMMENT ON COLUMN mart.restatements.unit_name IS '单位名称';
COMMENT ON COLUMN mart.restatements.fiscal_year IS '所述年度：数字所属的预算年度';
COMMENT ON COLUMN mart.restatements.scope IS '当年报告口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.restatements.later_scope IS '次年报告口径';
COMMENT ON COLUMN mart.restatements.category IS '支出类别：编码同 core.budget_facts';
COMMENT ON COLUMN mart.restatements.stage IS '环节：编码同 core.budget_facts';
COMMENT ON COLUMN mart.restatements.fund_source IS '资金来源：编码同 core.budget_facts';
COMMENT ON COLUMN mart.restatements.figure_name IS '数字名称';
COMMENT ON COLUMN mart.restatements.first_wan IS '当年所报（万元）：当年报告的说法';
COMMENT ON COLUMN mart.restatements.later_wan IS '次年所述（万元）：次年报告对该年度的说法';
COMMENT ON COLUMN mart.restatements.change_wan IS '相差（万元）：次年所述减当年所报';
COMMENT ON COLUMN mart.restatements.fact_id IS '当年事实编号';
COMMENT ON COLUMN mart.restatements.later_fact_id IS '次年事实编号';
COMMENT ON COLUMN mart.restatements.evidence_id IS '当年出处编号';
COMMENT ON COLUMN mart.restatements.later_evidence_id IS '次年出处编号';
COMMENT ON COLUMN mart.restatements.first_file IS '当年文件';
COMMENT ON COLUMN mart.restatements.later_file IS '次年文件';
COMMENT ON COLUMN mart.restatements.report_id IS '当年报告编号';
COMMENT ON COLUMN mart.restatements.later_report_id IS '次年报告编号';
COMMENT ON COLUMN mart.restatements.n_reported IS '已报单位数：本县所述年度';
COMMENT ON COLUMN mart.restatements.n_expected IS '应报单位数：本县所述年度，不明时为空';
COMMENT ON COLUMN mart.restatements.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.restatements.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.restatements.comparability_reason IS '可比性说明';
