-- Per stage that lists items, one case in each branch: the share of items that are personnel costs, or money passed on.
WITH groups AS (
    SELECT version_id, stage, 'personnel' AS branch, nature = 'personnel_like' AS hit, amount, seq, name, fact FROM scope_items
    UNION ALL
    SELECT version_id, stage, 'transfer', nature IN ('transfer_up', 'transfer_down'), amount, seq, name, fact FROM scope_items
)
SELECT version_id, stage AS subject, branch, stage,
       CASE WHEN bool_or(hit) THEN 'fail' ELSE 'pass' END AS verdict,
       CAST(coalesce(sum(amount) FILTER (hit), 0) AS DECIMAL(24, 2)) AS observed,
       CAST(sum(amount) AS DECIMAL(24, 2)) AS whole,
       ratio_pct(CAST(coalesce(sum(amount) FILTER (hit), 0) AS DECIMAL(24, 2)), CAST(sum(amount) AS DECIMAL(24, 2))) AS share,
       list(name ORDER BY seq) FILTER (hit) AS names,
       list(fact ORDER BY seq) FILTER (hit) AS fact_ids
FROM groups
GROUP BY version_id, stage, branch
