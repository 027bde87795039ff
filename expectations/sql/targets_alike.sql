-- One case per report with enough percentage targets: not all are one of the customary round values.
SELECT i.version_id, CASE WHEN bool_and(list_contains($customary, CAST(target_num AS INTEGER)) AND target_num = CAST(target_num AS INTEGER)) THEN 'fail' ELSE 'pass' END AS verdict,
       count(*) FILTER (list_contains($customary, CAST(target_num AS INTEGER))) AS observed, count(*) AS expected,
       list('indicators:' || fact_id ORDER BY seq) AS fact_ids
FROM core.decided_indicators i
JOIN rule_scope USING (version_id)
WHERE target_num IS NOT NULL AND unit IN ('%', '％', '百分比')
GROUP BY i.version_id
HAVING count(*) >= $at_least
