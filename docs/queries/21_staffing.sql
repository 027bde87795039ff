-- 问：编制、在职、退休各多少，谁超编？
-- 读：在职如含聘用人员，控制率可能超过 100 而并未超编；实有多于在职的，多半含离退休。报告只写本级时不含下属单位。
SELECT unit_name AS 单位, fiscal_year AS 年度, authorized AS 编制, on_post AS 在职, retired AS 退休, contract AS 聘用, control_rate_pct AS 控制率,
       retirees_per_post AS 每名在职对应退休, is_present_wider AS 实有多于在职, comparability_reason AS 说明
FROM mart.staffing
ORDER BY control_rate_pct DESC NULLS LAST, unit_name, fiscal_year
LIMIT 20
