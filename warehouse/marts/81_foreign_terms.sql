-- Words in a report that belong to someone else: another department's vocabulary (A07), another unit's name (A01), another
-- county's name (A05), as the rules found them and no reviewer called a false alarm. One row per place and term. A long report
-- has more places to be found in, so counts are no ranking: n_evaluable says how many reports of the county could be judged.

CREATE TABLE mart.foreign_terms AS
WITH judged AS (
    SELECT p.region_code, p.fiscal_year, r.rule_id, count(DISTINCT r.version_id) FILTER (r.outcome IN ('pass', 'fail')) AS n_evaluable
    FROM quality.results AS r JOIN text_reports AS p USING (version_id)
    WHERE r.rule_id IN ('A01', 'A05', 'A07') GROUP BY ALL
), told AS (
    SELECT f.result_id, f.rule_id, f.version_id, f.subject, f.observed, q.inputs,
           -- a title has no section: what the report was filed by is quoted
           (SELECT coalesce(min(e.evidence_id) FILTER (e.role = 'text'), min(e.evidence_id)) FROM quality.result_evidence AS e
            WHERE e.result_id = f.result_id) AS evidence_id
    FROM quality.findings AS f JOIN quality.results AS q USING (result_id)
    WHERE f.rule_id IN ('A01', 'A05', 'A07')
      AND NOT EXISTS (FROM quality.verdicts AS v WHERE v.result_id = f.result_id AND v.status = 'applied' AND v.verdict <> 'confirmed')
), termed AS (
    SELECT * EXCLUDE (observed, inputs), CASE rule_id WHEN 'A07' THEN 'vocabulary' WHEN 'A05' THEN 'place' ELSE 'unit' END AS kind,
           CASE WHEN rule_id = 'A07' THEN json_extract_string(inputs, '$.other') END AS inferred_type,
           unnest(CASE WHEN rule_id = 'A07' THEN CAST(json_extract(inputs, '$.terms') AS VARCHAR[]) ELSE [observed] END) AS term
    FROM told
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year,
       t.kind, t.term, t.inferred_type, split_part(t.subject, '@', 1) AS section_code, s.name_zh AS section_name, e.page, e.char_start, e.char_end, e.quote, t.evidence_id,
       t.result_id, t.rule_id, CAST(j.n_evaluable AS INTEGER) AS n_evaluable, c.n_reported, c.n_expected, c.coverage, 'qualified' AS comparability,
       concat_ws('；', CASE t.kind WHEN 'vocabulary' THEN '依专用词表推断，联合开展的工作也会写到' WHEN 'place' THEN '依地名表推断' ELSE '依单位名称推断' END,
           '只作线索，条数不作排名', CASE WHEN r.is_withheld THEN '报告整体有误，数字未采用' END) AS comparability_reason
FROM termed AS t JOIN text_reports AS r USING (version_id)
LEFT JOIN meta.code_names AS s ON s.kind = 'section' AND s.code = split_part(t.subject, '@', 1)
LEFT JOIN core.evidence AS e ON e.evidence_id = t.evidence_id
LEFT JOIN judged AS j ON j.region_code = r.region_code AND j.fiscal_year = r.fiscal_year AND j.rule_id = t.rule_id
LEFT JOIN county_coverage AS c ON c.region_code = r.region_code AND c.fiscal_year = r.fiscal_year
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.report_id, e.char_start, t.kind, t.term;

COMMENT ON TABLE mart.foreign_terms IS '他部门用语：报告×章节×词语，文中属于别的部门、单位、县的字句';
COMMENT ON COLUMN mart.foreign_terms.report_id IS '报告编号';
COMMENT ON COLUMN mart.foreign_terms.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.foreign_terms.unit_id IS '单位编号';
COMMENT ON COLUMN mart.foreign_terms.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.foreign_terms.county IS '县（市、区）';
COMMENT ON COLUMN mart.foreign_terms.department_type IS '部门类型';
COMMENT ON COLUMN mart.foreign_terms.unit_name IS '单位名称';
COMMENT ON COLUMN mart.foreign_terms.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.foreign_terms.kind IS '种类：vocabulary 别的部门的专用词、unit 别的单位的名称、place 别的县的地名';
COMMENT ON COLUMN mart.foreign_terms.term IS '词语';
COMMENT ON COLUMN mart.foreign_terms.inferred_type IS '推断的部门类型：专用词所属的，名称与地名为空';
COMMENT ON COLUMN mart.foreign_terms.section_code IS '章节代码：见 core.sections';
COMMENT ON COLUMN mart.foreign_terms.section_name IS '章节';
COMMENT ON COLUMN mart.foreign_terms.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN mart.foreign_terms.char_start IS '起点：在文件原始文本中的位置（含）';
COMMENT ON COLUMN mart.foreign_terms.char_end IS '终点：在文件原始文本中的位置（不含）';
COMMENT ON COLUMN mart.foreign_terms.quote IS '原文';
COMMENT ON COLUMN mart.foreign_terms.evidence_id IS '出处编号';
COMMENT ON COLUMN mart.foreign_terms.result_id IS '核查结果编号';
COMMENT ON COLUMN mart.foreign_terms.rule_id IS '规则编号';
COMMENT ON COLUMN mart.foreign_terms.n_evaluable IS '可判定的报告数：本县本年度，这条规则能判定的';
COMMENT ON COLUMN mart.foreign_terms.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.foreign_terms.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.foreign_terms.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.foreign_terms.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.foreign_terms.comparability_reason IS '可比性说明';
