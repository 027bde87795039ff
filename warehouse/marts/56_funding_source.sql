-- Project items with where their money comes from: level of the source as printed, document number, and the programme (the
-- item's name without years, numbers and brackets), so that one programme can be followed over units and counties.

CREATE TABLE narrow.funding_sources AS
WITH named AS (
    SELECT i.*, r.unit_id, r.region_code, r.unit_name, r.fiscal_year, r.scope,
           nullif(regexp_replace(regexp_replace(i.name, '[（(〔【\[][^）)〕】\]]*[）)〕】\]]|20\d\d\s*年(?:度)?|第?[\d一二三四五六七八九十]+批(?:次)?|[提]前下达', '', 'g'), '[\s，,、。：:；;“”"]+', '', 'g'), '') AS programme
    FROM usable_items AS i JOIN narrow.reports AS r USING (report_no)
), counted AS (
    SELECT programme, fiscal_year, count(DISTINCT unit_id) AS n_units, count(DISTINCT region_code) AS n_regions FROM named WHERE programme IS NOT NULL GROUP BY programme, fiscal_year
)
SELECT n.report_no, n.fact_id, n.item_id, n.seq, n.name, n.programme, c.n_units, c.n_regions, n.stage, n.amount_yuan, n.is_usable, n.fund_source, n.doc_no, n.nature, n.evidence_id
FROM named AS n LEFT JOIN counted AS c USING (programme, fiscal_year)
ORDER BY n.fiscal_year, n.programme, n.region_code, n.unit_name, n.scope, n.seq, n.stage, n.fact_id;

CREATE VIEW mart.funding_source AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       n.fact_id, n.item_id, n.seq, n.name AS item_name, n.programme, n.n_units AS n_programme_units, n.n_regions AS n_programme_regions, n.stage,
       CASE WHEN n.is_usable THEN CAST(n.amount_yuan * 0.0001 AS DECIMAL(24,6)) END AS amount_wan, CASE WHEN NOT n.is_usable THEN '有误或未能确定，未采用' END AS missing_reason,
       n.fund_source, CASE n.fund_source WHEN 'central' THEN '中央' WHEN 'provincial' THEN '省级' WHEN 'city' THEN '市级' WHEN 'county' THEN '县级' WHEN 'town' THEN '乡镇' END AS fund_level,
       CASE WHEN n.fund_source <> 'all' THEN n.fund_source IN ('central', 'provincial') OR (n.fund_source = 'city' AND r.county IS NOT NULL) END AS is_from_above, n.doc_no, n.nature, n.evidence_id,
       r.n_reported, r.n_expected, r.coverage,
       CASE WHEN NOT n.is_usable THEN 'unsound' WHEN n.fund_source = 'all' THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN NOT n.is_usable THEN '数字有误或未能确定' END, CASE WHEN n.fund_source = 'all' THEN '报告未注明资金级次' END), '') AS comparability_reason
FROM narrow.funding_sources AS n JOIN narrow.reports AS r USING (report_no);

COMMENT ON VIEW mart.funding_source IS '资金来源：项目明细的资金级次、文号与专项';
COMMENT ON COLUMN mart.funding_source.report_id IS '报告编号';
COMMENT ON COLUMN mart.funding_source.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.funding_source.unit_id IS '单位编号';
COMMENT ON COLUMN mart.funding_source.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.funding_source.county IS '县（市、区）';
COMMENT ON COLUMN mart.funding_source.department_type IS '部门类型';
COMMENT ON COLUMN mart.funding_source.unit_name IS '单位名称';
COMMENT ON COLUMN mart.funding_source.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.funding_source.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.funding_source.fact_id IS '事实编号：见 core.project_items';
COMMENT ON COLUMN mart.funding_source.item_id IS '项目编号';
COMMENT ON COLUMN mart.funding_source.seq IS '序号';
COMMENT ON COLUMN mart.funding_source.item_name IS '项目名称：报告所印';
COMMENT ON COLUMN mart.funding_source.programme IS '专项：项目名称去掉年份、文号、批次与括号，同名的视为同一专项';
COMMENT ON COLUMN mart.funding_source.n_programme_units IS '同专项单位数：本年度';
COMMENT ON COLUMN mart.funding_source.n_programme_regions IS '同专项区划数：本年度';
COMMENT ON COLUMN mart.funding_source.stage IS '环节：编码同 core.budget_facts';
COMMENT ON COLUMN mart.funding_source.amount_wan IS '金额（万元）';
COMMENT ON COLUMN mart.funding_source.missing_reason IS '没有金额的原因';
COMMENT ON COLUMN mart.funding_source.fund_source IS '资金来源代码：编码同 core.budget_facts';
COMMENT ON COLUMN mart.funding_source.fund_level IS '资金级次：中央、省级、市级、县级、乡镇，报告未注明时为空';
COMMENT ON COLUMN mart.funding_source.is_from_above IS '是否上级资金：未注明级次的为空';
COMMENT ON COLUMN mart.funding_source.doc_no IS '文号';
COMMENT ON COLUMN mart.funding_source.nature IS '性质：operating_task 业务、personnel_like 人员性质、transfer_up 上解、transfer_down 对下补助、equipment 设备、other 其他';
COMMENT ON COLUMN mart.funding_source.evidence_id IS '出处编号';
COMMENT ON COLUMN mart.funding_source.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.funding_source.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.funding_source.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.funding_source.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.funding_source.comparability_reason IS '可比性说明';
