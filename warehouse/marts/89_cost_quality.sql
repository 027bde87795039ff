-- Which cost indicators measure a cost: those listed in a class of costs, with what the rules say of them (D05: no money, saving
-- or control in it; D06: the sign against its meaning).

CREATE TABLE mart.cost_quality AS
WITH judged AS (
    SELECT version_id, split_part(subject, '/', 1) AS seq, max(CASE rule_id WHEN 'D05' THEN outcome END) AS measures, max(CASE rule_id WHEN 'D06' THEN outcome END) AS sign
    FROM quality.results AS r
    WHERE (rule_id = 'D05' AND subject LIKE '%/cost' OR rule_id = 'D06') AND outcome IN ('pass', 'fail')
      AND NOT EXISTS (FROM quality.verdicts AS v WHERE v.result_id = r.result_id AND v.status = 'applied' AND v.verdict = 'false_alarm')
    GROUP BY ALL
), costs AS (
    SELECT i.*, j.measures = 'pass' AS is_cost, j.sign = 'pass' AS is_sign_right,
           coalesce(regexp_matches(concat_ws('|', i.unit, i.target_text, i.actual_text), '元'), false) AS has_money_unit
    FROM known_indicators AS i LEFT JOIN judged AS j ON j.version_id = i.version_id AND j.seq = CAST(i.seq AS VARCHAR)
    WHERE coalesce(i.level2, '') LIKE '%成本%' OR coalesce(i.level1, '') LIKE '%成本%'
)
SELECT s.report_id, s.version_id, s.unit_id, s.region_code, s.county, s.department_type, s.unit_name, s.fiscal_year, s.seq, s.concept_id, k.name AS concept_name, s.level1, s.level2, s.level3,
       s.operator, s.target_num, s.target_text, s.unit, s.actual_num, s.actual_text, s.has_money_unit, s.is_cost, s.is_sign_right,
       CASE WHEN s.is_cost IS FALSE THEN '没有金额、节约或控制的内容' WHEN s.is_sign_right IS FALSE THEN '符号方向与含义相反' WHEN s.target_num IS NULL THEN '没有量化目标'
            WHEN NOT s.has_money_unit THEN '不以金额计' ELSE '以金额计' END AS flag,
       s.fact_id, s.evidence_id, c.n_reported, c.n_expected, c.coverage, CASE WHEN s.is_cost IS NULL THEN 'qualified' ELSE 'ok' END AS comparability,
       CASE WHEN s.is_cost IS NULL THEN '核查规则没有判定，或判定已由人否定' END AS comparability_reason
FROM costs AS s LEFT JOIN core.concepts AS k USING (concept_id) LEFT JOIN county_coverage AS c ON c.region_code = s.region_code AND c.fiscal_year = s.fiscal_year
ORDER BY s.region_code, s.unit_name, s.fiscal_year, s.report_id, s.seq;

COMMENT ON TABLE mart.cost_quality IS '成本指标的质量：成本类的每个指标一行，量的是不是成本';
COMMENT ON COLUMN mart.cost_quality.report_id IS '报告编号';
COMMENT ON COLUMN mart.cost_quality.version_id IS '报告版本编号';
COMMENT ON COLUMN mart.cost_quality.unit_id IS '单位编号';
COMMENT ON COLUMN mart.cost_quality.region_code IS '行政区划代码';
COMMENT ON COLUMN mart.cost_quality.county IS '县（市、区）';
COMMENT ON COLUMN mart.cost_quality.department_type IS '部门类型';
COMMENT ON COLUMN mart.cost_quality.unit_name IS '单位名称';
COMMENT ON COLUMN mart.cost_quality.fiscal_year IS '预算年度';
COMMENT ON COLUMN mart.cost_quality.seq IS '行号：指标表中的第几行';
COMMENT ON COLUMN mart.cost_quality.concept_id IS '指标概念编号：名称说不清量什么的为空';
COMMENT ON COLUMN mart.cost_quality.concept_name IS '指标概念';
COMMENT ON COLUMN mart.cost_quality.level1 IS '一级指标：报告所印';
COMMENT ON COLUMN mart.cost_quality.level2 IS '二级指标：报告所印';
COMMENT ON COLUMN mart.cost_quality.level3 IS '三级指标：报告所印';
COMMENT ON COLUMN mart.cost_quality.operator IS '符号';
COMMENT ON COLUMN mart.cost_quality.target_num IS '目标值：单位见单位列';
COMMENT ON COLUMN mart.cost_quality.target_text IS '目标原文';
COMMENT ON COLUMN mart.cost_quality.unit IS '单位';
COMMENT ON COLUMN mart.cost_quality.actual_num IS '完成值：没有填数的为空';
COMMENT ON COLUMN mart.cost_quality.actual_text IS '完成原文';
COMMENT ON COLUMN mart.cost_quality.has_money_unit IS '是否以金额计：单位、目标或完成值中有“元”';
COMMENT ON COLUMN mart.cost_quality.is_cost IS '是否量成本：有金额、节约或控制的内容（规则 D05），没有判定为空';
COMMENT ON COLUMN mart.cost_quality.is_sign_right IS '符号是否合乎含义：规则 D06，没有判定为空';
COMMENT ON COLUMN mart.cost_quality.flag IS '评语';
COMMENT ON COLUMN mart.cost_quality.fact_id IS '事实编号';
COMMENT ON COLUMN mart.cost_quality.evidence_id IS '出处编号';
COMMENT ON COLUMN mart.cost_quality.n_reported IS '已报单位数：本县本年度';
COMMENT ON COLUMN mart.cost_quality.n_expected IS '应报单位数：本县本年度，不明时为空';
COMMENT ON COLUMN mart.cost_quality.coverage IS '覆盖率：已报÷应报，0 至 1';
COMMENT ON COLUMN mart.cost_quality.comparability IS '可比性：ok 可比、qualified 有保留、unsound 不可比';
COMMENT ON COLUMN mart.cost_quality.comparability_reason IS '可比性说明';
