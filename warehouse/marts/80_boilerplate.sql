-- How much of a report's text is the form's, how much stands in another report too, and how much is its own. One row for the
-- whole text of every report, one more for each section that is nearly another's (quality.text_pairs). Likenesses under the
-- limits of lexicon/similarity.toml are not kept: there no likeness is shown, which is not nought.

CREATE TABLE mart.boilerplate AS
WITH sides AS (  -- each pair from both ends; the share of the older text follows from likeness and the younger one's share
    SELECT version_a AS version_id, version_b AS other_version, * EXCLUDE (version_a, version_b), containment AS shared,
           document_a AS document_id, char_start_a AS char_start, char_end_a AS char_end
    FROM quality.text_pairs
    UNION ALL BY NAME
    SELECT version_b AS version_id, version_a AS other_version, * EXCLUDE (version_a, version_b, template_share),
           CAST(least(1, round(containment * jaccard / nullif(containment + containment * jaccard - jaccard, 0), 4)) AS DECIMAL(5,4)) AS shared,
           document_b AS document_id, char_start_b AS char_start, char_end_b AS char_end
    FROM quality.text_pairs
), near AS (
    SELECT s.*, s.section_a AS section_code, v.report_id AS other_report_id, o.unit_name AS other_unit_name, o.county AS other_county, o.fiscal_year AS other_year,
           CASE WHEN s.donor_version IS NULL THEN 'unknown' WHEN s.donor_version = s.version_id THEN 'this' ELSE 'other' END AS donor
    FROM sides AS s JOIN text_reports AS r USING (version_id)
    JOIN core.report_versions AS v ON v.version_id = s.other_version AND v.relation <> 'duplicate' AND v.report_id <> r.report_id
    JOIN core.reports AS o ON o.report_id = v.report_id
    QUALIFY row_number() OVER (PARTITION BY s.version_id, s.section_a ORDER BY s.jaccard DESC, s.other_version) = 1
), rows_of AS (
    SELECT c.version_id, NULL AS section_code, c.template_share, c.others FROM quality.text_compared AS c
    UNION ALL
    SELECT n.version_id, n.section_code, n.template_share, NULL FROM near AS n WHERE n.section_code IS NOT NULL
), headings AS (
    SELECT version_id, section_code, any_value(heading) AS heading, min(evidence_id) AS evidence_id, sum(length(text)) AS n_chars
    FROM core.now_sections GROUP BY version_id, section_code
)
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year,
       coalesce(w.section_code, 'whole') AS section_code, CASE WHEN w.section_code IS NULL THEN '全文' ELSE coalesce(h.heading, z.name_zh, w.section_code) END AS section_name,
       n.jaccard AS max_sim, n.same_unit AS is_own_text, n.other_report_id, n.other_county, n.other_unit_name, n.other_year, n.donor, n.donor_reason,
       w.template_share, CASE WHEN n.donor <> 'this' THEN n.shared END AS shared_share,
       CASE WHEN coalesce(w.others, 1) > 0 AND n.donor IS DISTINCT FROM 'this' AND n.shared IS NOT NULL
            THEN CAST(round((1 - w.template_share) * (1 - n.shared), 4) AS DECIMAL(5,4)) END AS novel_share,
       n.common_chars, n.common_text, coalesce(e.evidence_id, h.evidence_id) AS evidence_id, e.evidence_id IS NOT NULL AS is_exact_place, w.others AS n_compared,
       c.n_reported, c.n_expected, c.coverage,
       CASE WHEN w.others = 0 THEN 'unsound' WHEN r.is_withheld OR coalesce(w.others, 0) < 19 THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN w.others = 0 THEN '自有文字太少，或没有其他报告可比' WHEN w.others < 19 THEN '可比的报告不足 20 份，看不出哪些是各单位通用的文字' END,
           CASE WHEN w.section_code IS NOT NULL THEN '只列雷同的章节，其余章节未达雷同限值' END,
           CASE WHEN r.is_withheld THEN '报告整体有误，数字未采用' END), '') AS comparability_reason
