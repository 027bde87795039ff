-- Branch copy, one case per report: another report with the same words and the same amounts. Branch revision, one case per report
-- with several versions: which figures the later version has changed against the one before it.
WITH copied AS (
    SELECT version_a AS version_id, version_b AS other_version, * EXCLUDE (version_a, version_b) FROM same_report_twice
    UNION ALL
    SELECT version_b, version_a, donor_version, donor_reason, jaccard, document_b, char_start_b, char_end_b, document_a, char_start_a, char_end_a
    FROM same_report_twice
), copies AS (
    SELECT c.*, CASE WHEN b.unit = a.unit THEN '本单位' ELSE coalesce(b.unit_name, '另一单位') END AS other, b.fiscal_year AS other_year
    FROM copied c
    JOIN scope_units a ON a.version_id = c.version_id
    JOIN scope_units b ON b.version_id = c.other_version
    WHERE c.donor_version IS DISTINCT FROM c.version_id
    QUALIFY row_number() OVER (PARTITION BY c.version_id ORDER BY c.jaccard DESC, c.other_version) = 1
), numbered AS (
    SELECT version_id, relation, lag(version_id) OVER (PARTITION BY report_id ORDER BY version_no, version_id) AS other_version
    FROM core.report_versions
    WHERE relation <> 'duplicate'
), revised AS (
    SELECT a.version_id, a.other_version,
           CASE WHEN a.relation = 'conflict' THEN '与这份报告的另一份文件分不出先后，两份不同的有' ELSE '这是修订件，与前一版相比改动' END AS how
    FROM numbered a SEMI JOIN rule_scope s ON s.version_id = a.version_id
    WHERE a.other_version IS NOT NULL
), of_versions AS (
    SELECT version_id FROM revised UNION SELECT other_version FROM revised
), figures AS (
    SELECT b.version_id, concat_ws('|', 'budget', b.fact_year, b.category, b.stage, b.fund_source) AS figure, c.name || g.name AS name,
           amount_wan(b.amount_yuan) || ' 万元' AS value, b.evidence_id
    FROM core.budget_facts b SEMI JOIN of_versions v USING (version_id)
    JOIN code_names c ON c.sort = 'category' AND c.code = b.category JOIN code_names g ON g.sort = 'stage' AND g.code = b.stage
    WHERE b.is_preferred
    UNION ALL
    SELECT i.version_id, concat_ws('|', 'item', i.name, i.stage), i.name, amount_wan(i.amount_yuan) || ' 万元', i.evidence_id
    FROM core.project_items i SEMI JOIN of_versions v USING (version_id)
    UNION ALL
    SELECT t.version_id, concat_ws('|', 'staff', t.kind, t.staff_scope, t.basis), n.name || '人数', t.headcount || ' 人', t.evidence_id
    FROM core.staff_facts t SEMI JOIN of_versions v USING (version_id) JOIN code_names n ON n.sort = 'staff' AND n.code = t.kind
    UNION ALL
    SELECT a.version_id, 'asset|' || a.measure, n.name, amount_wan(a.amount_yuan) || ' 万元', a.evidence_id
    FROM core.asset_facts a SEMI JOIN of_versions v USING (version_id) JOIN code_names n ON n.sort = 'asset' AND n.code = a.measure
    UNION ALL
    SELECT s.version_id, 'score|' || s.scorer, '得分', regexp_replace(CAST(s.total AS VARCHAR), '\.?0+$', '') || ' 分', s.evidence_id
    FROM core.scores s SEMI JOIN of_versions v USING (version_id) WHERE s.total IS NOT NULL
), single AS (
    SELECT version_id, figure, any_value(name) AS name, any_value(value) AS value, min(evidence_id) AS evidence_id
    FROM figures GROUP BY version_id, figure HAVING count(DISTINCT value) = 1
), several AS (
    SELECT version_id, figure FROM figures GROUP BY version_id, figure HAVING count(DISTINCT value) > 1
    UNION
    SELECT b.version_id, concat_ws('|', 'budget', b.fact_year, b.category, b.stage, b.fund_source)
    FROM core.budget_facts b SEMI JOIN of_versions v USING (version_id)
    GROUP BY ALL HAVING NOT bool_or(b.is_preferred)
), compared AS (
    SELECT r.version_id, r.other_version, coalesce(a.name, b.name) AS name, a.evidence_id,
           coalesce(b.value, CASE WHEN mb.figure IS NULL THEN '未填' ELSE '几个不同的数' END) AS before,
           coalesce(a.value, CASE WHEN ma.figure IS NULL THEN '未填' ELSE '几个不同的数' END) AS after, b.evidence_id AS other_evidence,
           a.value IS DISTINCT FROM b.value AS differs
    FROM revised r
    JOIN (SELECT r.version_id, s.figure FROM revised r JOIN single s USING (version_id)
          UNION SELECT r.version_id, s.figure FROM revised r JOIN single s ON s.version_id = r.other_version) k
      ON k.version_id = r.version_id
    LEFT JOIN single a ON a.version_id = r.version_id AND a.figure = k.figure
    LEFT JOIN single b ON b.version_id = r.other_version AND b.figure = k.figure
    LEFT JOIN several ma ON ma.version_id = r.version_id AND ma.figure = k.figure
    LEFT JOIN several mb ON mb.version_id = r.other_version AND mb.figure = k.figure
), places AS (
    SELECT c.version_id, list(DISTINCT {'document_id': e.document_id, 'char_start': e.char_start, 'char_end': e.char_end}) AS spans
    FROM (SELECT version_id, unnest([evidence_id, other_evidence]) AS evidence_id FROM compared WHERE differs) c
    JOIN core.evidence e USING (evidence_id)
    GROUP BY c.version_id
), changes AS (
    SELECT version_id, count(*) FILTER (differs) AS n,
           list(name || ' ' || before || '→' || after ORDER BY name) FILTER (differs) AS changed
    FROM compared GROUP BY version_id
)
SELECT s.version_id, 'copy' AS branch, CASE WHEN c.version_id IS NOT NULL THEN 'fail' WHEN m.version_id IS NULL AND (SELECT count(*) FROM rule_scope) > 1 THEN 'pass' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN m.version_id IS NULL THEN 'no_other_reports' ELSE 'versions_many' END AS reason, c.other, c.other_year, c.donor_reason AS donor, CAST(c.jaccard * 100 AS DECIMAL(5,1)) AS observed, NULL AS how, NULL AS n, NULL AS changed,
       [{'document_id': c.document_a, 'char_start': c.char_start_a, 'char_end': c.char_end_a},
        {'document_id': c.document_b, 'char_start': c.char_start_b, 'char_end': c.char_end_b}] AS spans
FROM rule_scope s LEFT JOIN copies c USING (version_id) LEFT JOIN versions_not_compared m USING (version_id)
UNION ALL BY NAME
SELECT s.version_id, 'revision' AS branch, CASE WHEN r.version_id IS NULL THEN 'not_evaluable' WHEN c.n > 0 THEN 'fail' ELSE 'pass' END AS verdict,
       'single_version' AS reason, c.n AS observed, r.how, c.n, c.changed, p.spans
FROM rule_scope s LEFT JOIN revised r USING (version_id) LEFT JOIN changes c USING (version_id) LEFT JOIN places p USING (version_id)
