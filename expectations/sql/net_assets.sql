-- One case per report with assets, liabilities and net assets: net = total − liabilities, within the printed precision.
WITH figures AS (
    SELECT a.version_id,
           max(amount_yuan) FILTER (measure = 'total') AS total, max(half_unit_yuan) FILTER (measure = 'total') AS total_half,
           max(amount_yuan) FILTER (measure = 'liabilities') AS debt, max(half_unit_yuan) FILTER (measure = 'liabilities') AS debt_half,
           max(amount_yuan) FILTER (measure = 'net') AS net, max(half_unit_yuan) FILTER (measure = 'net') AS net_half,
           count(*) AS n, count(DISTINCT measure) AS measures,
           list('asset_facts:' || fact_id ORDER BY measure, fact_id) AS fact_ids
    FROM core.decided_asset_facts a
    JOIN rule_scope USING (version_id)
    WHERE measure IN ('total', 'liabilities', 'net')
    GROUP BY a.version_id
)
SELECT version_id,
       CASE WHEN measures < 3 OR n > measures THEN 'not_evaluable'
            WHEN meet(net - net_half, net + net_half, total - debt - total_half - debt_half, total - debt + total_half + debt_half) THEN 'pass'
            ELSE 'fail' END AS verdict,
       CASE WHEN measures < 3 THEN 'measures_missing' WHEN n > measures THEN 'contradictory' END AS reason,
       net AS observed, total - debt AS expected, total, debt, abs(net - total + debt) AS gap, fact_ids
FROM figures
