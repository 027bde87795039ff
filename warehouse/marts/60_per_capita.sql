-- 人员经费 and 公用经费 executed, per 在职 of the same accounting scope, beside the peers: same type of department, year and
-- scope, whatever the county. 实有 with retired people is never a denominator. Medians and MAD on logarithms for the score;
-- nothing is ranked among fewer than 8, and exactly only from 20 on.

CREATE TABLE mart.per_capita AS
WITH posts AS (
    SELECT r.report_id, p.value AS on_post, p.evidence_id AS on_post_evidence_id, t.has_others, t.staff_scope,
           coalesce(retired.value, 0) > 0 AS has_retired,
           CASE WHEN p.value IS NULL THEN '在职人数不明'
                WHEN p.value = 0 THEN '在职人数为 0'
                WHEN r.scope = 'consolidated' AND t.staff_scope <> 'total' THEN '报告为部门汇总，在职人数只有本级'
                WHEN r.scope = 'unit_only' AND t.staff_scope = 'total' THEN '报告为单位本级，在职人数为合计'
                WHEN r.scope = 'unknown' AND t.has_others THEN '报告未注明口径，在职人数又分本级与下属' END AS obstacle
    FROM usable_reports AS r JOIN staff_scopes AS t USING (report_id)
    LEFT JOIN usable_figures AS p ON p.report_id = r.report_id AND p.figure = 'on_post'
    LEFT JOIN usable_figures AS retired ON retired.report_id = r.report_id AND retired.figure = 'retired'
), heads AS (
    SELECT r.*, c.category, m.value AS amount_wan, m.evidence_id AS amount_evidence_id, p.on_post, p.on_post_evidence_id, p.has_retired,
           nullif(concat_ws('；', CASE WHEN m.value IS NULL THEN '执行数不明' END, p.obstacle), '') AS obstacle,
           CAST(m.value * 1000000 AS HUGEINT) AS fen, CAST(p.on_post AS HUGEINT) AS people
    FROM usable_reports AS r CROSS JOIN (VALUES ('personnel'), ('operating')) AS c(category) JOIN posts AS p USING (report_id)
    LEFT JOIN usable_figures AS m ON m.report_id = r.report_id AND m.figure = c.category || '_executed_wan'
), valued AS (  -- whole fen, rounded half up in integers: no float near money
    SELECT *, CASE WHEN obstacle IS NULL THEN CAST((2 * fen + people) // (2 * people) AS DECIMAL(18,0)) * 0.000001 END AS per_head_wan
    FROM heads
), logs AS (
    SELECT *, CASE WHEN per_head_wan > 0 THEN ln(CAST(per_head_wan AS DOUBLE)) END AS ln_value,
           CASE WHEN department_type IS NOT NULL THEN count(per_head_wan) OVER peers END AS n_peers,
           CASE WHEN department_type IS NOT NULL
                THEN (quantile_disc(per_head_wan, 0.5) OVER peers - quantile_disc(-per_head_wan, 0.5) OVER peers) * 0.5 END AS middle
    FROM valued WINDOW peers AS (PARTITION BY department_type, fiscal_year, scope, category)
), centred AS (
    SELECT *, abs(ln_value - median(ln_value) OVER peers) AS distance, ln_value - median(ln_value) OVER peers AS offset_ln
    FROM logs WINDOW peers AS (PARTITION BY department_type, fiscal_year, scope, category)
), scored AS (
    SELECT *, median(distance) OVER peers AS mad_ln, per_head_wan IS NOT NULL AND department_type IS NOT NULL AND n_peers >= 8 AS is_ranked,
           rank() OVER (peers ORDER BY per_head_wan DESC NULLS LAST) AS place
    FROM centred WINDOW peers AS (PARTITION BY department_type, fiscal_year, scope, category)
), due AS (  -- a name may stand for another type in another year: the report of the year knows best
    SELECT coalesce(f.department_type, u.department_type) AS department_type, fiscal_year, CASE WHEN bool_and(e.unit_id IS NOT NULL) THEN count(DISTINCT unit_id) END AS n_expected
    FROM expected AS e FULL JOIN filed_units AS f USING (unit_id, region_code, fiscal_year) JOIN core.units AS u USING (unit_id)
    GROUP BY coalesce(f.department_type, u.department_type), fiscal_year
)
SELECT s.report_id, s.version_id, s.unit_id, s.region_code, s.county, s.department_type, s.unit_name, s.fiscal_year, s.scope, s.category,
       s.amount_wan, s.amount_evidence_id, CAST(s.on_post AS INTEGER) AS on_post, s.on_post_evidence_id, s.per_head_wan,
       s.obstacle AS missing_reason, CAST(s.middle AS DECIMAL(18,6)) AS peer_median_wan, CASE WHEN s.department_type IS NOT NULL THEN CAST(round(s.mad_ln, 6) AS DECIMAL(18,6)) END AS peer_mad_ln,
       CASE WHEN s.is_ranked AND s.mad_ln > 0 THEN CAST(round(s.offset_ln / (1.4826 * s.mad_ln), 4) AS DECIMAL(18,4)) END AS robust_z,
       CASE WHEN s.is_ranked AND s.n_peers >= 20 THEN s.place END AS rank,
       CASE WHEN s.is_ranked THEN CASE WHEN 3 * (s.place - 1) < s.n_peers THEN '高' WHEN 3 * (s.place - 1) < 2 * s.n_peers THEN '中' ELSE '低' END END AS band,
       s.n_peers AS n_reported, d.n_expected, CAST(round(s.n_peers / d.n_expected, 4) AS DECIMAL(9,4)) AS coverage,
       CASE WHEN s.per_head_wan IS NULL THEN 'unsound'
            WHEN s.scope = 'unknown' OR NOT s.is_ranked OR (s.category = 'personnel' AND s.has_retired) OR d.n_expected IS NULL THEN 'qualified'
            ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', s.obstacle, CASE WHEN s.scope = 'unknown' THEN '报告未注明口径' END,
           CASE WHEN s.per_head_wan IS NULL OR s.is_ranked THEN NULL WHEN s.department_type IS NULL THEN '部门类型不明，没有同类'
                ELSE '同类单位不足 8 个，不排名' END,
           CASE WHEN s.category = 'personnel' AND s.has_retired THEN '人员经费可能含离退休人员经费' END,
           CASE WHEN d.n_expected IS NULL THEN '应报单位数不明' END), '') AS comparability_reason
