-- One case per staff scope with 编制 and 在职: 在职人员控制率 = 在职 ÷ 编制 is at most 100 %.
WITH counts AS (
    SELECT t.version_id, t.staff_scope,
           max(headcount) FILTER (kind = 'on_post' AND basis = 'actual') AS on_post,
           max(headcount) FILTER (kind = 'authorized') AS authorized,
           list('staff_facts:' || fact_id ORDER BY kind, fact_id) AS fact_ids
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE kind = 'authorized' OR (kind = 'on_post' AND basis = 'actual')
    GROUP BY t.version_id, t.staff_scope
)
SELECT version_id, staff_scope AS subject,
       CASE WHEN on_post IS NULL OR authorized IS NULL OR authorized = 0 THEN 'not_evaluable' WHEN on_post <= authorized THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN on_post IS NULL OR authorized IS NULL OR authorized = 0 THEN 'parts_missing' END AS reason,
       on_post AS observed, authorized AS expected, ratio_pct(on_post, authorized) AS rate, fact_ids
FROM counts
