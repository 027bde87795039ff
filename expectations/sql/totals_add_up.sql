-- Per stage and source: 基本 = 人员 + 公用, and 合计 = 基本 (or its parts) + 项目.
-- A total may hold more than these parts: it is judged only where the parts exceed it or one sentence or table lists them.
WITH basics AS (
    SELECT version_id, stage, fund_source, 'basic' AS category, basic AS printed, basic_half AS printed_half,
           personnel + operating AS parts, personnel_half + operating_half AS parts_half,
           [basic_fact, personnel_fact, operating_fact] AS facts, true AS closed
    FROM budget_by_stage
    WHERE basic IS NOT NULL
), totals AS (
    SELECT b.version_id, stage, fund_source, 'total' AS category, total AS printed, total_half AS printed_half,
           coalesce(basic, personnel + operating) + project AS parts,
           coalesce(basic_half, personnel_half + operating_half) + project_half AS parts_half,
           CASE WHEN basic IS NULL THEN [total_fact, personnel_fact, operating_fact, project_fact]
                ELSE [total_fact, basic_fact, project_fact] END AS facts,
           coalesce(total_sentence = project_sentence
                    AND CASE WHEN basic IS NULL THEN total_sentence = personnel_sentence AND total_sentence = operating_sentence
                             ELSE total_sentence = basic_sentence END, false)
               AND NOT regexp_matches(coalesce(w.words, ''), $further_parts) AS closed
    FROM budget_by_stage b
    LEFT JOIN section_words w ON w.version_id = b.version_id AND w.part = 'income_expenditure'
    WHERE total IS NOT NULL
), judged AS (
    SELECT *, meet(parts - parts_half, parts + parts_half, printed - printed_half, printed + printed_half) AS equal,
           parts - parts_half > printed + printed_half AS over
    FROM (FROM basics UNION ALL FROM totals)
)
SELECT version_id, category || '/' || fund_source || '/' || stage AS subject,
       CASE WHEN parts IS NULL THEN 'not_evaluable' WHEN equal THEN 'pass' WHEN over OR closed THEN 'fail' ELSE 'not_evaluable' END AS verdict,
       CASE WHEN parts IS NULL THEN 'parts_missing' WHEN NOT equal AND NOT over AND NOT closed THEN 'list_open' END AS reason,
       category, stage, closed, parts AS observed, printed AS expected, abs(parts - printed) AS gap,
       [f FOR f IN facts IF f IS NOT NULL] AS fact_ids
FROM judged
