-- One case per self score: between 0 and the full mark (100 where none is printed).
SELECT version_id, CASE WHEN total IS NULL THEN 'not_evaluable' WHEN total BETWEEN 0 AND full_mark THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN total IS NULL THEN 'score_missing' END AS reason, total AS observed, full_mark AS expected, [fact] AS fact_ids
FROM self_scores
