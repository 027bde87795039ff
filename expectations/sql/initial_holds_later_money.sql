-- One case per report that lists items of the initial budget: none is granted by a document of the year itself,
-- unless that document grants in advance (提前下达).
WITH dated AS (
    SELECT i.*, s.fiscal_year, try_cast(regexp_extract(i.doc_no, '(\d{4})', 1) AS INTEGER) AS doc_year
    FROM scope_items i
    JOIN rule_scope s USING (version_id)
    WHERE i.stage = 'initial'
), marked AS (
    SELECT *, coalesce(doc_year = fiscal_year AND NOT regexp_matches(name, $in_advance), false) AS later FROM dated
)
SELECT version_id,
       CASE WHEN bool_or(later) THEN 'fail' WHEN any_value(fiscal_year) IS NULL THEN 'not_evaluable' ELSE 'pass' END AS verdict,
       CASE WHEN any_value(fiscal_year) IS NULL THEN 'year_unknown' END AS reason,
       list(doc_no ORDER BY seq) FILTER (later) AS documents,
       CAST(sum(amount) AS DECIMAL(24, 2)) AS observed,
       CAST(coalesce(sum(amount) FILTER (NOT later), 0) AS DECIMAL(24, 2)) AS expected,
       CAST(sum(amount) FILTER (later) AS DECIMAL(24, 2)) AS later_amount,
       list(fact ORDER BY seq) FILTER (later) AS fact_ids
FROM marked
GROUP BY version_id
