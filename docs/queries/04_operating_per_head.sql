-- 问：同类部门人均公用经费是多少？
-- 读：年度换成要看的那一年。分母、同类个数的限制同第 3 问。公用经费不是机关运行经费。算不出的也列出，并写明原因。
SELECT unit_name AS 单位, fiscal_year AS 年度, amount_wan AS 公用经费万元, on_post AS 在职, per_head_wan AS 人均万元, missing_reason AS 算不出的原因,
       peer_median_wan AS 同类中位数, n_peers AS 同类个数, band AS 位置, comparability_reason AS 说明
FROM mart.per_capita
WHERE category = 'operating' AND fiscal_year = 2024
ORDER BY department_type, per_head_wan DESC NULLS LAST, unit_name
