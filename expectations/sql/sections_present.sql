-- One case per report that has any heading: the mandatory parts (lexicon/sections.toml) that none of its sections belongs to, and whose
-- figures, goals, score or problems the report does not hold elsewhere either. Branch main: the report keeps to the form of eight
-- parts (at least `form` of them stand as headings), of which one may be asked for in some provinces only; branch other_form: it follows another one, which may not ask for all of them.
WITH held AS (
    SELECT version_id, 'income_expenditure' AS part FROM core.budget_facts
    UNION SELECT version_id, 'goals_indicators' FROM core.goals
    UNION SELECT version_id, 'goals_indicators' FROM core.indicators
    UNION SELECT version_id, 'achievement' FROM core.indicators WHERE actual_text IS NOT NULL OR actual_num IS NOT NULL
    UNION SELECT version_id, 'conclusion' FROM core.scores WHERE scorer = 'self' AND total IS NOT NULL
    UNION SELECT version_id, 'problems_measures' FROM core.problem_items
), parts AS (
    SELECT s.version_id, p.name, p.position, w.part IS NOT NULL AS headed, w.part IS NOT NULL OR h.part IS NOT NULL AS present
    FROM rule_scope s
    CROSS JOIN mandatory_parts p
    LEFT JOIN section_words w ON w.version_id = s.version_id AND w.part = p.part
    LEFT JOIN held h ON h.version_id = s.version_id AND h.part = p.part
    WHERE s.version_id IN (SELECT version_id FROM section_words)
      AND (len(p.provinces) = 0 OR coalesce(list_contains(p.provinces, left(s.region_code, 2)), true))
)
SELECT version_id, CASE WHEN count(*) FILTER (headed) >= $form THEN 'main' ELSE 'other_form' END AS branch,
       CASE WHEN bool_and(present) THEN 'pass' ELSE 'fail' END AS verdict,
       list(name ORDER BY position) FILTER (NOT present) AS missing,
       count(*) FILTER (present) AS observed, count(*) AS expected,
       []::VARCHAR[] AS fact_ids
FROM parts
GROUP BY version_id
