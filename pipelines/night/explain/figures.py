"""All figures of one version under one shape, for people who ask where a number comes from.

Belongs here: the query over the fact tables. Does not belong here: printing, names of codes (code_names). A code without a name is
printed as it is: no figure is left out for want of one.
"""

from __future__ import annotations

from pipelines.night.explain.code_names import named

_NAMES = named(
    names="category",
    stages="stage",
    sources="fund_source",
    rates="rate",
    kinds="staff",
    scopes="staff_scope",
    measures="asset",
    scorers="scorer",
)
FIGURES_SQL = f"""
WITH {_NAMES}, figures AS (
    SELECT 1 AS part, 'budget_facts' AS table_name, row_number() OVER () AS place, fact_id, version_id, evidence_id, confidence,
           category || '.' || stage || CASE WHEN fund_source = 'all' THEN '' ELSE '.' || fund_source END AS figure,
           coalesce(n.zh, category) || coalesce(s.zh, stage) || CASE fund_source WHEN 'all' THEN '' ELSE '（' || coalesce(o.zh, fund_source) || '）' END
               || CASE WHEN fact_year IS NULL THEN '' ELSE ' ' || fact_year END AS label,
           amount_yuan || ' 元（' || amount_text || unit_text || '）' AS value
    FROM core.budget_facts f LEFT JOIN names n ON n.code = f.category LEFT JOIN stages s ON s.code = f.stage
    LEFT JOIN sources o ON o.code = f.fund_source
    UNION ALL
    SELECT 2, 'stated_rates', row_number() OVER (), fact_id, version_id, evidence_id, confidence,
           'rate.' || kind || coalesce('.' || category, '') || CASE fund_source WHEN 'all' THEN '' ELSE '.' || fund_source END,
           coalesce(n.zh, category, '') || coalesce(k.zh, kind) || CASE fund_source WHEN 'all' THEN '' ELSE '（' || coalesce(o.zh, fund_source) || '）' END, rate_text || ' %'
    FROM core.stated_rates f LEFT JOIN names n ON n.code = f.category LEFT JOIN rates k ON k.code = f.kind
    LEFT JOIN sources o ON o.code = f.fund_source
    UNION ALL
    SELECT 3, 'project_items', seq, fact_id, version_id, evidence_id, confidence, 'item.' || seq || '.' || stage,
           '项目 ' || name || coalesce(' ' || s.zh, ''), amount_yuan || ' 元（' || amount_text || unit_text || '）'
    FROM core.project_items LEFT JOIN stages s ON s.code = stage
    UNION ALL
    SELECT 4, 'staff_facts', row_number() OVER (), fact_id, version_id, evidence_id, confidence,
           'staff.' || staff_scope || '.' || kind, coalesce(k.zh, kind) || coalesce(c.zh, staff_scope)
               || CASE WHEN basis = 'authorized' AND kind <> 'authorized' THEN '（编制）' ELSE '' END,
           headcount || ' 人' || coalesce('，较上年 ' || printf('%+d', change_vs_prior) || ' 人', '')
    FROM core.staff_facts f LEFT JOIN kinds k ON k.code = f.kind LEFT JOIN scopes c ON c.code = f.staff_scope
    UNION ALL
    SELECT 5, 'asset_facts', row_number() OVER (), fact_id, version_id, evidence_id, confidence, 'asset.' || measure, coalesce(m.zh, measure),
           amount_yuan || ' 元（' || amount_text || unit_text || '）' || coalesce('，较上年 ' || regexp_replace(change_pct::VARCHAR, '\\.?0+$', '') || ' %', '')
    FROM core.asset_facts f LEFT JOIN measures m ON m.code = f.measure
    UNION ALL
    SELECT 6, 'scores', row_number() OVER (), fact_id, version_id, evidence_id, confidence, 'score.' || scorer,
           coalesce(o.zh, scorer), coalesce(regexp_replace(total::VARCHAR, '\\.?0+$', '') || ' 分 ', '') || coalesce(grade_raw, '')
    FROM core.scores LEFT JOIN scorers o ON o.code = scorer
    UNION ALL
    SELECT 7, 'goals', seq + CASE part WHEN 'target' THEN 0 ELSE 1000 END, fact_id, version_id, evidence_id, confidence, 'goal.' || part || '.' || seq,
           CASE part WHEN 'target' THEN '目标 ' ELSE '完成 ' END || name, coalesce('完成 ' || regexp_replace(completion_pct::VARCHAR, '\\.?0+$', '') || ' %', '')
    FROM core.goals
    UNION ALL
    SELECT 8, 'indicators', seq, fact_id, version_id, evidence_id, confidence, 'indicator.' || seq, '指标 ' || concat_ws(' › ', level1, level2, level3),
           coalesce(CASE operator WHEN 'qualitative' THEN '定性 ' ELSE operator END, '')
               || coalesce(regexp_replace(target_num::VARCHAR, '\\.?0+$', ''), target_text, '') || coalesce(unit, '')
               || coalesce('；实际 ' || coalesce(actual_text, regexp_replace(actual_num::VARCHAR, '\\.?0+$', '')), '')
               || coalesce('；分值 ' || regexp_replace(weight::VARCHAR, '\\.?0+$', ''), '')
               || coalesce('；得分 ' || regexp_replace(score::VARCHAR, '\\.?0+$', ''), '')
    FROM core.indicators
), said AS (
    SELECT table_name, fact_id, evidence_id, evidence_id AS first_id FROM figures
    UNION SELECT table_name, fact_id, x.evidence_id, f.evidence_id FROM core.fact_evidence AS x JOIN figures AS f USING (table_name, fact_id)
), quoted AS (  -- a quote from another file (next year's report) stands behind the report's own, with the name of its file
    SELECT s.table_name, s.fact_id, e.quote, e.page, e.context, e.char_start, e.char_end,
           CASE WHEN e.document_id <> o.document_id THEN d.file_name END AS other_file
    FROM said AS s JOIN core.evidence AS e USING (evidence_id) JOIN core.evidence AS o ON o.evidence_id = s.first_id
    LEFT JOIN core.documents AS d ON d.document_id = e.document_id
), places AS (
    SELECT table_name, fact_id, list(quote) AS quotes, list(page) AS pages, list(context) AS contexts, list(char_start) AS starts,
           list(char_end) AS ends, list(other_file) AS other_files
    FROM (FROM quoted ORDER BY other_file NULLS FIRST, char_start) GROUP BY ALL
)
SELECT f.figure, f.label, f.value, f.table_name, f.fact_id, f.evidence_id, f.confidence, p.quotes, p.contexts, p.pages, p.starts, p.ends, p.other_files
FROM figures f JOIN places p USING (table_name, fact_id)
WHERE f.version_id = ?
ORDER BY f.part, f.place, p.starts[1]
"""
