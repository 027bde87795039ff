-- For A02: the years that a report's amounts belong to.
SELECT version_id, fact_year AS year, min('budget_facts:' || fact_id) AS fact
FROM core.decided_budget_facts
WHERE fact_year IS NOT NULL
GROUP BY version_id, fact_year
