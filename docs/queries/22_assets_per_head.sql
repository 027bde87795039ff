-- 问：人均资产多少？
-- 读：资产总额、账面净值、固定资产是三种口径，不互相替代；没有印的为空。负债印作 0 的就是 0。
SELECT department_type AS 部门类型, unit_name AS 单位, fiscal_year AS 年度, basis AS 口径, assets_total_wan AS 资产总额万元, on_post AS 在职,
       assets_per_head_wan AS 人均资产万元, peer_median_wan AS 同类中位数, n_peers AS 同类个数, band AS 位置
FROM mart.assets
WHERE assets_per_head_wan IS NOT NULL
ORDER BY department_type, fiscal_year DESC, assets_per_head_wan DESC, unit_name
LIMIT 20
