-- What changed from one filed version of a report to the next: figures changed, added or left out, with both quotes. All
-- versions count here, not only the current one; what people decided is overlaid, so that a misreading that was put right is
-- no change of the report. Compared are values, not spellings: 141.19万元 and 1411900元 are the same.

CREATE TABLE work.version_pairs AS
SELECT report_id, version_id, version_no, relation, first_seen_at, lag(version_id) OVER filed AS prior_version_id, lag(version_no) OVER filed AS prior_version_no
FROM core.report_versions WHERE relation <> 'duplicate'
WINDOW filed AS (PARTITION BY report_id ORDER BY version_no, version_id)
QUALIFY lag(version_id) OVER filed IS NOT NULL;

CREATE TABLE mart.version_diff AS
WITH of_pairs AS (
    SELECT version_id FROM version_pairs UNION SELECT prior_version_id FROM version_pairs
), said AS (
    SELECT f.* FROM core.figures_decided_by(TIMESTAMP '9999-01-01') AS f SEMI JOIN of_pairs USING (version_id)
), fields AS (  -- a report that says one thing twice has all that it says in one field
    SELECT version_id, table_name, field, part, any_value(value_unit) AS value_unit, list(DISTINCT coalesce(CAST(value AS VARCHAR), printed) ORDER BY coalesce(CAST(value AS VARCHAR), printed)) AS said,
           CASE WHEN count(DISTINCT coalesce(CAST(value AS VARCHAR), printed)) = 1 THEN any_value(value) END AS value,
           string_agg(DISTINCT printed, ' / ' ORDER BY printed) AS printed, min(evidence_id) AS evidence_id, min(fact_id) AS fact_id
    FROM said GROUP BY ALL
), newer AS (
    SELECT v.report_id, v.version_id, f.* EXCLUDE (version_id) FROM version_pairs AS v JOIN fields AS f USING (version_id)
), older AS (
    SELECT v.report_id, v.version_id, f.* EXCLUDE (version_id) FROM version_pairs AS v JOIN fields AS f ON f.version_id = v.prior_version_id
), compared AS (
    SELECT report_id, version_id, table_name, field, part, o.value AS old_value, n.value AS new_value, o.printed AS old_text, n.printed AS new_text,
           coalesce(n.value_unit, o.value_unit) AS value_unit, o.evidence_id AS old_evidence_id, n.evidence_id AS new_evidence_id, o.fact_id AS old_fact_id, n.fact_id AS new_fact_id,
           CASE WHEN o.said IS NULL THEN 'added' WHEN n.said IS NULL THEN 'removed' ELSE 'changed' END AS change
    FROM newer AS n FULL JOIN older AS o USING (report_id, version_id, table_name, field, part)
    WHERE o.said IS DISTINCT FROM n.said
)
SELECT d.report_id, v.prior_version_id, d.version_id, CAST(v.prior_version_no AS INTEGER) AS prior_version_no, CAST(v.version_no AS INTEGER) AS version_no, v.relation, r.region_code, r.county, r.department_type, r.unit_name,
       r.fiscal_year, r.report_type, d.table_name, d.field, d.part, coalesce(g.name_zh, core.figure_name(w.words, d.table_name, d.field, d.part)) AS field_name, d.change, d.old_value, d.new_value, d.new_value - d.old_value AS difference, coalesce(m.name_zh, d.value_unit) AS difference_unit, d.value_unit,
       d.old_text, d.new_text, d.old_fact_id, d.new_fact_id, d.old_evidence_id, d.new_evidence_id, a.file_name AS old_file, b.file_name AS new_file, c.n_reported, c.n_expected, c.coverage,
       CASE WHEN v.relation = 'conflict' THEN 'unsound' WHEN r.region_code IS NULL OR r.unit_name IS NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       CASE WHEN v.relation = 'conflict' THEN '两版分不出先后，先后只是编号' WHEN r.region_code IS NULL OR r.unit_name IS NULL THEN '报告所属的县或单位不明' END AS comparability_reason
