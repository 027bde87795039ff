-- 问：列为成本的指标，量的真是成本吗？
-- 读：看计量单位是不是钱、名称说的是不是成本或节约、符号方向对不对；目标没有数的看“目标文字”，两样都空的没有写目标；“是成本”为否的在前，“依据”写明为什么算或不算。
SELECT unit_name AS 单位, fiscal_year AS 年度, level3 AS 指标, operator AS 符号, target_num AS 目标, unit AS 计量单位, target_text AS 目标文字, has_money_unit AS 用钱计量, is_cost AS 是成本, flag AS 依据
FROM mart.cost_quality
WHERE flag IS NOT NULL
ORDER BY is_cost, unit_name, fiscal_year, level3
LIMIT 20
