-- One case per report: its indicators stand in rows.
SELECT s.version_id, CASE WHEN count(i.fact_id) > 0 THEN 'pass' ELSE 'fail' END AS verdict, count(i.fact_id) AS observed,
       coalesce(any_value(w.facts)[1:1], []) AS fact_ids
FROM rule_scope s
LEFT JOIN core.decided_indicators i USING (version_id)
LEFT JOIN section_words w ON w.version_id = s.version_id AND w.part = 'goals_indicators'
GROUP BY s.version_id
