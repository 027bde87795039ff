-- 问：哪些指标的目标定得太容易？
-- 读：完成值÷目标（越小越好的指标反过来）的中位数；个数少于 8 时不给占比。远超目标也可能因为当年有特殊情况。
SELECT concept_name AS 指标, fiscal_year AS 年度, unit AS 计量单位, n_rows AS 个数, n_far_exceeded AS 远超目标, n_exactly_met AS 恰好完成, n_missed AS 未完成,
       median_ratio AS 比值中位数, comparability AS 可比性
FROM mart.target_ease
ORDER BY n_rows DESC, concept_name, fiscal_year, unit
LIMIT 20