FROM scored AS s LEFT JOIN due AS d
    ON d.department_type = s.department_type AND d.fiscal_year = s.fiscal_year
ORDER BY s.department_type NULLS LAST, s.fiscal_year, s.category, s.region_code, s.unit_name, s.scope;

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
COMMENT ON COLUMN mart.per_capita.peer_median_wan IS '同类中位数（万元）：同部门类型、同年度、同口径';
COMMENT ON COLUMN mart.per_capita.peer_mad_ln IS '同类离散度：人均自然对数的绝对中位差';
COMMENT ON COLUMN mart.per_capita.robust_z IS '稳健偏离度：对数偏差÷（1.4826×离散度），同类不足 8 个时为空';
COMMENT ON COLUMN mart.per_capita.rank IS '名次：由高到低，同类不足 20 个时为空';
COMMENT ON COLUMN mart.per_capita.band IS '位置：高、中、低各三分之一，同类不足 8 个时为空';
COMMENT ON COLUMN mart.per_capita.n_reported IS '同类单位数：人均可算的报告，部门类型不明时为空';
COMMENT ON COLUMN mart.per_capita.n_expected IS '应报同类单位数：同部门类型、同年度，不明时为空';
COMMENT ON COLUMN mart.per_capita.coverage IS '覆盖率：同类单位数÷应报同类单位数，0 至 1';
COMMENT ON COLUMN mart.per_capita.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.per_capita.comparability_reason IS '可比性说明';
