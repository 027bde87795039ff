-- Per self score with a grade: the grade is the one of the half-open bands (90 is 优), and it is worded 优 良 中 差.
WITH graded AS (
    SELECT *, CASE WHEN total IS NULL THEN NULL
                   WHEN total * 100 >= $excellent * full_mark THEN '优' WHEN total * 100 >= $good * full_mark THEN '良'
                   WHEN total * 100 >= $fair * full_mark THEN '中' ELSE '差' END AS due
    FROM self_scores
)
SELECT version_id, 'grade' AS branch,
       CASE WHEN grade IS NULL OR due IS NULL THEN 'not_evaluable' WHEN grade = due THEN 'pass' ELSE 'fail' END AS verdict,
       CASE WHEN due IS NULL THEN 'score_missing' WHEN grade IS NULL THEN 'grade_missing' END AS reason,
       grade AS observed, due AS expected, total, grade_raw, [fact] AS fact_ids
FROM graded
UNION ALL
SELECT version_id, 'wording',
       CASE WHEN grade_raw IS NULL THEN 'not_evaluable' WHEN grade_raw IN ('优', '良', '中', '差') THEN 'pass' ELSE 'fail' END,
       CASE WHEN grade_raw IS NULL THEN 'grade_missing' END,
       grade_raw, grade, total, grade_raw, [fact]
FROM graded
