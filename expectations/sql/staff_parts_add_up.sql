-- One case per staff scope and basis with a total (编制, or 在职) and 行政 or 事业 within it. 参公 may stand within 事业 or beside it, and
-- 工勤 is no kind of its own: parts that fall short prove nothing, parts that exceed their total in one sentence cannot be.
WITH counts AS (
    SELECT t.version_id, t.staff_scope, t.basis,
           max(headcount) FILTER (kind = CASE basis WHEN 'authorized' THEN 'authorized' ELSE 'on_post' END) AS total,
           coalesce(max(headcount) FILTER (kind = 'administrative'), 0) AS administrative,
           coalesce(max(headcount) FILTER (kind = 'institution'), 0) AS institution,
           coalesce(max(headcount) FILTER (kind = 'civil_servant_like'), 0) AS civil,
           count(*) FILTER (kind IN ('administrative', 'institution', 'civil_servant_like')) AS n_parts,
           count(DISTINCT sentence_no) AS sentences, count(DISTINCT kind) AS kinds, count(*) AS n,
           list('staff_facts:' || fact_id ORDER BY kind, fact_id) AS fact_ids
    FROM core.decided_staff_facts t
    JOIN rule_scope USING (version_id)
    WHERE kind IN ('administrative', 'institution', 'civil_servant_like', CASE basis WHEN 'authorized' THEN 'authorized' ELSE 'on_post' END)
    GROUP BY t.version_id, t.staff_scope, t.basis
), judged AS (
    SELECT *, administrative + institution AS least, administrative + institution + civil AS most,
           CASE WHEN total IS NULL OR n_parts < 2 THEN 'parts_missing' WHEN n > kinds THEN 'contradictory' END AS missing
    FROM counts
)
SELECT version_id, staff_scope || '/' || basis AS subject,
       CASE WHEN missing IS NOT NULL THEN 'not_evaluable' WHEN total IN (least, most) THEN 'pass'
            WHEN least > total AND sentences = 1 THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       coalesce(missing, CASE WHEN total NOT IN (least, most) THEN CASE WHEN least > total THEN 'different_places' ELSE 'list_open' END END) AS reason,
       total AS observed, least AS expected, administrative, institution, basis, fact_ids
FROM judged
