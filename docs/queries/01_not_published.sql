-- 问：哪些单位没有公布？按县、年度。
-- 读：应报单位取自 raw/expected_units.csv 和各年度出现过的单位；两者都没有的县，应报数为空，不等于都报了。“原因”写明是没有收到，还是收到了但整份有误。未收到不等于未公布：也可能公布在别处。
SELECT region_name AS 县, fiscal_year AS 年度, department_type AS 部门类型, u.unit_name AS 未报单位, u.reason AS 原因
FROM mart.coverage, unnest(missing_units) AS m(u)
WHERE region_level = 'county'
ORDER BY ALL
