-- What a unit owns, by report: as printed, per person on post, and beside the peers. Total, net book value and fixed assets are
-- three bases; none stands in for another.

CREATE TABLE mart.assets AS
WITH shown_figures AS (
    SELECT figure FROM figures WHERE table_name = 'asset_facts' OR figure = 'on_post'
), rates AS (
    SELECT report_no, max(value) FILTER (measure = 'assets_per_head') AS assets_per_head_wan, max(value) FILTER (measure = 'net_book_per_head') AS net_book_per_head_wan,
           max(value) FILTER (measure = 'fixed_assets_per_head') AS fixed_per_head_wan, max(value) FILTER (measure = 'debt_rate') AS debt_pct,
           map_from_entries(list_sort(list((CASE measure WHEN 'debt_rate' THEN 'debt_pct' WHEN 'fixed_assets_per_head' THEN 'fixed_per_head_wan' ELSE measure || '_wan' END, missing_reason)) FILTER (value IS NULL))) AS missing,
           map_from_entries(list_sort(list((CASE measure WHEN 'debt_rate' THEN 'debt_pct' WHEN 'fixed_assets_per_head' THEN 'fixed_per_head_wan' ELSE measure || '_wan' END, numerator_evidence_ids[1])) FILTER (value IS NOT NULL))) AS evidence
    FROM narrow.measure_values WHERE measure IN ('assets_per_head', 'net_book_per_head', 'fixed_assets_per_head', 'debt_rate') GROUP BY report_no
), sources AS (
    SELECT report_no, CAST(map_from_entries(list_sort(list((figure, evidence_id)))) AS MAP(VARCHAR, VARCHAR)) AS evidence
    FROM usable_figures SEMI JOIN shown_figures USING (figure) GROUP BY report_no
), gaps AS (
    SELECT report_no, CAST(map_from_entries(list_sort(list((figure, reason)))) AS MAP(VARCHAR, VARCHAR)) AS missing
    FROM missing_figures SEMI JOIN shown_figures USING (figure) GROUP BY report_no
)
SELECT u.report_id, u.version_id, u.unit_id, u.region_code, u.county, u.department_type, u.unit_name, u.fiscal_year, u.scope,
       concat_ws('、', CASE WHEN u.assets_total_wan IS NOT NULL THEN '资产总额' END, CASE WHEN u.assets_net_book_wan IS NOT NULL THEN '账面净值' END,
           CASE WHEN u.assets_fixed_wan IS NOT NULL THEN '固定资产' END) AS basis,
       u.assets_total_wan, u.assets_net_book_wan, u.assets_fixed_wan, u.liabilities_wan, u.net_assets_wan, u.on_post,
       s.assets_per_head_wan, s.net_book_per_head_wan, s.fixed_per_head_wan, s.debt_pct, p.peer_group, p.n_peers, p.peer_median AS peer_median_wan, p.band,
       map_concat(e.evidence, s.evidence) AS evidence, map_concat(g.missing, s.missing) AS missing,
       u.n_reported, u.n_expected, u.coverage,
       CASE WHEN u.assets_total_wan IS NULL AND u.assets_net_book_wan IS NULL AND u.assets_fixed_wan IS NULL THEN 'unsound'
            WHEN u.scope = 'unknown' OR h.obstacle IS NOT NULL OR s.assets_per_head_wan IS NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       nullif(concat_ws('；', CASE WHEN u.assets_total_wan IS NULL AND u.assets_net_book_wan IS NULL AND u.assets_fixed_wan IS NULL THEN '没有可用的资产数'
                                  WHEN s.assets_per_head_wan IS NULL THEN '人均资产总额算不出' END,
           CASE WHEN u.scope = 'unknown' THEN '报告未注明口径' END, h.obstacle), '') AS comparability_reason
FROM mart.unit_year AS u JOIN narrow.reports AS k USING (report_id) JOIN rates AS s USING (report_no) JOIN head_obstacles AS h USING (report_no)
LEFT JOIN sources AS e USING (report_no) LEFT JOIN gaps AS g USING (report_no)
LEFT JOIN mart.peer_card AS p ON p.report_id = u.report_id AND p.measure = 'assets_per_head'
ORDER BY u.department_type NULLS LAST, u.fiscal_year, u.region_code, u.unit_name, u.scope;

COMMENT ON TABLE mart.assets IS '资产状况：资产、负债与人均资产';
COMMENT ON COLUMN mart.assets.report_id IS '报告编号';
COMMENT ON COLUMN mart.assets.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.assets.unit_id IS '单位编号';
COMMENT ON COLUMN mart.assets.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.assets.county IS '县（市、区）';
COMMENT ON COLUMN mart.assets.department_type IS '部门类型';
COMMENT ON COLUMN mart.assets.unit_name IS '单位名称';
COMMENT ON COLUMN mart.assets.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.assets.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN mart.assets.basis IS '所印口径：资产总额、账面净值、固定资产中印出的';
COMMENT ON COLUMN mart.assets.assets_total_wan IS '资产总额（万元）';
COMMENT ON COLUMN mart.assets.assets_net_book_wan IS '资产账面净值（万元）';
COMMENT ON COLUMN mart.assets.assets_fixed_wan IS '固定资产（万元）';
COMMENT ON COLUMN mart.assets.liabilities_wan IS '负债（万元）';
COMMENT ON COLUMN mart.assets.net_assets_wan IS '净资产（万元）';
COMMENT ON COLUMN mart.assets.on_post IS '在职人数（人）';
COMMENT ON COLUMN mart.assets.assets_per_head_wan IS '人均资产总额（万元）';
COMMENT ON COLUMN mart.assets.net_book_per_head_wan IS '人均账面净值（万元）';
COMMENT ON COLUMN mart.assets.fixed_per_head_wan IS '人均固定资产（万元）';
COMMENT ON COLUMN mart.assets.debt_pct IS '资产负债率（%）';
COMMENT ON COLUMN mart.assets.peer_group IS '同类组：人均资产总额所比的同类';
COMMENT ON COLUMN mart.assets.n_peers IS '同类个数';
COMMENT ON COLUMN mart.assets.peer_median_wan IS '同类中位数（万元）：人均资产总额';
COMMENT ON COLUMN mart.assets.band IS '位置：高、中、低各三分之一，分不清时写作高至中，同类不足 8 个时为空';
COMMENT ON COLUMN mart.assets.evidence IS '出处：列名对应出处编号，见 core.evidence';
COMMENT ON COLUMN mart.assets.missing IS '缺失原因：列名对应原因';
COMMENT ON COLUMN mart.assets.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.assets.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.assets.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.assets.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.assets.comparability_reason IS '可比性说明';
