-- 人员经费 and 公用经费 executed, per 在职 of the same accounting scope, beside the peers (12 to 18): the measure of
-- mart.measure_values and its place in mart.peer_card, wide. Nothing is ranked among fewer than 8, and exactly only from 20 on.

CREATE TABLE mart.per_capita AS
SELECT v.report_id, v.version_id, v.unit_id, v.region_code, v.county, v.department_type, v.unit_name, v.fiscal_year, v.scope,
       replace(v.measure, '_per_head', '') AS category, v.numerator AS amount_wan, v.numerator_evidence_ids[1] AS amount_evidence_id,
       CAST(v.denominator AS INTEGER) AS on_post, v.denominator_evidence_ids[1] AS on_post_evidence_id, CAST(v.value AS DECIMAL(18,6)) AS per_head_wan,
       v.missing_reason, p.peer_group, p.n_peers, CAST(p.peer_median AS DECIMAL(18,6)) AS peer_median_wan, CAST(p.peer_mad AS DECIMAL(18,6)) AS peer_mad_ln,
       p.robust_z, p.rank_best AS rank, p.rank_worst, p.band, p.n_reported, p.n_expected, p.coverage, p.comparability, p.comparability_reason
FROM mart.measure_values AS v JOIN mart.peer_card AS p USING (report_id, measure)
WHERE v.measure IN ('personnel_per_head', 'operating_per_head') AND p.measure IN ('personnel_per_head', 'operating_per_head')  -- said of both, or all places are looked up
ORDER BY v.department_type NULLS LAST, v.fiscal_year, category, v.region_code, v.unit_name, v.scope;

COMMENT ON TABLE mart.per_capita IS '人均经费：执行数÷同口径在职人数，与同类部门比较';
COMMENT ON COLUMN mart.per_capita.report_id IS '报告编号';
COMMENT ON COLUMN mart.per_capita.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.per_capita.unit_id IS '单位编号';
COMMENT ON COLUMN mart.per_capita.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.per_capita.county IS '县（市、区）';
COMMENT ON COLUMN mart.per_capita.department_type IS '部门类型';
COMMENT ON COLUMN mart.per_capita.unit_name IS '单位名称';
COMMENT ON COLUMN mart.per_capita.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.per_capita.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.per_capita.category IS '支出类别：personnel 人员经费、operating 公用经费';
COMMENT ON COLUMN mart.per_capita.amount_wan IS '执行数（万元）';
COMMENT ON COLUMN mart.per_capita.amount_evidence_id IS '执行数出处编号';
COMMENT ON COLUMN mart.per_capita.on_post IS '在职人数（人）：与经费同口径，不含离退休';
COMMENT ON COLUMN mart.per_capita.on_post_evidence_id IS '在职人数出处编号';
COMMENT ON COLUMN mart.per_capita.per_head_wan IS '人均（万元）：四舍五入到分，算不出时为空';
COMMENT ON COLUMN mart.per_capita.missing_reason IS '算不出的原因';
COMMENT ON COLUMN mart.per_capita.peer_group IS '同类组：见 mart.peer_groups';
COMMENT ON COLUMN mart.per_capita.n_peers IS '同类个数：同组中人均可算的报告，含本报告';
COMMENT ON COLUMN mart.per_capita.peer_median_wan IS '同类中位数（万元）';
COMMENT ON COLUMN mart.per_capita.peer_mad_ln IS '同类离散度：人均自然对数的绝对中位差';
COMMENT ON COLUMN mart.per_capita.robust_z IS '稳健偏离度：对数偏差÷（1.4826×离散度），同类不足 8 个时为空';
COMMENT ON COLUMN mart.per_capita.rank IS '名次：由高到低，同类不足 20 个时为空，分不清时为最前的名次';
COMMENT ON COLUMN mart.per_capita.rank_worst IS '最后名次：并列或所印末位分不出先后的都在两名次之间';
COMMENT ON COLUMN mart.per_capita.band IS '位置：高、中、低各三分之一，分不清时写作高至中，同类不足 8 个时为空';
COMMENT ON COLUMN mart.per_capita.n_reported IS '已报单位数：同类型、同级次、同年度中人均可算的';
COMMENT ON COLUMN mart.per_capita.n_expected IS '应报单位数：同类型、同级次、同年度，不明时为空';
COMMENT ON COLUMN mart.per_capita.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.per_capita.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.per_capita.comparability_reason IS '可比性说明';
