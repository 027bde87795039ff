-- 问：预算执行率怎样分布，是不是堆在恰好 100%？
-- 读：按所印数字重算的与报告自述的分列，不混在一起；不足 8 个只有中位数；没有执行率的单独计数，不作 0。分母是调整后预算，没有时用年初预算。
SELECT coalesce(region_name, '全部') AS 区划, fiscal_year AS 年度, category AS 类别, basis AS 依据, n AS 个数, n_null AS 没有的, p10, median AS 中位数, p90,
       n_eq_100 AS 恰为100, n_lt_90 AS 低于90
FROM mart.execution_distribution
WHERE region_name IS NULL AND basis = 'computed'
ORDER BY fiscal_year DESC, category
