-- One case per report: in every category with an initial and an executed amount, all printed stages are the same to the cent.
-- Categories of nothing but zeros say nothing.
WITH compared AS (
    SELECT version_id, category, initial, list_distinct([a FOR a IN [initial, adjusted, received, executed] IF a IS NOT NULL]) AS amounts,
           [f FOR f IN [initial_fact, adjusted_fact, received_fact, executed_fact] IF f IS NOT NULL] AS facts
    FROM budget_by_category
    WHERE fund_source = 'all' AND initial IS NOT NULL AND executed IS NOT NULL
      AND category IN ('personnel', 'operating', 'basic', 'project', 'total') AND NOT (initial = 0 AND executed = 0)
)
SELECT version_id,
       CASE WHEN bool_and(len(amounts) = 1) THEN 'fail' ELSE 'pass' END AS verdict,
       count(*) AS expected, count(*) FILTER (len(amounts) = 1) AS observed,
       list(category ORDER BY category) AS categories,
       flatten(list(facts ORDER BY category)) AS fact_ids
FROM compared
GROUP BY version_id
