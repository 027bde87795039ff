-- 问：得分很高、核查问题也多的是谁？
-- 读：写得越细可判定的规则越多，所以看每百条可判定规则的不通过数，不看项数；线索级多有合理解释。不是诚信排名。
SELECT unit_name AS 单位, fiscal_year AS 年度, self_score AS 自评得分, n_error AS 错误, n_warn AS 警告, n_info AS 线索, n_evaluable AS 可判定规则,
       flag_pct AS 每百条不通过, rule_ids AS 规则
FROM mart.score_vs_flags
WHERE self_score >= 95 AND n_error + n_warn > 0
ORDER BY n_error DESC, flag_pct DESC, unit_name, fiscal_year
LIMIT 20
