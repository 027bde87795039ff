-- This year's statement about last year: where the report of year Y + 1 gives the figure that the report of year Y gave,
-- the later quote is one more place of last year's figure. A different figure is no place of it: both stay as they were
-- printed, and mart.restatements shows them. Equal: the same amount, or one of them a rounding of the other.
-- Current versions of one unit, type, subject and scope (an unsaid scope may be any).

INSERT INTO core.fact_evidence BY NAME
WITH current_facts AS (
    SELECT f.fact_id, f.evidence_id, f.fact_year, f.category, f.stage, f.fund_source, f.amount_yuan, f.half_unit_yuan,
           r.region_code, r.unit_name, r.report_type, r.subject, r.scope, r.fiscal_year
    FROM core.budget_facts AS f JOIN core.reports AS r USING (report_id, version_id)
    WHERE f.is_current AND f.is_preferred AND r.region_code IS NOT NULL AND r.unit_name IS NOT NULL
)
SELECT DISTINCT 'budget_facts' AS table_name, a.fact_id, b.evidence_id
FROM current_facts AS a JOIN current_facts AS b
  ON a.region_code = b.region_code AND a.unit_name = b.unit_name AND a.report_type = b.report_type
 AND a.subject IS NOT DISTINCT FROM b.subject AND (a.scope = b.scope OR 'unknown' IN (a.scope, b.scope))
 AND a.fiscal_year = a.fact_year AND b.fiscal_year = a.fiscal_year + 1 AND b.fact_year = a.fact_year
 AND a.category = b.category AND a.stage = b.stage AND a.fund_source = b.fund_source
WHERE a.amount_yuan = b.amount_yuan
   OR (a.half_unit_yuan <> b.half_unit_yuan AND abs(a.amount_yuan - b.amount_yuan) <= a.half_unit_yuan + b.half_unit_yuan)
ORDER BY ALL;
