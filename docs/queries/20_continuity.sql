-- 问：两年之间哪里接不上？（资产、人数、结转）
-- 读：本年报告的增减数或比率推算出上年末应在的区间，与上年报告所写的比；落在区间内差额为 0。口径不同的两年不比，差额为空。
SELECT unit_name AS 单位, prior_year AS 上年, fiscal_year AS 本年, measure_name AS 指标, measure_unit AS 单位名,
       implied_lo AS 推算下限, implied_hi AS 推算上限, reported AS 上年所写, gap AS 差额, comparability AS 可比性
FROM mart.continuity
WHERE gap IS NOT NULL
ORDER BY abs(gap) DESC, unit_name, fiscal_year, measure_name
LIMIT 20
