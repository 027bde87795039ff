-- 问：同类部门人均人员经费是多少？
-- 读：部门类型换成要看的那一类。分母只用同一口径的在职人数，从不用含离退休的实有人数；同类不足 8 个不排位，不足 20 个只分高、中、低。人员经费可能含离退休人员经费，不同单位性质的工资口径不同。
SELECT unit_name AS 单位, fiscal_year AS 年度, amount_wan AS 人员经费万元, on_post AS 在职, per_head_wan AS 人均万元,
       peer_median_wan AS 同类中位数, n_peers AS 同类个数, band AS 位置, comparability_reason AS 说明
FROM mart.per_capita
WHERE category = 'personnel' AND department_type = '民政局' AND comparability <> 'unsound'
ORDER BY fiscal_year DESC, per_head_wan DESC, unit_name
