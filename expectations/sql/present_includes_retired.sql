-- One case per staff scope with 实有, 在职 and the retired: 实有 does not count the retired.
WITH counts AS (
    SELECT t.version_id, t.staff_scope,
           max(headcount) FILTER (kind = 'present') AS present, max(headcount) FILTER (kind = 'on_post') AS on_post,
           coalesce(max(headcount) FILTER (kind = 'retired'), 0) + coalesce(max(headcount) FILTER (kind = 'veteran_retired'), 0) AS retired,
           coalesce(max(headcount) FILTER (kind = 'contract'), 0) AS contract,
           list('staff_facts:' || fact_id ORDER BY kind, fact_id) AS fact_ids
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE basis = 'actual' AND kind IN ('present', 'on_post', 'retired', 'veteran_retired', 'contract')
    GROUP BY t.version_id, t.staff_scope
)
SELECT version_id, staff_scope AS subject,
       CASE WHEN present IS NULL OR on_post IS NULL OR retired = 0 THEN 'not_evaluable'
            WHEN present IN (on_post, on_post + contract) THEN 'pass'
            WHEN present IN (on_post + retired, on_post + retired + contract) THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN present IS NULL OR on_post IS NULL OR retired = 0 THEN 'parts_missing'
            WHEN present NOT IN (on_post, on_post + contract, on_post + retired, on_post + retired + contract) THEN 'sum_unclear' END AS reason,
       present AS observed, on_post AS expected, retired, fact_ids
FROM counts
