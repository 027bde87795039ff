-- One case per amount that was found without a unit, and one pass for each report whose numbers were all read with one.
SELECT s.version_id, p.problem_id AS subject,
       CASE WHEN p.problem_id IS NULL THEN 'pass' ELSE 'fail' END AS verdict,
       p.quote,
       CASE WHEN p.char_start IS NULL THEN [] ELSE [{'document_id': p.document_id, 'char_start': p.char_start, 'char_end': p.char_end}] END AS spans
FROM rule_scope s
LEFT JOIN quality.problems p ON p.version_id = s.version_id AND list_contains($kinds, p.kind)
WHERE s.numbers_seen > 0 OR p.problem_id IS NOT NULL
