-- 问：同一份报告的前后两版改了什么？
-- 读：只比相邻两版，逐项列出改、加、删的数字，两版的文件和原文都留着；文字改动不在其中。
-- 空：示例中没有一份报告报过两次数字不同的版本。
SELECT unit_name AS 单位, fiscal_year AS 年度, prior_version_no AS 前版, version_no AS 后版, field_name AS 项, change AS 怎样, old_value AS 前值, new_value AS 后值,
       value_unit AS 单位名, old_file AS 前版文件, new_file AS 后版文件
FROM mart.version_diff
ORDER BY ALL
