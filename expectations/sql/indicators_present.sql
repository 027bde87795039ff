-- One case per report: its indicators stand in rows. A form that is filed alone and asks for none says nothing of them.
SELECT s.version_id,
       CASE WHEN count(i.fact_id) > 0 THEN 'pass' WHEN any_value(regexp_matches(s.title, $annexes)) THEN 'not_evaluable' ELSE 'fail' END AS verdict,
       CASE WHEN count(i.fact_id) = 0 AND any_value(regexp_matches(s.title, $annexes)) THEN 'annex_alone' END AS reason,
       count(i.fact_id) AS observed,
       coalesce(any_value(w.facts)[1:1], []) AS fact_ids
FROM rule_scope s
LEFT JOIN core.decided_indicators i USING (version_id)
LEFT JOIN section_words w ON w.version_id = s.version_id AND w.part = 'goals_indicators'
GROUP BY s.version_id