FROM compared AS d JOIN version_pairs AS v USING (report_id, version_id) JOIN core.reports AS r USING (report_id)
LEFT JOIN (SELECT version_id, document_id FROM core.report_versions WHERE relation <> 'duplicate') AS x ON x.version_id = v.prior_version_id LEFT JOIN core.documents AS a ON a.document_id = x.document_id
LEFT JOIN (SELECT version_id, document_id FROM core.report_versions WHERE relation <> 'duplicate') AS y ON y.version_id = d.version_id LEFT JOIN core.documents AS b ON b.document_id = y.document_id
LEFT JOIN figures AS g ON g.table_name = 'budget_facts' AND concat_ws('.', g.category, g.stage, 'all') =
     CASE WHEN d.table_name = 'budget_facts' AND starts_with(d.field, coalesce(r.fiscal_year || '.', '')) THEN substr(d.field, length(coalesce(r.fiscal_year || '.', '')) + 1) END
LEFT JOIN meta.code_names AS m ON m.kind = 'difference' AND m.code = d.value_unit CROSS JOIN core.words_of_figures() AS w
LEFT JOIN county_coverage AS c ON c.region_code = r.region_code AND c.fiscal_year = r.fiscal_year
ORDER BY r.region_code NULLS LAST, r.unit_name, r.fiscal_year, d.report_id, v.version_no, d.table_name, d.field, d.part;

COMMENT ON TABLE mart.version_diff IS '版本差异：报告×相邻两版×项，改了、加了、删了哪些数';
COMMENT ON COLUMN mart.version_diff.report_id IS '报告编号';
COMMENT ON COLUMN mart.version_diff.prior_version_id IS '前一版编号';
COMMENT ON COLUMN mart.version_diff.version_id IS '后一版编号';
COMMENT ON COLUMN mart.version_diff.prior_version_no IS '前一版序号';
COMMENT ON COLUMN mart.version_diff.version_no IS '后一版序号';
COMMENT ON COLUMN mart.version_diff.relation IS '后一版的关系：revision 修订、conflict 分不出先后';
COMMENT ON COLUMN mart.version_diff.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.version_diff.county IS '县（市、区）';
COMMENT ON COLUMN mart.version_diff.department_type IS '部门类型';
COMMENT ON COLUMN mart.version_diff.unit_name IS '单位名称';
COMMENT ON COLUMN mart.version_diff.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.version_diff.report_type IS '报告类型：编码同 core.reports';
COMMENT ON COLUMN mart.version_diff.table_name IS '所在的表：budget_facts 收支金额、stated_rates 所述比率、project_items 项目金额、staff_facts 人数、asset_facts 资产、indicators 指标、scores 评分';
COMMENT ON COLUMN mart.version_diff.field IS '项目代码：金额为年度.类别.环节.资金来源，指标为三级指标名称';
COMMENT ON COLUMN mart.version_diff.part IS '指标的哪一栏：target 指标值、actual 完成值、weight 分值、score 得分；其他表为空文字';
COMMENT ON COLUMN mart.version_diff.field_name IS '项目名称';
COMMENT ON COLUMN mart.version_diff.change IS '变化：changed 改动、added 新增、removed 删去';
COMMENT ON COLUMN mart.version_diff.old_value IS '前一版的值：没有、不是数或同版说法不一时为空';
COMMENT ON COLUMN mart.version_diff.new_value IS '后一版的值：没有、不是数或同版说法不一时为空';
COMMENT ON COLUMN mart.version_diff.difference IS '相差：后一版减前一版，有一方为空时为空';
COMMENT ON COLUMN mart.version_diff.difference_unit IS '相差的单位：百分数相差个百分点，其余同计量单位';
COMMENT ON COLUMN mart.version_diff.value_unit IS '计量单位';
COMMENT ON COLUMN mart.version_diff.old_text IS '前一版原文';
COMMENT ON COLUMN mart.version_diff.new_text IS '后一版原文';
COMMENT ON COLUMN mart.version_diff.old_fact_id IS '前一版事实编号';
COMMENT ON COLUMN mart.version_diff.new_fact_id IS '后一版事实编号';
COMMENT ON COLUMN mart.version_diff.old_evidence_id IS '前一版出处编号';
COMMENT ON COLUMN mart.version_diff.new_evidence_id IS '后一版出处编号';
COMMENT ON COLUMN mart.version_diff.old_file IS '前一版文件';
COMMENT ON COLUMN mart.version_diff.new_file IS '后一版文件';
COMMENT ON COLUMN mart.version_diff.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.version_diff.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.version_diff.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.version_diff.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.version_diff.comparability_reason IS '可比性说明';

DROP TABLE work.version_pairs;
