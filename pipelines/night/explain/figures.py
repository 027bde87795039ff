"""All figures of one version under one shape, for people who ask where a number comes from.

Belongs here: the query over the fact tables. Does not belong here: printing. A code without a name here is printed as it is: no
figure is left out for want of one.
"""

from __future__ import annotations

FIGURES_SQL = """
WITH names AS (
    SELECT * FROM (VALUES
        ('personnel', '人员经费'), ('operating', '公用经费'), ('basic', '基本支出'), ('project', '项目支出'),
        ('three_public', '三公经费'), ('agency_running', '机关运行经费'), ('total', '合计')) AS t(code, zh)
), stages AS (
    SELECT * FROM (VALUES
        ('carried_in', '年初结转'), ('initial', '年初预算'), ('adjustment', '预算调整数'), ('adjusted', '调整预算'),
        ('received', '到位'), ('executed', '执行'), ('carried_out', '年末结转')) AS t(code, zh)
), sources AS (
    SELECT * FROM (VALUES
        ('fiscal', '财政拨款'), ('central', '中央'), ('provincial', '省级'), ('city', '市级'), ('county', '县级'), ('town', '乡镇'),
        ('own', '单位自有／其他'), ('gov_fund', '政府性基金'), ('special_account', '财政专户'), ('carry_over', '上年结转')) AS t(code, zh)
), kinds AS (
    SELECT * FROM (VALUES
        ('authorized', '编制总数'), ('present', '实有'), ('on_post', '在职'), ('administrative', '行政'),
        ('civil_servant_like', '参公'), ('institution', '事业'), ('retired', '退休'), ('veteran_retired', '离休'),
        ('contract', '聘用')) AS t(code, zh)
), rates AS (
    SELECT * FROM (VALUES ('completion', '完成率'), ('received', '到位率'), ('control', '控制率'), ('change', '变动率')) AS t(code, zh)
), measures AS (
    SELECT * FROM (VALUES
        ('total', '资产总额'), ('net_book', '账面净值'), ('fixed', '固定资产'), ('liabilities', '负债'),
        ('net', '净资产')) AS t(code, zh)
), figures AS (
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
           'staff.' || staff_scope || '.' || kind, coalesce(k.zh, kind) || CASE staff_scope WHEN 'subordinate' THEN '（下属单位）' ELSE '' END
               || CASE WHEN basis = 'authorized' AND kind <> 'authorized' THEN '（编制）' ELSE '' END,
           headcount || ' 人' || coalesce('，较上年 ' || printf('%+d', change_vs_prior) || ' 人', '')
    FROM core.staff_facts f LEFT JOIN kinds k ON k.code = f.kind
    UNION ALL
    SELECT 5, 'asset_facts', row_number() OVER (), fact_id, version_id, evidence_id, confidence, 'asset.' || measure, coalesce(m.zh, measure),
           amount_yuan || ' 元（' || amount_text || unit_text || '）' || coalesce('，较上年 ' || regexp_replace(change_pct::VARCHAR, '\\.?0+$', '') || ' %', '')
    FROM core.asset_facts f LEFT JOIN measures m ON m.code = f.measure
    UNION ALL
    SELECT 6, 'scores', row_number() OVER (), fact_id, version_id, evidence_id, confidence, 'score.' || scorer,
           CASE scorer WHEN 'self' THEN '自评得分' WHEN 'finance_review' THEN '财政复核得分' WHEN 'audit' THEN '审计评价得分' ELSE '重点评价得分' END, coalesce(regexp_replace(total::VARCHAR, '\\.?0+$', '') || ' 分 ', '') || coalesce(grade_raw, '')
    FROM core.scores
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
