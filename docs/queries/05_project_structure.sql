-- 问：项目支出占多大比重，其中多少其实是人员性质？
-- 读：合计没有印的由各类相加，见“合计来源”；人员性质按项目名称归类，明细不全时只说明所列的项目；上解支出不由本单位使用，比较时宜除去。
SELECT unit_name AS 单位, fiscal_year AS 年度, project_share_pct AS 项目占比, spending_basis AS 合计来源, items_total_wan AS 明细之和万元,
       personnel_like_share_pct AS 人员性质占比, transfer_up_share_pct AS 上解占比, personnel_like_share_without_up_pct AS 除上解外人员性质占比
FROM mart.project_structure
WHERE n_items IS NOT NULL
ORDER BY personnel_like_share_pct DESC NULLS LAST, unit_name, fiscal_year
LIMIT 20
