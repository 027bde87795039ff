-- One case per rate that enough units of the same kind in other counties have in the same year under the same name: the target is
-- not far on the easy side of theirs (median, MAD). Counts depend on the size of a county and are not compared.
WITH own AS (
    SELECT i.version_id, s.county, s.department_type, s.fiscal_year, i.seq, i.level3 AS name, i.fact, i.target_num, i.same_name,
           CASE WHEN i.operator IN ('≤', '<') THEN 'at_most' ELSE 'at_least' END AS way, i.operator AS sign
    FROM (
        SELECT *, coalesce(concept_id, regexp_replace(level3, '[\s()（）、，,]', '', 'g')) AS same_name FROM scope_indicators
        WHERE target_num IS NOT NULL AND unit = '%' AND operator IN ('≥', '>', '≤', '<') AND kind IS DISTINCT FROM 'execution'
        QUALIFY row_number() OVER (PARTITION BY version_id, same_name ORDER BY seq) = 1
    ) i
    JOIN rule_scope s USING (version_id)
    WHERE s.fiscal_year IS NOT NULL AND s.county IS NOT NULL AND s.department_type IS NOT NULL AND s.relation <> 'conflict'
      AND s.report_type = 'department'
), medians AS (
    SELECT department_type, fiscal_year, same_name, way, count(DISTINCT county) AS n,
           CAST(median(target_num) AS DECIMAL(18, 4)) AS middle
    FROM own
    GROUP BY ALL
), spread AS (
    SELECT department_type, fiscal_year, same_name, way, any_value(n) AS n, any_value(middle) AS middle,
           CAST(median(abs(target_num - middle)) AS DECIMAL(18, 4)) AS mad
    FROM own JOIN medians USING (department_type, fiscal_year, same_name, way)
    GROUP BY ALL
), placed AS (
    SELECT o.*, p.n, p.middle, p.mad,
           CAST(percent_rank() OVER (PARTITION BY department_type, fiscal_year, same_name, way ORDER BY target_num) AS DECIMAL(5, 4)) AS quantile
    FROM own o JOIN spread p USING (department_type, fiscal_year, same_name, way)
)
SELECT version_id, CAST(seq AS VARCHAR) AS subject, seq, name, sign, target_num AS observed, middle AS expected,
       CASE WHEN n - 1 < $peers THEN 'not_evaluable'
            WHEN (CASE way WHEN 'at_least' THEN middle - target_num ELSE target_num - middle END) > greatest($mads * mad, $points) THEN 'fail'
            ELSE 'pass' END AS verdict,
       CASE WHEN n - 1 < $peers THEN 'few_peers' END AS reason, [fact] AS fact_ids,
       concat(fiscal_year, '年', department_type) AS peer_group, CAST(n - 1 AS INTEGER) AS peer_n, middle AS peer_median, quantile AS peer_quantile
FROM placed
