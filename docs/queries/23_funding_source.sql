-- 问：县里的项目哪些是上级资金，什么专项，谁拿了多少？
-- 读：级次以报告写明的为准，没有写明的为空，不猜；专项按项目名称去掉年份、文号、批次后归并，名字相近而不同的不合并。
SELECT programme AS 专项, fiscal_year AS 年度, fund_level AS 资金级次, doc_no AS 文号, unit_name AS 单位, stage AS 环节, amount_wan AS 金额万元, n_programme_units AS 同专项单位数
FROM mart.funding_source
WHERE is_from_above OR doc_no IS NOT NULL
ORDER BY programme, fiscal_year, unit_name, stage
LIMIT 20
