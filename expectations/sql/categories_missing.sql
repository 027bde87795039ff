-- One case per report: personnel, operating and project money of its own year are each stated at some stage.
-- Where a figure stands in the report but could not be resolved, nobody can say that it is missing. undivided: 基本支出 is there, only
-- not parted into personnel and operating money, or nothing but the total, as the forms of many counties ask for. Where no sum of money
-- at all was read, nobody knows whether the report has none. Projects that are listed one by one are project money; a form that is filed
-- alone and asks for other figures says nothing of the rest.
WITH expected AS (
    SELECT s.version_id, c.category, c.position,
           EXISTS (FROM core.decided_budget_facts b WHERE b.version_id = s.version_id AND b.category = c.category
                   AND coalesce(b.fact_year, s.fiscal_year, 0) = coalesce(s.fiscal_year, b.fact_year, 0))
               OR c.category = 'project' AND EXISTS (FROM scope_items i WHERE i.version_id = s.version_id) AS stated,
           EXISTS (FROM core.missing_facts m WHERE m.version_id = s.version_id AND m.table_name = 'budget_facts'
                   AND m.category = c.category AND m.reason IN ('unresolved', 'illegible'))
               OR EXISTS (FROM quality.problems p WHERE p.version_id = s.version_id AND list_contains($kinds, p.kind)
                          AND regexp_matches(p.message_zh, $about)) AS unresolved,
           coalesce(regexp_matches(s.title, $annexes), false) AS annex
    FROM rule_scope s
    CROSS JOIN (VALUES ('personnel', 1), ('operating', 2), ('project', 3)) c(category, position)
), judged AS (
    SELECT version_id, bool_or(NOT stated AND NOT unresolved) AS absent, bool_or(NOT stated AND unresolved) AS unclear,
           list(category ORDER BY position) FILTER (NOT stated AND NOT unresolved) AS missing,
           count(*) FILTER (stated) AS observed,
           CASE WHEN NOT bool_or(category = 'project' AND NOT stated) AND any_value(basic) THEN 'basic'
                WHEN count(*) FILTER (stated) = 0 AND any_value(total) THEN 'total' END AS told, any_value(total) IS NULL AS moneyless, any_value(annex) AS annex
    FROM expected
    LEFT JOIN (SELECT version_id, bool_or(category = 'basic') AS basic, bool_or(category = 'total') AS total
               FROM core.decided_budget_facts GROUP BY version_id) USING (version_id)
    GROUP BY version_id
)
SELECT j.version_id, CASE WHEN absent AND told IS NOT NULL THEN 'undivided' ELSE 'missing' END AS branch,
       CASE WHEN moneyless OR (absent AND annex) THEN 'not_evaluable' WHEN absent THEN 'fail' WHEN unclear THEN 'not_evaluable' ELSE 'pass' END AS verdict,
       CASE WHEN moneyless THEN 'no_money' WHEN absent AND annex THEN 'annex_alone' WHEN NOT absent AND unclear THEN 'unresolved' END AS reason,
       missing, told, observed, 3 AS expected, coalesce(w.facts[1:1], []) AS fact_ids
FROM judged j
LEFT JOIN section_words w ON w.version_id = j.version_id AND w.part = 'income_expenditure'
