-- 问：哪些问题和措施年年都写？
-- 读：按说法相近归在一起；没有再写不等于解决了，报告缺的年度不算。
SELECT unit_name AS 单位, kind AS 种类, phrase AS 说法, told_years AS 写到的年度, filed_years AS 有报告的年度, state AS 情况
FROM mart.problem_repeat
WHERE n_years >= 2
ORDER BY n_years DESC, unit_name, kind, phrase
LIMIT 20
