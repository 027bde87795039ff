-- 问：自评得分与财政复评、重点评价、审计差多少？
-- 读：只有报告里印了复评得分的才有；两次评分的满分和指标可能不同。没有复评不等于复评一致。
-- 空：示例报告都没有印复评得分。
SELECT unit_name AS 单位, fiscal_year AS 年度, scorer AS 评分主体, self_score AS 自评, review_score AS 复评, gap AS 差, self_grade AS 自评等级, review_grade AS 复评等级
FROM mart.score_gap
WHERE review_score IS NOT NULL
ORDER BY abs(gap) DESC NULLS LAST, unit_name, fiscal_year, scorer
