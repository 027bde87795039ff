-- One case per report and branch. targets: not all percentage targets are one of the customary round values, 100 aside, than which
-- nothing more can be asked. basis: no single
-- basis is given for most of the indicators.
SELECT version_id, 'targets' AS branch,
       CASE WHEN bool_and(list_contains($customary, CAST(target_num AS BIGINT)) AND target_num = CAST(target_num AS BIGINT)) THEN 'fail' ELSE 'pass' END AS verdict,
       count(*) FILTER (list_contains($customary, CAST(target_num AS BIGINT))) AS observed, count(*) AS expected, '' AS quoted_basis,
       list(fact ORDER BY seq) AS fact_ids
FROM scope_indicators
WHERE target_num IS NOT NULL AND target_num <> 100 AND unit = '%'
GROUP BY version_id
HAVING count(*) >= $at_least
UNION ALL
SELECT version_id, 'basis', CASE WHEN max(n) >= $basis_share * sum(n) THEN 'fail' ELSE 'pass' END, max(n), sum(n), arg_max(basis, n),
       arg_max(facts, n)
FROM (
    SELECT version_id, regexp_replace(basis, '[\s《》“”]', '', 'g') AS basis, count(*) AS n, list(fact ORDER BY seq) AS facts
    FROM scope_indicators
    WHERE basis IS NOT NULL
    GROUP BY ALL
)
GROUP BY version_id
HAVING sum(n) >= $at_least
