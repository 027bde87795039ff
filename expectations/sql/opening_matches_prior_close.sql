-- One case per figure that this year's report gives for the end of last year, or for last year itself: as last year's latest
-- report has it, within the printed precision. What a change implies counts too (people, assets).
WITH stated AS (
    SELECT version_id, category, stage, fund_source, amount, half, fact FROM scope_budget
), restated AS (  -- last year's figures as this year's report prints them
    SELECT b.version_id, b.category, b.stage, b.fund_source, b.amount_yuan AS amount, b.half_unit_yuan AS half, 'budget_facts:' || b.fact_id AS fact
    FROM core.decided_budget_facts b
    JOIN rule_scope s USING (version_id)
    WHERE b.is_preferred AND b.fact_year = s.fiscal_year - 1
    QUALIFY row_number() OVER (PARTITION BY b.version_id, b.category, b.stage, b.fund_source ORDER BY b.fact_id) = 1
), opening AS (
    SELECT version_id, category, 'carried_out' AS stage, 'carried_in' AS said, fund_source, amount, half, fact
    FROM stated WHERE stage = 'carried_in'
    UNION ALL
    SELECT version_id, category, stage, stage, fund_source, amount, half, fact FROM restated
), money AS (
    SELECT o.version_id, concat_ws('|', o.category, o.said, o.stage, o.fund_source) AS subject, y.prior_version_id, y.same_scope, y.fiscal_year,
           c.name || CASE WHEN o.said = 'carried_in' THEN '年初结转' ELSE '上年' || g.name END AS name,
           p.amount IS NOT NULL AS is_known, meet(o.amount - o.half, o.amount + o.half, p.amount - p.half, p.amount + p.half) AS fits,
           amount_wan(o.amount) || ' 万元' AS observed, amount_wan(p.amount) || ' 万元' AS expected, o.fact, p.fact AS other_fact
    FROM opening o
    JOIN code_names c ON c.sort = 'category' AND c.code = o.category
    JOIN code_names g ON g.sort = 'stage' AND g.code = o.stage
    LEFT JOIN year_pairs y USING (version_id)
    LEFT JOIN stated p ON p.version_id = y.prior_version_id AND p.category = o.category AND p.stage = o.stage AND p.fund_source = o.fund_source
), others AS (
    SELECT t.version_id, 'staff_facts' AS table_name, t.kind || '|' || t.staff_scope || '|' || t.basis AS figure,
           t.headcount::DECIMAL(24,4) AS amount, 0::DECIMAL(24,4) AS half, 'staff_facts:' || t.fact_id AS fact
    FROM core.decided_staff_facts t
    UNION ALL
    SELECT a.version_id, 'asset_facts', a.measure, a.amount_yuan, a.half_unit_yuan, 'asset_facts:' || a.fact_id
    FROM core.decided_asset_facts a
), prior_others AS (
    SELECT version_id, table_name, figure, min(amount) AS amount, max(half) AS half, min(fact) AS fact
    FROM others SEMI JOIN year_pairs y ON y.prior_version_id = others.version_id
    GROUP BY ALL HAVING count(DISTINCT amount) = 1
), people AS (
    SELECT i.version_id, i.table_name || '|' || i.figure AS subject, y.prior_version_id, y.same_scope, y.fiscal_year,
           '按增减推算的上年末' || n.name || CASE WHEN i.table_name = 'staff_facts' THEN '人数' ELSE '' END AS name, p.amount IS NOT NULL AS is_known,
           CASE WHEN i.table_name = 'staff_facts' THEN p.amount = i.implied
                ELSE (p.amount + p.half) * i.high_rate >= i.low_amount * 100 AND (p.amount - p.half) * i.low_rate <= i.high_amount * 100 END AS fits,
           i.says AS observed,
           CASE WHEN i.table_name = 'staff_facts' THEN CAST(p.amount AS INTEGER) || ' 人' ELSE amount_wan(p.amount) || ' 万元' END AS expected,
           i.fact, p.fact AS other_fact
    FROM implied_prior i
    JOIN code_names n ON n.sort = CASE i.table_name WHEN 'staff_facts' THEN 'staff' ELSE 'asset' END AND n.code = i.measure
    LEFT JOIN year_pairs y USING (version_id)
    LEFT JOIN prior_others p ON p.version_id = y.prior_version_id AND p.table_name = i.table_name AND p.figure = i.figure
), withheld AS (
    SELECT DISTINCT table_name || ':' || fact_id AS fact FROM quality.withheld WHERE fact_id IS NOT NULL
), judged AS (
    SELECT j.*, j.fact IN (FROM withheld) OR coalesce(j.other_fact IN (FROM withheld), false) AS is_withheld
    FROM (SELECT * FROM money UNION ALL BY NAME SELECT * FROM people) j
)
SELECT version_id, subject,
       CASE WHEN prior_version_id IS NULL OR NOT is_known OR NOT same_scope OR is_withheld THEN 'not_evaluable' WHEN fits THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN prior_version_id IS NULL THEN 'prior_year_missing' WHEN NOT is_known THEN 'prior_figure_missing'
            WHEN NOT same_scope THEN 'scopes_differ' WHEN is_withheld THEN 'figure_withheld' END AS reason,
       name || ' ' || observed AS says, name, observed, expected, fiscal_year - 1 AS prior_year, [fact] AS fact_ids, [other_fact] AS other_ids
FROM judged
