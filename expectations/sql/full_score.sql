-- Full marks beside problems that the report lists itself (branch full_with_problems), or full marks alone (branch full).
-- Of a score below full marks there is nothing to say, so it is not evaluable; full marks without a problem pass the first branch.
WITH problems AS (
    SELECT p.version_id, list(p.text ORDER BY p.seq) AS texts, list('problem_items:' || p.fact_id ORDER BY p.seq) AS facts
    FROM core.problem_items p
    JOIN rule_scope USING (version_id)
    WHERE p.kind = 'problem'
    GROUP BY p.version_id
), judged AS (
    SELECT c.*, p.facts, p.texts,
           CASE WHEN c.total IS NULL THEN 'score_missing' WHEN c.total < c.full_mark THEN 'score_not_full' END AS why_not
    FROM self_scores c
    LEFT JOIN problems p USING (version_id)
)
SELECT version_id, 'full_with_problems' AS branch,
       CASE WHEN why_not IS NOT NULL THEN 'not_evaluable' WHEN facts IS NULL THEN 'pass' ELSE 'fail' END AS verdict,
       why_not AS reason, total AS observed, full_mark AS expected, len(facts) AS n, texts[1] AS problem,
       [fact] || coalesce(facts, []) AS fact_ids
FROM judged
UNION ALL
SELECT version_id, 'full', CASE WHEN why_not IS NOT NULL THEN 'not_evaluable' ELSE 'fail' END, why_not, total, full_mark,
       NULL, NULL, [fact]
FROM judged
WHERE facts IS NULL OR why_not IS NOT NULL
