-- One case per self score in one of two branches: a full score beside problems that the report lists itself, or a full score alone.
WITH problems AS (
    SELECT p.version_id, list(p.text ORDER BY p.seq) AS texts, list('problem_items:' || p.fact_id ORDER BY p.seq) AS facts
    FROM core.problem_items p
    JOIN rule_scope USING (version_id)
    WHERE p.kind = 'problem'
    GROUP BY p.version_id
)
SELECT c.version_id, CASE WHEN p.facts IS NULL THEN 'full' ELSE 'full_with_problems' END AS branch,
       CASE WHEN c.total IS NULL THEN 'not_evaluable' WHEN c.total = c.full_mark THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN c.total IS NULL THEN 'score_missing' END AS reason,
       c.total AS observed, c.full_mark AS expected, len(p.facts) AS n, p.texts[1] AS problem, [c.fact] || coalesce(p.facts, []) AS fact_ids
FROM self_scores c
LEFT JOIN problems p USING (version_id)
