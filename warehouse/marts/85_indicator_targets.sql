-- The same third-level indicator (core.concepts) in different counties: sign, target, actual value and class, beside the peers:
-- other units of the same type of department, in the same year, with the same unit and sign. Nothing is placed among fewer than
-- eight; a rate without its base and a count that grows with the county are compared with a reservation.

CREATE TABLE work.known_indicators AS
SELECT CAST(row_number() OVER () AS INTEGER) AS indicator_no, r.report_no, r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, r.scope, i.fact_id, i.evidence_id, i.seq,
       i.concept_id, i.level1, i.level2, i.level3, i.operator, i.target_num, i.target_text, i.unit, i.actual_num, i.actual_text, i.weight, i.score,
       CASE WHEN i.operator IN ('≥', '>') THEN 'at_least' WHEN i.operator IN ('≤', '<') THEN 'at_most' WHEN i.operator = '=' THEN 'exactly' END AS way,
       i.actual_text IS NULL OR i.unit IS NULL OR contains(i.actual_text, i.unit) OR regexp_full_match(i.actual_text, '[^0-9]*[0-9.,，]+\s*') AS has_one_unit,
       CASE WHEN i.words LIKE '%满意%' THEN '满意度' WHEN i.words LIKE '%数量%' THEN '数量' WHEN i.words LIKE '%质量%' THEN '质量' WHEN i.words LIKE '%时效%' THEN '时效'
            WHEN i.words LIKE '%成本%' THEN '成本' WHEN i.words LIKE '%经济%' THEN '经济效益' WHEN i.words LIKE '%社会%' THEN '社会效益'
            WHEN i.words LIKE '%生态%' OR i.words LIKE '%环境%' THEN '生态效益' WHEN i.words LIKE '%可持续%' THEN '可持续影响' WHEN i.words LIKE '%效益%' THEN '效益' END AS class
FROM (SELECT *, coalesce(level2, level1, '') AS words FROM core.now_indicators) AS i JOIN usable_reports AS r USING (report_id, version_id)
WHERE NOT (coalesce(i.level1, '') LIKE '%执行%' OR coalesce(i.level2, '') LIKE '%执行率%' OR i.level3 IN ('预算执行率', '部门预算执行率', '资金执行率'))
  AND ('indicators', i.fact_id) NOT IN (SELECT (table_name, fact_id) FROM withheld_facts)
  AND ('indicators', i.fact_id) NOT IN (SELECT (table_name, fact_id) FROM waiting_facts);

CREATE TABLE narrow.indicator_targets AS
WITH peers AS (
    SELECT concept_id, department_type, fiscal_year, unit, way, count(*) AS n_peers, count(DISTINCT coalesce(region_code, '')) AS n_counties,
           (quantile_disc(target_num, 0.5) - quantile_disc(-target_num, 0.5)) * 0.5 AS middle, min(target_num) AS lowest, max(target_num) AS highest
    FROM (SELECT DISTINCT ON (unit_id, concept_id, fiscal_year, unit, way) * FROM known_indicators
          WHERE concept_id IS NOT NULL AND way IS NOT NULL AND target_num IS NOT NULL ORDER BY unit_id, concept_id, fiscal_year, unit, way, report_id, seq)
    WHERE department_type IS NOT NULL GROUP BY ALL
), beside AS (
    SELECT i.*, p.n_peers, p.n_counties, p.middle, p.lowest, p.highest,
           coalesce(i.unit IN ('天', '个工作日', '工作日', '小时', '分钟') OR i.unit IN ('元', '万元') AND regexp_matches(i.level3, '平均|每|单位成本|人均|户均|单价|标准'), false) AS is_size_free,
           CASE WHEN i.concept_id IS NULL THEN '指标名称没有说明衡量的是什么' WHEN i.target_num IS NULL THEN '目标值不是数' WHEN i.way IS NULL THEN '目标没有写明是不低于、不高于还是等于'
                WHEN i.department_type IS NULL THEN '部门类型不明，没有同类' WHEN p.n_counties < 2 THEN '没有其他县的同类单位用这个指标' END AS obstacle
    FROM known_indicators AS i
    LEFT JOIN peers AS p ON p.concept_id = i.concept_id AND p.department_type = i.department_type AND p.fiscal_year = i.fiscal_year
     AND p.unit IS NOT DISTINCT FROM i.unit AND p.way = CASE WHEN i.target_num IS NOT NULL THEN i.way END  -- by keys alone: with a condition each indicator meets every group
)
SELECT b.indicator_no, b.report_no, b.seq, b.concept_id, b.level3, b.class, b.level2, b.operator, b.target_num, b.target_text, b.unit, b.actual_num, b.actual_text, b.weight, b.score,
       CASE WHEN b.obstacle IS NULL THEN b.n_peers END AS n_peers, CASE WHEN b.obstacle IS NULL THEN b.n_counties END AS n_counties,
       CASE WHEN b.obstacle IS NULL THEN CAST(b.middle AS DECIMAL(24,6)) END AS peer_median, CASE WHEN b.obstacle IS NULL THEN b.lowest END AS peer_lowest, CASE WHEN b.obstacle IS NULL THEN b.highest END AS peer_highest,
       CASE WHEN b.obstacle IS NULL AND b.n_peers >= 8 THEN CASE WHEN b.target_num > b.middle THEN '高于中位数' WHEN b.target_num < b.middle THEN '低于中位数' ELSE '等于中位数' END END AS position,
       b.is_size_free, b.obstacle, b.fact_id, b.evidence_id