FROM rows_of AS w JOIN text_reports AS r USING (version_id)
LEFT JOIN near AS n ON n.version_id = w.version_id AND n.section_code IS NOT DISTINCT FROM w.section_code
LEFT JOIN meta.code_names AS z ON z.kind = 'section' AND z.code = w.section_code
LEFT JOIN headings AS h ON h.version_id = w.version_id AND h.section_code = w.section_code
LEFT JOIN core.evidence AS e ON e.document_id = n.document_id AND e.char_start = n.char_start AND e.char_end = n.char_end
LEFT JOIN county_coverage AS c ON c.region_code = r.region_code AND c.fiscal_year = r.fiscal_year
QUALIFY row_number() OVER (PARTITION BY w.version_id, w.section_code ORDER BY e.evidence_id) = 1
ORDER BY r.region_code, r.unit_name, r.fiscal_year, r.report_id, w.section_code NULLS FIRST;

COMMENT ON TABLE mart.boilerplate IS '文字雷同程度：报告×章节，多少是模板、多少与别的报告相同、多少是自己写的';
COMMENT ON COLUMN mart.boilerplate.report_id IS '报告编号';
COMMENT ON COLUMN mart.boilerplate.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.boilerplate.unit_id IS '单位编号';
COMMENT ON COLUMN mart.boilerplate.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.boilerplate.county IS '县（市、区）';
COMMENT ON COLUMN mart.boilerplate.department_type IS '部门类型';
COMMENT ON COLUMN mart.boilerplate.unit_name IS '单位名称';
COMMENT ON COLUMN mart.boilerplate.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.boilerplate.section_code IS '章节代码：whole 为全文，其余见 core.sections';
COMMENT ON COLUMN mart.boilerplate.section_name IS '章节名称';
COMMENT ON COLUMN mart.boilerplate.max_sim IS '最高重合度：与最相像的另一份报告共有的五字片段÷两份合计，0 至 1，未达限值（全文 0.6、章节 0.8）为空';
COMMENT ON COLUMN mart.boilerplate.is_own_text IS '是否与本单位其他年度相像';
COMMENT ON COLUMN mart.boilerplate.other_report_id IS '最相像的报告编号';
COMMENT ON COLUMN mart.boilerplate.other_county IS '最相像的县（市、区）';
COMMENT ON COLUMN mart.boilerplate.other_unit_name IS '最相像的单位';
COMMENT ON COLUMN mart.boilerplate.other_year IS '最相像的年度';
COMMENT ON COLUMN mart.boilerplate.donor IS '可能的原文：this 本报告、other 另一份、unknown 无法判断';
COMMENT ON COLUMN mart.boilerplate.donor_reason IS '判断原文的理由：编码同 quality.text_pairs';
COMMENT ON COLUMN mart.boilerplate.template_share IS '模板份额：片段中属于模板文字的份额，0 至 1';
COMMENT ON COLUMN mart.boilerplate.shared_share IS '相同份额：模板以外的片段中另一份也有的份额，本报告是原文的为空';
COMMENT ON COLUMN mart.boilerplate.novel_share IS '自写份额：既不是模板、另一份也没有的片段的份额，没有达到限值的另一份时为空';
COMMENT ON COLUMN mart.boilerplate.common_chars IS '最长相同段落的字数';
COMMENT ON COLUMN mart.boilerplate.common_text IS '最长相同段落：人名以＊遮盖';
COMMENT ON COLUMN mart.boilerplate.evidence_id IS '出处编号：相同段落的，没有单独引出的为章节的';
COMMENT ON COLUMN mart.boilerplate.is_exact_place IS '是否为相同段落本身的出处';
COMMENT ON COLUMN mart.boilerplate.n_compared IS '比较份数：与多少份其他报告比过，章节的行为空';
COMMENT ON COLUMN mart.boilerplate.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.boilerplate.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.boilerplate.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.boilerplate.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.boilerplate.comparability_reason IS '可比性说明';
