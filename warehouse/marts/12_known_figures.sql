-- What measures are made of, as working tables: each printed figure of a report, usable or with the reason why not, and
-- the sums and differences of printed figures (meta.measure_sums, project items). No measure is computed here.

CREATE TABLE work.reasons(reason, reason_zh, is_doubt) AS
VALUES ('not_reported', '未报告', false), ('not_applicable', '不适用', false), ('illegible', '无法辨认', true),
       ('unresolved', '未能确定', true), ('withheld', '有误未采用', true);

-- A view: written out, this would be the largest table in memory.
CREATE VIEW work.printed_figures AS
SELECT report_no, figure, name_zh, value, half_unit, [fact_id] AS fact_ids, [evidence_id] AS evidence_ids,
       NULL::VARCHAR AS reason, false AS is_doubt, NULL::VARCHAR AS remark
FROM usable_figures JOIN figures USING (figure)
UNION ALL
SELECT m.report_no, m.figure, f.name_zh, NULL, NULL, [], [], m.reason, r.is_doubt, NULL
FROM missing_figures AS m JOIN figures AS f USING (figure) JOIN reasons AS r USING (reason);

-- The first way to add a figure up whose terms are all usable. A doubtful term ends the search: it is unresolved.
CREATE TABLE work.added_figures AS
WITH sums AS (
    SELECT * REPLACE (CAST(figure AS figure_name) AS figure, CAST(term AS figure_name) AS term) FROM meta.measure_sums
), ways AS (
    SELECT s.figure, s.name_zh AS sum_zh, s.choice, count(*) AS n_terms,
           string_agg(CASE WHEN s.sign < 0 THEN '－' ELSE '＋' END || f.name_zh, '' ORDER BY s.sign DESC, f.name_zh) AS formula
    FROM sums AS s JOIN figures AS f ON f.figure = s.term GROUP BY s.figure, s.name_zh, s.choice
), terms AS (
    SELECT s.figure, s.choice, s.sign, p.* EXCLUDE (figure)
    FROM sums AS s JOIN printed_figures AS p ON p.figure = s.term
), chosen AS (
    SELECT report_no, figure, min(choice) AS choice
    FROM (SELECT report_no, figure, choice FROM terms GROUP BY ALL HAVING bool_and(value IS NOT NULL) OR bool_or(is_doubt))
    GROUP BY report_no, figure
), added AS (
    SELECT t.report_no, t.figure, t.choice, bool_or(is_doubt) AS is_doubt, sum(sign * value) AS value, sum(half_unit) AS half_unit,
           list_sort(list((fact_ids[1], evidence_ids[1]))) AS sources  -- sorting inside an aggregate is ten times dearer
    FROM terms AS t SEMI JOIN chosen USING (report_no, figure, choice)
    GROUP BY t.report_no, t.figure, t.choice
)
SELECT report_no, figure, sum_zh || CASE WHEN n_terms > 1 THEN '（' || formula[2:] || '）' ELSE '' END AS name_zh,
       CASE WHEN NOT is_doubt THEN CAST(value AS DECIMAL(24,6)) END AS value, CASE WHEN NOT is_doubt THEN CAST(half_unit AS DECIMAL(24,6)) END AS half_unit,
       CASE WHEN is_doubt THEN [] ELSE [x[1] FOR x IN sources] END AS fact_ids, CASE WHEN is_doubt THEN [] ELSE [x[2] FOR x IN sources] END AS evidence_ids,
       CASE WHEN is_doubt THEN 'unresolved' END AS reason, is_doubt,
       CASE WHEN choice > 1 AND n_terms > 1 THEN sum_zh || '未印，由所印数字相加而得' END AS remark
FROM added JOIN ways USING (figure, choice)
UNION ALL
SELECT r.report_no, s.figure, s.name_zh, NULL, NULL, [], [], 'not_reported', false, NULL
FROM usable_reports AS r CROSS JOIN (SELECT DISTINCT figure, name_zh FROM sums) AS s
ANTI JOIN chosen AS c ON c.report_no = r.report_no AND c.figure = s.figure;