FROM beside AS b LEFT JOIN core.concepts AS k USING (concept_id)
ORDER BY k.name NULLS LAST, b.fiscal_year, b.region_code, b.unit_name, b.report_id, b.seq;

CREATE VIEW mart.indicator_targets AS
SELECT r.report_id, r.version_id, r.unit_id, r.region_code, r.county, r.department_type, r.unit_name, r.fiscal_year, b.seq, b.concept_id, k.name AS concept_name, k.basis AS concept_basis,
       b.level3, b.class, b.level2, b.operator, b.target_num, b.target_text, b.unit, b.actual_num, b.actual_text, b.weight, b.score,
       b.n_peers, b.n_counties, b.peer_median, b.peer_lowest, b.peer_highest, b.position, b.fact_id, b.evidence_id, r.n_reported, r.n_expected, r.coverage,
       CASE WHEN b.obstacle IS NOT NULL THEN 'unsound' WHEN b.n_peers < 8 OR NOT b.is_size_free THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', b.obstacle, CASE WHEN b.obstacle IS NULL THEN concat_ws('；', CASE WHEN b.n_peers < 8 THEN '同类不足 8 个，不比高低' END,
           CASE WHEN b.unit IS NULL THEN '单位不明' WHEN b.unit = '%' THEN '百分比的基数不明' WHEN NOT b.is_size_free THEN '数量与县和单位的大小有关' END) END), '') AS comparability_reason
FROM narrow.indicator_targets AS b JOIN narrow.reports AS r USING (report_no) LEFT JOIN core.concepts AS k ON k.concept_id = b.concept_id;

COMMENT ON VIEW mart.indicator_targets IS '指标目标：概念×县×年度，同一个三级指标在各县的符号、目标、完成值和所列类别';
COMMENT ON COLUMN mart.indicator_targets.report_id IS '报告编号';
COMMENT ON COLUMN mart.indicator_targets.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.indicator_targets.unit_id IS '单位编号';
COMMENT ON COLUMN mart.indicator_targets.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.indicator_targets.county IS '县（市、区）';
COMMENT ON COLUMN mart.indicator_targets.department_type IS '部门类型';
COMMENT ON COLUMN mart.indicator_targets.unit_name IS '单位名称';
COMMENT ON COLUMN mart.indicator_targets.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.indicator_targets.seq IS '行号：指标表中的第几行';
COMMENT ON COLUMN mart.indicator_targets.concept_id IS '指标概念编号：名称说不清量什么的为空';
COMMENT ON COLUMN mart.indicator_targets.concept_name IS '指标概念';
COMMENT ON COLUMN mart.indicator_targets.concept_basis IS '归并依据：same 名称相同、listed 同义词表、confirmed 人工确认、split 人工分开';
COMMENT ON COLUMN mart.indicator_targets.level3 IS '三级指标：报告所印';
COMMENT ON COLUMN mart.indicator_targets.class IS '类别：按所列的二级（没有则一级）指标';
COMMENT ON COLUMN mart.indicator_targets.level2 IS '二级指标：报告所印';
COMMENT ON COLUMN mart.indicator_targets.operator IS '符号';
COMMENT ON COLUMN mart.indicator_targets.target_num IS '目标值：单位见单位列';
COMMENT ON COLUMN mart.indicator_targets.target_text IS '目标原文';
COMMENT ON COLUMN mart.indicator_targets.unit IS '单位';
COMMENT ON COLUMN mart.indicator_targets.actual_num IS '完成值：没有填数的为空';
COMMENT ON COLUMN mart.indicator_targets.actual_text IS '完成原文';
COMMENT ON COLUMN mart.indicator_targets.weight IS '分值（分）';
COMMENT ON COLUMN mart.indicator_targets.score IS '得分（分）';
COMMENT ON COLUMN mart.indicator_targets.n_peers IS '同类单位数：同概念、同部门类型、同年度、同单位、同方向，含本单位';
COMMENT ON COLUMN mart.indicator_targets.n_counties IS '同类县数：含本县';
COMMENT ON COLUMN mart.indicator_targets.peer_median IS '同类目标中位数';
COMMENT ON COLUMN mart.indicator_targets.peer_lowest IS '同类目标最低';
COMMENT ON COLUMN mart.indicator_targets.peer_highest IS '同类目标最高';
COMMENT ON COLUMN mart.indicator_targets.position IS '与中位数相比：同类不足 8 个时为空';
COMMENT ON COLUMN mart.indicator_targets.fact_id IS '事实编号';
COMMENT ON COLUMN mart.indicator_targets.evidence_id IS '出处编号';
COMMENT ON COLUMN mart.indicator_targets.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.indicator_targets.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.indicator_targets.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.indicator_targets.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.indicator_targets.comparability_reason IS '可比性说明';
