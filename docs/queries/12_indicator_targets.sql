-- 问：同一个三级指标，各县定的目标是多少？
-- 读：指标按概念归在一起，归法见“归并依据”（same 名称相同、listed 同义词表、confirmed 人工确认）；符号、计量单位不同的不能直接比大小。百分数的目标要看总体有多大：12 家企业的 90% 与 900 家的 90% 不是一回事。
SELECT concept_name AS 指标, fiscal_year AS 年度, county AS 县, unit_name AS 单位, operator AS 符号, target_num AS 目标, unit AS 计量单位,
       actual_num AS 完成值, class AS 所列类别, concept_basis AS 归并依据, comparability AS 可比性
FROM mart.indicator_targets
WHERE comparability <> 'unsound' AND target_num IS NOT NULL
ORDER BY concept_name, fiscal_year, county, unit_name
LIMIT 20