-- Project items of the stage that most of them state; one doubtful item leaves all their sums unresolved.
CREATE TABLE work.usable_items AS
WITH stated AS (
    SELECT r.report_no, i.fact_id, i.evidence_id, i.item_id, i.seq, i.name, i.stage, i.amount_yuan, i.half_unit_yuan, i.doc_no, i.fund_source, i.nature,
           (i.version_id, 'project_items', i.fact_id) NOT IN (SELECT (version_id, table_name, fact_id) FROM withheld_facts)
            AND ('project_items', i.fact_id) NOT IN (SELECT (table_name, fact_id) FROM waiting_facts) AND i.amount_yuan IS NOT NULL AS is_usable
    FROM core.now_project_items AS i JOIN usable_reports AS r USING (report_id, version_id)
), stages AS (
    SELECT report_no, stage FROM stated GROUP BY report_no, stage
    QUALIFY row_number() OVER (PARTITION BY report_no ORDER BY count(*) DESC, list_position(['executed', 'adjusted', 'received', 'initial'], stage) NULLS LAST, stage) = 1
)
SELECT s.*, s.stage = c.stage AS is_of_stage FROM stated AS s JOIN stages AS c USING (report_no);

INSERT INTO work.added_figures
WITH sorts(figure, name_zh, nature, is_in) AS (
    VALUES ('items_total_wan', '项目明细之和', NULL, true), ('items_personnel_like_wan', '人员性质的项目明细', 'personnel_like', true),
           ('items_transfer_up_wan', '上解的项目明细', 'transfer_up', true), ('items_without_up_wan', '除上解外的项目明细', 'transfer_up', false)
), sums AS (
    SELECT i.report_no, s.figure, s.name_zh, s.nature, s.is_in, any_value(i.stage) AS stage, bool_and(i.is_usable) AS is_usable, sum(i.amount_yuan) * 0.0001 AS total,
           coalesce(sum(i.amount_yuan) FILTER (s.nature IS NULL OR (i.nature = s.nature) = s.is_in), 0) * 0.0001 AS value,
           coalesce(sum(i.half_unit_yuan) FILTER (s.nature IS NULL OR (i.nature = s.nature) = s.is_in), 0) * 0.0001 AS half_unit
    FROM usable_items AS i CROSS JOIN sorts AS s WHERE i.is_of_stage GROUP BY i.report_no, s.figure, s.name_zh, s.nature, s.is_in
), listed AS (
    SELECT report_no, list_sort(list(struct_pack(seq, fact_id, evidence_id, nature))) AS items FROM usable_items WHERE is_of_stage GROUP BY report_no
), shown AS (  -- none of this sort: all items show it
    SELECT s.*, coalesce(nullif([x FOR x IN l.items IF s.nature IS NULL OR (x.nature = s.nature) = s.is_in], []), l.items) AS sources
    FROM sums AS s JOIN listed AS l USING (report_no)
)
SELECT s.report_no, s.figure, s.name_zh, CASE WHEN is_usable THEN CAST(s.value AS DECIMAL(24,6)) END AS value,
       CASE WHEN is_usable THEN CAST(s.half_unit AS DECIMAL(24,6)) END AS half_unit,
       CASE WHEN is_usable THEN [x.fact_id FOR x IN sources] ELSE [] END AS fact_ids, CASE WHEN is_usable THEN [x.evidence_id FOR x IN sources] ELSE [] END AS evidence_ids,
       CASE WHEN NOT is_usable THEN 'unresolved' END AS reason, NOT is_usable AS is_doubt,
       CASE WHEN p.value IS NULL THEN '项目支出合计不明，不知明细是否齐全' WHEN p.value <> s.total THEN '项目明细之和与所印项目支出不等' END AS remark
FROM shown AS s LEFT JOIN usable_figures AS p ON p.report_no = s.report_no AND p.figure = 'project_' || s.stage || '_wan'
UNION ALL
SELECT r.report_no, s.figure, s.name_zh, NULL, NULL, [], [], 'not_reported', false, NULL
FROM usable_reports AS r CROSS JOIN sorts AS s WHERE r.report_no NOT IN (SELECT report_no FROM usable_items);

CREATE VIEW work.known_figures AS FROM printed_figures UNION ALL FROM added_figures;
