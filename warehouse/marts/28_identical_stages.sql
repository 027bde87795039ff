-- 四数合一: every printed stage of a category (at least 年初 and 执行) is the same to the cent, which suggests that the budget was
-- filled in from the accounts. Categories of nothing but noughts say nothing.

CREATE TABLE mart.identical_stages AS
WITH stages AS (
    SELECT u.report_no, f.category, any_value(f.name_zh) FILTER (f.stage = 'initial') AS name_zh, max(u.value) FILTER (f.stage = 'initial') AS initial, max(u.value) FILTER (f.stage = 'executed') AS executed,
           count(*) AS n_stages, count(DISTINCT u.value) AS n_amounts, [x[2] FOR x IN list_sort(list((f.stage, u.evidence_id)))] AS evidence_ids
    FROM usable_figures AS u JOIN figures AS f USING (figure) WHERE f.stage IN ('initial', 'adjusted', 'received', 'executed') AND f.category <> 'three_public'
    GROUP BY u.report_no, f.category
), judged AS (
    SELECT report_no, count(*) AS n_categories, count(*) FILTER (n_amounts = 1) AS n_identical, [x[2] FOR x IN list_sort(list((category, replace(name_zh, '年初预算', ''))))] AS categories,
           coalesce([x[2] FOR x IN list_sort(list((category, replace(name_zh, '年初预算', ''))) FILTER (n_amounts = 1))], []) AS identical_categories, max(n_stages) AS n_stages,
           flatten([x[2] FOR x IN list_sort(list((category, evidence_ids)))]) AS evidence_ids
    FROM stages WHERE initial IS NOT NULL AND executed IS NOT NULL AND NOT (initial = 0 AND executed = 0) GROUP BY report_no
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope,
       coalesce(j.n_categories, 0) AS n_categories, coalesce(j.n_identical, 0) AS n_identical, j.n_identical = j.n_categories AS is_identical, j.n_stages,
       coalesce(j.categories, []) AS categories, coalesce(j.identical_categories, []) AS identical_categories,
       CASE WHEN j.report_no IS NULL THEN '没有一类支出同时有可用的年初预算和执行数' END AS missing_reason, coalesce(j.evidence_ids, []) AS evidence_ids,
       c.n_reported, c.n_expected, c.coverage,
       CASE WHEN j.report_no IS NULL THEN 'unsound' WHEN r.scope = 'unknown' OR j.n_stages < 4 THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN j.report_no IS NULL THEN '没有可比的支出类别' END, CASE WHEN r.scope = 'unknown' THEN '报告未注明口径' END,
           CASE WHEN j.n_stages < 4 THEN '至多印出 ' || j.n_stages || ' 个环节' END), '') AS comparability_reason
FROM usable_reports AS r LEFT JOIN judged AS j USING (report_no) JOIN county_coverage AS c USING (region_code, fiscal_year)
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.scope;

COMMENT ON TABLE mart.identical_stages IS '四数合一：年初、调整、到位、执行各数是否分毫不差';
COMMENT ON COLUMN mart.identical_stages.report_id IS '报告编号';
COMMENT ON COLUMN mart.identical_stages.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.identical_stages.unit_id IS '单位编号';
COMMENT ON COLUMN mart.identical_stages.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.identical_stages.county IS '县（市、区）';
COMMENT ON COLUMN mart.identical_stages.department_type IS '部门类型';
COMMENT ON COLUMN mart.identical_stages.unit_name IS '单位名称';
COMMENT ON COLUMN mart.identical_stages.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.identical_stages.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.identical_stages.n_categories IS '可比类别数：同时有年初预算和执行数的支出类别';
COMMENT ON COLUMN mart.identical_stages.n_identical IS '各环节相同的类别数';
COMMENT ON COLUMN mart.identical_stages.is_identical IS '是否全部相同：没有可比类别时为空';
COMMENT ON COLUMN mart.identical_stages.n_stages IS '环节数：印得最全的一类有几个环节';
COMMENT ON COLUMN mart.identical_stages.categories IS '可比类别';
COMMENT ON COLUMN mart.identical_stages.identical_categories IS '相同的类别';
COMMENT ON COLUMN mart.identical_stages.missing_reason IS '判断不了的原因';
COMMENT ON COLUMN mart.identical_stages.evidence_ids IS '出处编号清单';
COMMENT ON COLUMN mart.identical_stages.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.identical_stages.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.identical_stages.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.identical_stages.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.identical_stages.comparability_reason IS '可比性说明';
