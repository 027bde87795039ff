-- 问：自评得分怎样分布？
-- 读：这是自评得分分布，不是绩效排名；没有自评得分的单独计数。不足 8 个没有分位数。
SELECT level AS 分组, region_name AS 区划, fiscal_year AS 年度, n_scores AS 有分数的, n_null AS 没有的, median AS 中位数, score_lowest AS 最低, score_highest AS 最高,
       share_ge_95 AS 九十五分及以上占比, share_eq_100 AS 满分占比
FROM mart.score_distribution
WHERE level IN ('全部', '区划')
ORDER BY level, fiscal_year DESC, region_name
