-- One case per report in one of two branches: the signing date lies in the year after the report's year, or there is none.
SELECT s.version_id,
       CASE WHEN signed_on IS NULL THEN 'absent' ELSE 'time' END AS branch,
       CASE WHEN fiscal_year IS NULL THEN 'not_evaluable' WHEN signed_on IS NULL THEN 'fail'
            WHEN year(signed_on) = fiscal_year + 1 THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN fiscal_year IS NULL THEN 'year_unknown' END AS reason,
       CAST(signed_on AS VARCHAR) AS observed, CAST(fiscal_year + 1 AS VARCHAR) AS expected,
       coalesce(w.facts[1:1], []) AS fact_ids
FROM rule_scope s
LEFT JOIN section_words w ON w.version_id = s.version_id AND w.part = 'signers'
UNION ALL BY NAME
SELECT version_id, 'absent' AS branch, 'pass' AS verdict, [] AS fact_ids FROM rule_scope WHERE signed_on IS NOT NULL AND fiscal_year IS NOT NULL
