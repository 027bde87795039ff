-- One case per report: amounts that were found without a unit, but for zeros, which are the same in every unit.
WITH lacking AS (
    SELECT version_id, count(*) AS n, arg_min(quote, char_start) AS quote,
           list({'document_id': document_id, 'char_start': char_start, 'char_end': char_end} ORDER BY char_start) AS spans
    FROM quality.problems
    WHERE list_contains($kinds, kind) AND char_start IS NOT NULL AND regexp_matches(quote, '[1-9１-９]')
    GROUP BY version_id
)
SELECT s.version_id, CASE WHEN n > 0 THEN 'fail' ELSE 'pass' END AS verdict, quote, n AS observed, coalesce(spans[1:12], []) AS spans
FROM rule_scope s
LEFT JOIN lacking USING (version_id)
WHERE s.numbers_seen > 0 OR n > 0
