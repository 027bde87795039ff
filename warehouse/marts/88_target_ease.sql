-- Whether the targets of an indicator are too easy: how far the actual values lie beyond them, over all units of a year. The
-- ratio is actual ÷ target where more is wanted, target ÷ actual where less is wanted, so that over one is always better than
-- asked. Times, a nought under an upper limit, and values whose unit is not the target's are not divided.

CREATE TABLE mart.target_ease AS
WITH measured AS (
    SELECT *, CASE WHEN has_one_unit AND target_num > 0 AND (actual_num > 0 OR actual_num = 0 AND way = 'at_least') AND coalesce(unit, '') NOT IN ('年', '月', '日', '天', '小时', '分钟', '个月', '工作日', '个工作日', '季度')
                   THEN CASE way WHEN 'at_least' THEN CAST(round(actual_num / target_num, 4) AS DECIMAL(18,4)) WHEN 'at_most' THEN CAST(round(target_num / actual_num, 4) AS DECIMAL(18,4)) END END AS ratio
    FROM known_indicators WHERE concept_id IS NOT NULL AND way IN ('at_least', 'at_most') AND target_num IS NOT NULL
), counted AS (
    SELECT concept_id, fiscal_year, unit, way, count(DISTINCT unit_id) AS n_expected, count(DISTINCT unit_id) FILTER (ratio IS NOT NULL) AS n_reported, count(ratio) AS n_rows, count(DISTINCT region_code) FILTER (ratio IS NOT NULL) AS n_counties,
           count(*) FILTER (ratio IS NOT NULL AND (way = 'at_least' AND actual_num >= 1.3 * target_num OR way = 'at_most' AND actual_num <= 0.7 * target_num)) AS n_far_exceeded,
           count(*) FILTER (ratio IS NOT NULL AND actual_num = target_num) AS n_exactly_met,
           count(*) FILTER (ratio IS NOT NULL AND (way = 'at_least' AND actual_num < target_num OR way = 'at_most' AND actual_num > target_num)) AS n_missed,
           (quantile_disc(ratio, 0.5) - quantile_disc(-ratio, 0.5)) * 0.5 AS median_ratio,
           coalesce(list_sort(list(DISTINCT report_id) FILTER (ratio IS NOT NULL)), []) AS report_ids, coalesce([x[3] FOR x IN list_sort(list((report_id, seq, evidence_id)) FILTER (ratio IS NOT NULL AND evidence_id IS NOT NULL))], []) AS evidence_ids
    FROM measured GROUP BY ALL
)
SELECT c.concept_id, k.name AS concept_name, c.fiscal_year, c.unit, c.way, c.n_rows, c.n_counties, c.n_far_exceeded, c.n_exactly_met, c.n_missed,
       CASE WHEN c.n_reported >= 8 THEN CAST(round(c.n_far_exceeded / c.n_rows, 4) AS DECIMAL(9,4)) END AS far_share, CASE WHEN c.n_reported >= 8 THEN CAST(round(c.n_exactly_met / c.n_rows, 4) AS DECIMAL(9,4)) END AS exact_share,
       CAST(c.median_ratio AS DECIMAL(18,4)) AS median_ratio, c.report_ids, c.evidence_ids, c.n_reported, c.n_expected, CAST(round(c.n_reported / c.n_expected, 4) AS DECIMAL(9,4)) AS coverage,
       CASE WHEN c.n_reported = 0 THEN 'unsound' WHEN c.n_reported < 8 OR 2 * c.n_reported < c.n_expected OR c.unit = '%' THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN c.n_reported = 0 THEN '没有一个单位填了可以相除的完成值' WHEN c.n_reported < 8 THEN '填了完成值的单位不足 8 个，不算份额' END,
           CASE WHEN c.n_reported > 0 AND 2 * c.n_reported < c.n_expected THEN '填了完成值的不到一半' END, CASE WHEN c.n_reported > 0 AND c.unit = '%' THEN '百分比以 100% 为限，超不了多少' END), '') AS comparability_reason
FROM counted AS c JOIN core.concepts AS k USING (concept_id)
ORDER BY k.name, c.fiscal_year, c.unit, c.way;

COMMENT ON TABLE mart.target_ease IS '目标松紧：概念×年度×单位×方向，完成值超出目标多少';
COMMENT ON COLUMN mart.target_ease.concept_id IS '指标概念编号';
COMMENT ON COLUMN mart.target_ease.concept_name IS '指标概念';
COMMENT ON COLUMN mart.target_ease.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.target_ease.unit IS '单位';
COMMENT ON COLUMN mart.target_ease.way IS '方向：at_least 下限（越多越好）、at_most 上限（越少越好）';
COMMENT ON COLUMN mart.target_ease.n_rows IS '可算的指标行数';
COMMENT ON COLUMN mart.target_ease.n_counties IS '可算的县数';
COMMENT ON COLUMN mart.target_ease.n_far_exceeded IS '明显超标的行数：完成值÷目标值不小于 1.3，上限类不大于 0.7';
COMMENT ON COLUMN mart.target_ease.n_exactly_met IS '恰好等于目标的行数';
COMMENT ON COLUMN mart.target_ease.n_missed IS '没有完成的行数';
COMMENT ON COLUMN mart.target_ease.far_share IS '明显超标的份额：0 至 1，不足 8 个单位时为空';
COMMENT ON COLUMN mart.target_ease.exact_share IS '恰好等于目标的份额：0 至 1，不足 8 个单位时为空';
COMMENT ON COLUMN mart.target_ease.median_ratio IS '完成与目标之比的中位数：大于 1 为好于目标，上限类取目标÷完成';
COMMENT ON COLUMN mart.target_ease.report_ids IS '报告编号清单';
COMMENT ON COLUMN mart.target_ease.evidence_ids IS '出处编号清单';
COMMENT ON COLUMN mart.target_ease.n_reported IS '填了完成值的单位数：可以与目标相除的';
COMMENT ON COLUMN mart.target_ease.n_expected IS '定了目标的单位数';
COMMENT ON COLUMN mart.target_ease.coverage IS '覆盖率：填了完成值的÷定了目标的，0 至 1';
COMMENT ON COLUMN mart.target_ease.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.target_ease.comparability_reason IS '可比性说明';
