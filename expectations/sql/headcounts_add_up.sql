-- One case per staff scope with 实有 and 在职: 实有 = 在职, 在职 + 离退休, or either + 聘用 (exact integers).
-- A difference is an error only where one sentence or table lists the parts; figures of different places may differ in scope. Where
-- 实有 is more than 在职 and no further part was read, nobody knows who the others are.
WITH counts AS (
    SELECT t.version_id, t.staff_scope,
           max(headcount) FILTER (kind = 'present') AS present, max(headcount) FILTER (kind = 'on_post') AS on_post,
           coalesce(max(headcount) FILTER (kind = 'retired'), 0) + coalesce(max(headcount) FILTER (kind = 'veteran_retired'), 0) AS retired,
           coalesce(max(headcount) FILTER (kind = 'contract'), 0) AS contract,
           count(DISTINCT sentence_no) AS sentences, count(DISTINCT evidence_id) AS places, count(DISTINCT kind) AS kinds, count(*) AS n,
           bool_or(kind IN ('retired', 'veteran_retired', 'contract')) AS further,
           list('staff_facts:' || fact_id ORDER BY kind, fact_id) AS fact_ids
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE basis = 'actual' AND kind IN ('present', 'on_post', 'retired', 'veteran_retired', 'contract')
    GROUP BY t.version_id, t.staff_scope
), judged AS (
    SELECT *, present IN (on_post, on_post + retired, on_post + contract, on_post + retired + contract) AS equal,
           CASE WHEN present IS NULL OR on_post IS NULL OR places < 2 OR (present > on_post AND NOT further) THEN 'parts_missing' WHEN n > kinds THEN 'contradictory' END AS missing
    FROM counts
)
SELECT version_id, staff_scope AS subject,
       CASE WHEN missing IS NOT NULL THEN 'not_evaluable' WHEN equal THEN 'pass' WHEN sentences = 1 THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       coalesce(missing, CASE WHEN NOT equal AND sentences > 1 THEN 'different_places' END) AS reason,
       present AS observed, on_post + retired + contract AS expected, on_post, retired, contract, fact_ids
FROM judged
