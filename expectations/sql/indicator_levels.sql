-- One case per report and branch. complete: the classes that the official framework wants are all there. usual: so are those that
-- it wants where they apply (时效, 成本). pair: each second level
-- stands under a first level that it belongs to. Tables of another framework (投入、过程、履职效能) are not judged.
WITH framework AS (SELECT unnest($framework, recursive := true)),
pairs AS (  -- few: the patterns are matched once for each pair of levels
    SELECT p.level1, p.level2, f.code, regexp_matches(p.level1, f.under) AS fits
    FROM (SELECT DISTINCT level1, level2 FROM scope_indicators) p
    JOIN framework f ON regexp_matches(p.level2, f.level2)
    QUALIFY row_number() OVER (PARTITION BY p.level1, p.level2 ORDER BY f.position) = 1
), rows AS (
    SELECT i.version_id, i.seq, i.level1, i.level2, i.kind, i.fact, p.code, p.fits
    FROM scope_indicators i
    LEFT JOIN pairs p ON p.level1 IS NOT DISTINCT FROM i.level1 AND p.level2 = i.level2
    WHERE i.kind IS DISTINCT FROM 'execution'
), reports AS (
    SELECT version_id, count(*) = count(kind) AND count(*) = count(code) AS known,
           list(DISTINCT code) || list(DISTINCT kind) AS there, list(fact ORDER BY seq) AS fact_ids,
           list(level2 || '列在“' || level1 || '”下' ORDER BY seq) FILTER (NOT fits) AS misplaced,
           list(fact ORDER BY seq) FILTER (NOT fits) AS misplaced_facts
    FROM rows
    GROUP BY version_id
), held AS (
    SELECT r.*, b.branch, list_transform(list_filter($wanted, lambda w: w.branch = b.branch AND NOT list_has_any(there, w.codes)), lambda w: w.name) AS lacking
    FROM reports r
    CROSS JOIN (SELECT DISTINCT w.branch FROM (SELECT unnest($wanted) AS w)) b
)
SELECT version_id, branch, CASE WHEN NOT known THEN 'not_evaluable' WHEN len(lacking) > 0 THEN 'fail' ELSE 'pass' END AS verdict,
       CASE WHEN NOT known THEN 'other_framework' END AS reason, lacking AS names, fact_ids
FROM held
UNION ALL
SELECT version_id, 'pair', CASE WHEN NOT known THEN 'not_evaluable' WHEN misplaced IS NOT NULL THEN 'fail' ELSE 'pass' END,
       CASE WHEN NOT known THEN 'other_framework' END, list_distinct(misplaced), misplaced_facts
FROM reports
