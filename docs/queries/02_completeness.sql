-- 问：每份报告写全了没有？
-- 读：章节按标题认，不按编号；不适用的数字不计入应有，有误未采用的算有。缺数字的报告要看缺的是哪几个，不只看比例。
SELECT unit_name AS 单位, fiscal_year AS 年度, section_share AS 章节完整率, figure_share AS 数字完整率, missing_sections AS 缺少的章节,
       missing_figures AS 缺少的数字, has_indicators AS 有指标表, has_items AS 有项目明细
FROM mart.completeness
ORDER BY figure_share, section_share, unit_name, fiscal_year
LIMIT 20
