-- 问：一个单位在同类里处在什么位置？
-- 读：单位名称换成要看的单位。名次是区间（并列和末位四舍五入都算进去），同类不足 20 个没有名次，不足 8 个连高、中、低也不给。和谁比见“同类”列。自评得分不在其中。
SELECT fiscal_year AS 年度, measure_name AS 指标, measure_unit AS 单位名, value AS 本单位, peer_median AS 同类中位数, n_peers AS 同类个数, peer_group AS 同类,
       rank_best AS 名次自, rank_worst AS 名次至, band AS 位置, comparability_reason AS 说明
FROM mart.peer_card
WHERE unit_name = '青砚县民政局' AND value IS NOT NULL
ORDER BY fiscal_year DESC, measure_name
LIMIT 30
