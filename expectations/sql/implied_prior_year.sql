-- One case per figure with a printed change: what it implies for last year against what last year's report prints. Only figures
-- of the same kind and basis are held against each other, and only where both reports have the same scope.
WITH stated AS (
    SELECT t.version_id, 'staff_facts' AS table_name, t.kind || '|' || t.staff_scope || '|' || t.basis AS figure,
           t.headcount::DECIMAL(24,4) AS amount, 0::DECIMAL(24,4) AS half, 'staff_facts:' || t.fact_id AS fact
    FROM core.decided_staff_facts t
    SEMI JOIN year_pairs y ON y.prior_version_id = t.version_id
    UNION ALL
    SELECT a.version_id, 'asset_facts', a.measure, a.amount_yuan, a.half_unit_yuan, 'asset_facts:' || a.fact_id
    FROM core.decided_asset_facts a
    SEMI JOIN year_pairs y ON y.prior_version_id = a.version_id
), prior AS (
    SELECT version_id, table_name, figure, min(amount) AS amount, max(half) AS half, count(DISTINCT amount) AS n, min(fact) AS fact
    FROM stated
    ANTI JOIN quality.withheld w ON w.version_id = stated.version_id AND w.table_name || ':' || w.fact_id = stated.fact
    GROUP BY ALL
), judged AS (
    SELECT i.*, y.prior_version_id, y.same_scope, p.amount, p.half, p.n, p.fact AS other_fact, y.fiscal_year,
           n.name || CASE WHEN i.table_name = 'staff_facts' THEN '人数' ELSE '' END AS name,
           CASE WHEN i.table_name = 'staff_facts' THEN p.amount = i.implied
                ELSE (p.amount + p.half) * i.high_rate >= i.low_amount * 100 AND (p.amount - p.half) * i.low_rate <= i.high_amount * 100 END AS fits,
           w.fact_id IS NOT NULL AS is_withheld
    FROM implied_prior i
    JOIN code_names n ON n.sort = CASE i.table_name WHEN 'staff_facts' THEN 'staff' ELSE 'asset' END AND n.code = i.measure
    LEFT JOIN year_pairs y USING (version_id)
    LEFT JOIN (SELECT DISTINCT version_id, table_name, fact_id FROM quality.withheld WHERE fact_id IS NOT NULL) w
      ON w.version_id = i.version_id AND w.table_name || ':' || w.fact_id = i.fact
    LEFT JOIN prior p ON p.version_id = y.prior_version_id AND p.table_name = i.table_name AND p.figure = i.figure
)
SELECT version_id, figure AS subject,
       CASE WHEN prior_version_id IS NULL OR amount IS NULL OR n > 1 OR NOT same_scope OR is_withheld THEN 'not_evaluable' WHEN fits THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN prior_version_id IS NULL THEN 'prior_year_missing' WHEN amount IS NULL THEN 'prior_figure_missing'
            WHEN n > 1 THEN 'prior_contradictory' WHEN NOT same_scope THEN 'scopes_differ' WHEN is_withheld THEN 'figure_withheld' END AS reason,
       '按增减推算，上年末' || name || '应为 ' || says AS says, name, says AS observed, fiscal_year - 1 AS prior_year,
       CASE WHEN table_name = 'staff_facts' THEN CAST(amount AS INTEGER) || ' 人' ELSE amount_wan(amount) || ' 万元' END AS expected,
       [fact] AS fact_ids, [other_fact] AS other_ids
FROM judged
