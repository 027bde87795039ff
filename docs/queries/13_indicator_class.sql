-- 问：哪些指标在各县列在不同的类别？
-- 读：同一个概念在同一年度被列入两类以上的才列出；少数派不一定错，类别的口径 2021 年前后变过（成本指标成为一级指标）。
-- 空：示例报告把同一个指标都列在同一类。
SELECT concept_name AS 指标, fiscal_year AS 年度, class AS 类别, n_units AS 单位数, n_counties AS 县数, share AS 占比, is_minority AS 少数
FROM mart.indicator_class
WHERE n_classes >= 2
ORDER BY concept_name, fiscal_year, n_units DESC, class
LIMIT 20
