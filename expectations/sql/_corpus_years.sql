-- For rules that look at two years of a unit: each version beside last year's latest one, as mart.year_over_year pairs them
-- (region and unit name; the same scope first), and what this year's report says of the end of last year by a change.

CREATE OR REPLACE TEMP TABLE year_pairs AS
SELECT t.version_id, t.fiscal_year, p.version_id AS prior_version_id, t.scope = p.scope AS same_scope
FROM scope_units t
JOIN scope_units p ON p.unit = t.unit AND p.fiscal_year = t.fiscal_year - 1 AND p.report_type = t.report_type
                  AND p.subject IS NOT DISTINCT FROM t.subject
WHERE p.relation <> 'conflict'
QUALIFY row_number() OVER (PARTITION BY t.version_id ORDER BY p.scope <> t.scope, p.scope, p.report_id) = 1;

CREATE OR REPLACE TEMP MACRO wan_before(amount, rate) AS  -- amount ÷ rate %, in 万元 with two decimals, rounded in integers
    ((2 * CAST(amount * 10000 AS HUGEINT) + CAST(rate * 10000 AS HUGEINT)) // (2 * CAST(rate * 10000 AS HUGEINT))) * 0.01::DECIMAL(3, 2);

CREATE OR REPLACE TEMP MACRO amount_wan(amount) AS  -- yuan in 万元 without trailing noughts
    regexp_replace(CAST(CAST(amount * 0.0001 AS DECIMAL(24,6)) AS VARCHAR), '\.?0+$', '');

-- A headcount less its change; an amount less its rate of change as the interval that the printed digits leave: amount ÷ (1 + rate).
CREATE OR REPLACE TEMP TABLE implied_prior AS
WITH staff AS (
    SELECT t.version_id, 'staff_facts' AS table_name, t.kind || '|' || t.staff_scope || '|' || t.basis AS figure, t.kind AS measure,
           t.headcount - t.change_vs_prior AS implied, 'staff_facts:' || t.fact_id AS fact
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE t.change_vs_prior IS NOT NULL
    QUALIFY count(DISTINCT (t.headcount, t.change_vs_prior)) OVER (PARTITION BY t.version_id, figure) = 1
        AND row_number() OVER (PARTITION BY t.version_id, figure ORDER BY t.fact_id) = 1
), assets AS (
    SELECT a.version_id, 'asset_facts' AS table_name, a.measure AS figure, a.measure, 'asset_facts:' || a.fact_id AS fact,
           CAST(a.amount_yuan - a.half_unit_yuan AS DECIMAL(24,4)) AS low_amount, CAST(a.amount_yuan + a.half_unit_yuan AS DECIMAL(24,4)) AS high_amount,
           CAST(100 + a.change_pct + a.change_half_unit_pct AS DECIMAL(12,4)) AS high_rate,
           CAST(100 + a.change_pct - a.change_half_unit_pct AS DECIMAL(12,4)) AS low_rate
    FROM core.decided_asset_facts a
    JOIN rule_scope USING (version_id)
    WHERE a.change_pct - a.change_half_unit_pct > -100 AND a.amount_yuan > a.half_unit_yuan
    QUALIFY count(DISTINCT (a.amount_yuan, a.change_pct)) OVER (PARTITION BY a.version_id, a.measure) = 1
        AND row_number() OVER (PARTITION BY a.version_id, a.measure ORDER BY a.fact_id) = 1
)
SELECT version_id, table_name, figure, measure, fact, implied, NULL::DECIMAL(24,4) AS low_amount, NULL::DECIMAL(24,4) AS high_amount,
       NULL::DECIMAL(12,4) AS low_rate, NULL::DECIMAL(12,4) AS high_rate, implied || ' 人' AS says
FROM staff
UNION ALL
SELECT version_id, table_name, figure, measure, fact, NULL, low_amount, high_amount, low_rate, high_rate,
       '[' || wan_before(low_amount, high_rate) || ', ' || wan_before(high_amount, low_rate) || '] 万元'
FROM assets;
