-- One case per report that has any heading: the mandatory parts (lexicon/sections.toml) that none of its sections belongs to.
SELECT s.version_id,
       CASE WHEN count(w.part) = count(p.part) THEN 'pass' ELSE 'fail' END AS verdict,
       list(p.name ORDER BY p.position) FILTER (w.part IS NULL) AS missing,
       count(w.part) AS observed, count(p.part) AS expected,
       []::VARCHAR[] AS fact_ids
FROM rule_scope s
CROSS JOIN mandatory_parts p
LEFT JOIN section_words w ON w.version_id = s.version_id AND w.part = p.part
WHERE s.version_id IN (SELECT version_id FROM section_words)
GROUP BY s.version_id
