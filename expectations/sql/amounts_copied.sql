-- One case per report with telling amounts (of at least $digits digits, trailing noughts not counted): the other unit-year
-- that has the most of them too. An amount that many reports print says nothing. Not held against each other: reports of one unit
-- and year, a unit and its parent, whoever names the other in the report, and one report filed twice (A15).
WITH telling AS (
    SELECT version_id, amount FROM version_amounts
    WHERE length(rtrim(CAST(CAST(amount * 100 AS HUGEINT) AS VARCHAR), '0')) >= $digits
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY amount) AS reports FROM telling
), shared AS (
    SELECT a.version_id, b.version_id AS other_version, count(*) AS n, list(a.amount ORDER BY a.amount DESC) AS amounts
    FROM counted a JOIN counted b ON b.amount = a.amount AND b.version_id <> a.version_id
    WHERE a.reports <= $common
    GROUP BY a.version_id, b.version_id
    HAVING count(*) >= $least
), asked AS MATERIALIZED (  -- whose report the one is, first: of all pairs of reports few share amounts
    SELECT s.*, a.unit, a.unit_name, a.county, a.region_code, a.fiscal_year, a.report_id, a.report_type, a.signed_on
    FROM shared s JOIN scope_units a USING (version_id)
), apart AS (
    SELECT a.version_id, a.other_version, a.n, a.amounts, a.unit_name, a.county, b.unit_name AS other_name, b.county AS other_county,
           b.fiscal_year AS other_year, a.unit = b.unit AS same_unit,
           a.region_code = b.region_code AND a.fiscal_year = b.fiscal_year AND a.unit <> b.unit AS are_neighbours
    FROM asked a
    JOIN scope_units b ON b.version_id = a.other_version
    WHERE a.report_id <> b.report_id AND a.report_type = b.report_type
      AND NOT coalesce(a.fiscal_year = b.fiscal_year AND (a.unit = b.unit OR starts_with(a.unit_name, b.unit_name) OR starts_with(b.unit_name, a.unit_name)), false)
      -- the later of the two is asked about it; both, where nothing says which is the later
      AND (coalesce(a.fiscal_year, 0), coalesce(a.signed_on, b.signed_on, DATE '1900-01-01'))
          >= (coalesce(b.fiscal_year, 0), coalesce(b.signed_on, a.signed_on, DATE '1900-01-01'))
), named AS (  -- in one county and year, a unit that the other's report names
    SELECT DISTINCT p.version_id, p.other_version
    FROM apart p JOIN section_words w ON w.version_id = p.version_id
    WHERE p.are_neighbours AND contains(w.words, replace(p.other_name, coalesce(p.other_county, ''), ''))
    UNION
    SELECT DISTINCT p.version_id, p.other_version
    FROM apart p JOIN section_words w ON w.version_id = p.other_version
    WHERE p.are_neighbours AND contains(w.words, replace(p.unit_name, coalesce(p.county, ''), ''))
), twice AS (
    SELECT version_a AS version_id, version_b AS other_version FROM same_report_twice
    UNION ALL
    SELECT version_b, version_a FROM same_report_twice
), worst AS (
    SELECT * FROM apart ANTI JOIN named USING (version_id, other_version) ANTI JOIN twice USING (version_id, other_version)
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY n DESC, same_unit DESC, other_year DESC, other_version) = 1
), facts AS (
    SELECT version_id, amount, min(fact) AS fact FROM (
        SELECT version_id, amount, fact FROM scope_budget WHERE stage NOT IN ('carried_in', 'carried_out')
        UNION ALL SELECT version_id, amount, fact FROM scope_items
    ) GROUP BY ALL
), wanted AS (
    SELECT version_id, other_version, unnest(amounts) AS amount FROM worst
), own_quotes AS (
    SELECT w.version_id, list(f.fact ORDER BY f.fact) AS facts
    FROM wanted w JOIN facts f ON f.version_id = w.version_id AND f.amount = w.amount GROUP BY w.version_id
), other_quotes AS (
    SELECT w.version_id, list(f.fact ORDER BY f.fact) AS facts
    FROM wanted w JOIN facts f ON f.version_id = w.other_version AND f.amount = w.amount GROUP BY w.version_id
)
SELECT s.version_id,
       CASE WHEN w.version_id IS NOT NULL THEN 'fail' WHEN s.n > 0 AND (SELECT count(*) FROM rule_scope) > 1 THEN 'pass' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN (SELECT count(*) FROM rule_scope) = 1 THEN 'no_other_reports' WHEN s.n = 0 THEN 'amounts_few' END AS reason,
       w.n AS observed, w.n AS n, list_transform(w.amounts, lambda x: amount_wan(x)) AS amounts,
       CASE WHEN w.same_unit THEN '本单位' ELSE w.other_name END AS other, w.other_year, q.facts AS fact_ids, o.facts AS other_ids
FROM (SELECT r.version_id, count(t.amount) AS n FROM rule_scope r LEFT JOIN telling t USING (version_id) GROUP BY r.version_id) s
LEFT JOIN worst w USING (version_id)
LEFT JOIN own_quotes q USING (version_id)
LEFT JOIN other_quotes o USING (version_id)
