-- 问：谁的预算年中改得多？
-- 读：调整率＝调整额的大小÷年初预算；政策、突发、上级追加的不应计入，而报告往往不写原因。没有调整后预算的算不出，不是没有调整。
SELECT unit_name AS 单位, fiscal_year AS 年度, category AS 类别, initial_wan AS 年初万元, adjusted_wan AS 调整后万元, direction AS 方向, adjustment_pct AS 调整率
FROM mart.adjustment
WHERE adjustment_pct IS NOT NULL
ORDER BY adjustment_pct DESC, unit_name, fiscal_year, category
LIMIT 20
