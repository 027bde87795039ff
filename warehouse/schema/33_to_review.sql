-- What has no part in any comparison, as people look through it: figures that wait for a person, places that were read and not stored.
-- Here: both with the names of county, unit and year beside them. Not here: files that were not read (quality.quarantine).

CREATE VIEW quality.waiting_figures AS
WITH doubted AS (
    SELECT w.table_name, w.fact_id, string_agg(c.name_zh, '；' ORDER BY c.confidence, c.cause) AS why_zh
    FROM quality.waiting AS w JOIN quality.causes AS c ON list_contains(w.causes, c.cause) GROUP BY ALL
)
SELECT r.region_code, r.county, r.unit_name, r.department_type, r.fiscal_year, t.name_zh AS table_zh, f.quote, f.context, f.printed, d.why_zh, f.page, f.report_id, f.evidence_id, f.table_name, f.fact_id
FROM doubted AS d JOIN quality.figures AS f USING (table_name, fact_id)
JOIN core.reports AS r ON r.report_id = f.report_id AND coalesce(r.version_id, f.version_id) = f.version_id  -- all versions where it is not decided which counts
LEFT JOIN meta.code_names AS t ON t.kind = 'table' AND t.code = f.table_name;
COMMENT ON VIEW quality.waiting_figures IS '待核对的数字：读出来了但有疑问，人核对之前不进入任何比较，每个一行';
COMMENT ON COLUMN quality.waiting_figures.region_code IS '行政区划代码';
COMMENT ON COLUMN quality.waiting_figures.county IS '县（市、区）';
COMMENT ON COLUMN quality.waiting_figures.unit_name IS '单位名称';
COMMENT ON COLUMN quality.waiting_figures.department_type IS '部门类型';
COMMENT ON COLUMN quality.waiting_figures.fiscal_year IS '预算年度';
COMMENT ON COLUMN quality.waiting_figures.table_zh IS '哪一类数字';
COMMENT ON COLUMN quality.waiting_figures.quote IS '原文';
COMMENT ON COLUMN quality.waiting_figures.context IS '表格中的行名与栏名：不在表格中时为空';
COMMENT ON COLUMN quality.waiting_figures.printed IS '所印的值（含单位）';
COMMENT ON COLUMN quality.waiting_figures.why_zh IS '为什么有疑问：重的在前';
COMMENT ON COLUMN quality.waiting_figures.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN quality.waiting_figures.report_id IS '报告编号';
COMMENT ON COLUMN quality.waiting_figures.evidence_id IS '出处编号';
COMMENT ON COLUMN quality.waiting_figures.table_name IS '数字所在的表：名称见 meta.code_names（table）';
COMMENT ON COLUMN quality.waiting_figures.fact_id IS '事实编号';

CREATE VIEW quality.unstored AS
SELECT r.region_code, r.county, r.unit_name, r.department_type, r.fiscal_year, coalesce(n.name_zh, '其他') AS sort_zh, p.message_zh, p.quote, d.file_name, p.page, p.report_id, p.document_id, p.kind, p.problem_id
FROM quality.open_problems AS p
LEFT JOIN core.reports AS r USING (report_id) LEFT JOIN core.documents AS d ON d.document_id = p.document_id
LEFT JOIN meta.code_names AS n ON n.kind = 'problem' AND n.code = p.kind
-- not those that are told of figures which are stored and wait
WHERE p.kind NOT IN (SELECT problem_kind FROM quality.causes WHERE cause IN (SELECT unnest(causes) FROM quality.waiting));
COMMENT ON VIEW quality.unstored IS '读到而未入库的：有数字或文字而不能确定是什么、不猜不存的地方，以及归属、版本、登记未定的事，每处一行，各有原因';
COMMENT ON COLUMN quality.unstored.region_code IS '行政区划代码';
COMMENT ON COLUMN quality.unstored.county IS '县（市、区）';
COMMENT ON COLUMN quality.unstored.unit_name IS '单位名称';
COMMENT ON COLUMN quality.unstored.department_type IS '部门类型';
COMMENT ON COLUMN quality.unstored.fiscal_year IS '预算年度';
COMMENT ON COLUMN quality.unstored.sort_zh IS '哪一类问题';
COMMENT ON COLUMN quality.unstored.message_zh IS '说明：为什么没有存，怎么办';
COMMENT ON COLUMN quality.unstored.quote IS '原文';
COMMENT ON COLUMN quality.unstored.file_name IS '文件名：问题在登记表或决定文件中时为空';
COMMENT ON COLUMN quality.unstored.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN quality.unstored.report_id IS '报告编号：不在某份报告中时为空';
COMMENT ON COLUMN quality.unstored.document_id IS '文件编号';
COMMENT ON COLUMN quality.unstored.kind IS '问题种类（英文短码）：如 unit_missing 金额缺单位';
COMMENT ON COLUMN quality.unstored.problem_id IS '问题编号';
