-- One case per category of spending and for assets: this year beside last year at the first stage that both report. Only a jump that
-- no rounding explains is one; where at least $peers pairs of years are at hand, its place among them is told.
WITH budget AS (
    SELECT a.version_id, y.same_scope, y.fiscal_year, a.category AS subject, c.name || g.name AS name, a.amount AS this, a.half AS this_half, a.fact,
           b.amount AS last, b.half AS last_half, b.fact AS other_fact
    FROM year_pairs y
    JOIN scope_budget a ON a.version_id = y.version_id AND a.fund_source = 'all' AND a.stage IN ('executed', 'adjusted', 'initial')
    JOIN scope_budget b ON b.version_id = y.prior_version_id AND b.fund_source = 'all' AND b.category = a.category AND b.stage = a.stage
    JOIN code_names c ON c.sort = 'category' AND c.code = a.category
    JOIN code_names g ON g.sort = 'stage' AND g.code = a.stage
    QUALIFY row_number() OVER (PARTITION BY a.version_id, a.category ORDER BY CASE a.stage WHEN 'executed' THEN 1 WHEN 'adjusted' THEN 2 ELSE 3 END) = 1
), totals AS (
    SELECT version_id, amount_yuan AS amount, half_unit_yuan AS half, 'asset_facts:' || fact_id AS fact
    FROM core.decided_asset_facts WHERE measure = 'total'
    QUALIFY count(*) OVER (PARTITION BY version_id) = 1
), pairs AS (
    SELECT * FROM budget
    UNION ALL BY NAME
    SELECT y.version_id, y.same_scope, y.fiscal_year, 'assets' AS subject, '资产总额' AS name, a.amount AS this, a.half AS this_half, a.fact,
           b.amount AS last, b.half AS last_half, b.fact AS other_fact
    FROM year_pairs y JOIN totals a USING (version_id) JOIN totals b ON b.version_id = y.prior_version_id
), rated AS (
    SELECT *, ratio_pct(this - last, last) AS rate, same_scope AND this > 0 AND last > 0 AS is_sound,
           abs(this - last) - this_half - last_half > $least_yuan
           AND (this - this_half > CAST(last + last_half AS DECIMAL(24, 4)) * $times::DECIMAL(4, 2)
                OR last - last_half > CAST(this + this_half AS DECIMAL(24, 4)) * $times::DECIMAL(4, 2)) AS jumps
    FROM pairs
), placed AS (
    SELECT *, count(*) FILTER (is_sound) OVER (PARTITION BY name, fiscal_year) AS n,
           rank() OVER (PARTITION BY name, fiscal_year, is_sound ORDER BY rate) AS place
    FROM rated
), peers AS (
    SELECT name, fiscal_year, quantile_disc(rate, 0.5) AS median FROM rated WHERE is_sound GROUP BY ALL
)
SELECT p.version_id, p.subject, CASE WHEN NOT p.is_sound THEN 'not_evaluable' WHEN p.jumps THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN NOT p.same_scope THEN 'scopes_differ' WHEN NOT p.is_sound THEN 'zero_base' END AS reason,
       p.name, p.fiscal_year AS year, p.fiscal_year - 1 AS prior_year, p.this AS observed, p.last AS expected, abs(p.rate) AS rate,
       CASE WHEN p.this > p.last THEN '增加' ELSE '减少' END AS direction,
       [p.fact] AS fact_ids, [p.other_fact] AS other_ids,
       CASE WHEN p.n >= $peers THEN p.fiscal_year || ' 年度各单位' || p.name || '的同比变动率' END AS peer_group,
       CASE WHEN p.n >= $peers THEN CAST(p.n AS INTEGER) END AS peer_n,
       CASE WHEN p.n >= $peers THEN m.median || '%' END AS peer_median,
       CASE WHEN p.n >= $peers THEN CAST((p.place - 1) * 10000 // (p.n - 1) AS DECIMAL(9,0)) * 0.0001::DECIMAL(5,4) END AS peer_quantile
FROM placed p
LEFT JOIN peers m USING (name, fiscal_year)
UNION ALL BY NAME
SELECT version_id, 'not_evaluable' AS verdict, 'prior_year_missing' AS reason FROM rule_scope ANTI JOIN year_pairs USING (version_id)
