-- 问：谁的年初、调整、到位、执行各数分毫不差？
-- 读：可能是用决算倒填的预算，也可能当年确实没有调整；只看印出来的环节，只有两个环节的说服力小。
SELECT unit_name AS 单位, fiscal_year AS 年度, n_identical AS 相同类别, n_categories AS 可比类别, n_stages AS 环节数, identical_categories AS 哪几类
FROM mart.identical_stages
WHERE is_identical
ORDER BY n_stages DESC, n_identical DESC, unit_name, fiscal_year
