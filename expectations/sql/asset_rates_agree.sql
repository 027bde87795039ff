-- One case per report with both rates of change: without liabilities in both years, assets and net assets change alike.
-- That last year had none is known from the words (负债0.00万元，较上年减少0%: such a rate is no figure) or from last year's
-- report; else only agreement can be told.
WITH figures AS (
    SELECT a.version_id,
           max(change_pct) FILTER (measure = 'total') AS total_rate, max(change_half_unit_pct) FILTER (measure = 'total') AS total_half,
           max(change_pct) FILTER (measure = 'net') AS net_rate, max(change_half_unit_pct) FILTER (measure = 'net') AS net_half,
           max(amount_yuan) FILTER (measure = 'liabilities') AS debt, max(change_pct) FILTER (measure = 'liabilities') AS debt_rate,
           count(*) AS n, count(DISTINCT measure) AS measures,
           list('asset_facts:' || fact_id ORDER BY measure, fact_id) AS fact_ids
    FROM core.decided_asset_facts a
    JOIN rule_scope USING (version_id)
    WHERE measure IN ('total', 'liabilities', 'net')
    GROUP BY a.version_id
), prior AS (
    SELECT s.version_id, max(a.amount_yuan) AS prior_debt
    FROM core.filed_reports s
    JOIN core.filed_reports p ON p.region_code = s.region_code AND p.unit_name = s.unit_name AND p.report_type = s.report_type
        AND p.scope = s.scope AND p.fiscal_year = s.fiscal_year - 1 AND p.is_current AND p.subject IS NOT DISTINCT FROM s.subject
    JOIN core.decided_asset_facts a ON a.version_id = p.version_id AND a.measure = 'liabilities'
    GROUP BY s.version_id
), judged AS (
    SELECT f.*, meet(total_rate - total_half, total_rate + total_half, net_rate - net_half, net_rate + net_half) AS equal,
           coalesce(debt_rate = 0 OR prior_debt = 0 OR regexp_matches(w.words, $liabilities_unchanged), false) AS surely_none,
           CASE WHEN total_rate IS NULL OR net_rate IS NULL THEN 'rates_missing' WHEN n > measures THEN 'contradictory'
                WHEN debt IS NULL THEN 'liabilities_unknown' WHEN debt <> 0 THEN 'liabilities_exist' END AS missing
    FROM figures f
    LEFT JOIN prior USING (version_id)
    LEFT JOIN section_words w ON w.version_id = f.version_id AND w.part = 'overview'
)
SELECT version_id,
       CASE WHEN missing IS NOT NULL THEN 'not_evaluable' WHEN equal THEN 'pass' WHEN surely_none THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       coalesce(missing, CASE WHEN NOT equal AND NOT surely_none THEN 'liabilities_unknown' END) AS reason,
       net_rate AS observed, total_rate AS expected, fact_ids
FROM judged
