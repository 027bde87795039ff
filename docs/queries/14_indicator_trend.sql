-- 问：目标是一年年收紧、照旧，还是放宽？
-- 读：只比同一单位、同一概念、同一符号和计量单位的相邻两年；目标低于上年已完成值的，“低于已达到”为是。变化：tightened 收紧、unchanged 照旧、eased 放宽、changed 定值改变。
SELECT unit_name AS 单位, concept_name AS 指标, fiscal_year AS 年度, prior_target AS 上年目标, target_num AS 本年目标, delta AS 增减,
       change AS 变化, n_years_same AS 连续几年相同, is_below_reached AS 低于已达到
FROM mart.indicator_trend
WHERE prior_target IS NOT NULL
ORDER BY n_years_same DESC NULLS LAST, unit_name, concept_name, fiscal_year
LIMIT 20
