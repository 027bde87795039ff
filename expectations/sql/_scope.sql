-- What every rule looks at, made once per run. Belongs here: the versions in scope and the shapes that several rules share.
-- Versions in scope: the current one of each report, and every version of a report whose versions conflict.

CREATE OR REPLACE TEMP MACRO ratio_pct(part, whole) AS  -- exact: in percent, rounded to two decimals; NULL over zero.
    -- Products of two DECIMAL(18) stay DECIMAL(18) and overflow: one factor is widened first.
    CASE WHEN whole <> 0 THEN
        ((2 * CAST(CAST(part AS DECIMAL(28, 4)) * 1000000 AS HUGEINT) + CAST(CAST(whole AS DECIMAL(28, 4)) * 100 AS HUGEINT))
            // (2 * CAST(CAST(whole AS DECIMAL(28, 4)) * 100 AS HUGEINT)))
            * 0.01::DECIMAL(3, 2)
    END;

CREATE OR REPLACE TEMP MACRO meet(low_a, high_a, low_b, high_b) AS low_a <= high_b AND low_b <= high_a;

CREATE OR REPLACE TEMP TABLE rule_scope AS
SELECT f.version_id, f.report_id, f.document_id, f.report_type, f.fiscal_year, f.region_code, f.county, f.unit_name, f.department_type,
       f.title, f.signed_on, f.numbers_seen, v.relation
FROM core.filed_reports f
JOIN core.report_versions v ON v.version_id = f.version_id AND v.document_id = f.document_id
SEMI JOIN versions_to_judge j ON j.version_id = f.version_id  -- all, or those whose results are not kept from earlier nights
WHERE v.is_current OR v.relation = 'conflict'
QUALIFY row_number() OVER (PARTITION BY f.version_id ORDER BY f.document_id) = 1;

CREATE OR REPLACE TEMP TABLE fact_places AS
SELECT t.table_name, t.fact_id, t.table_name || ':' || t.fact_id AS fact, t.evidence_id, t.version_id, e.char_start, e.char_end
FROM (
    SELECT 'budget_facts' AS table_name, fact_id, evidence_id, version_id FROM core.budget_facts
    UNION ALL SELECT 'stated_rates', fact_id, evidence_id, version_id FROM core.stated_rates
    UNION ALL SELECT 'project_items', fact_id, evidence_id, version_id FROM core.project_items
    UNION ALL SELECT 'staff_facts', fact_id, evidence_id, version_id FROM core.staff_facts
    UNION ALL SELECT 'asset_facts', fact_id, evidence_id, version_id FROM core.asset_facts
    UNION ALL SELECT 'goals', fact_id, evidence_id, version_id FROM core.goals
    UNION ALL SELECT 'indicators', fact_id, evidence_id, version_id FROM core.indicators
    UNION ALL SELECT 'scores', fact_id, evidence_id, version_id FROM core.scores
    UNION ALL SELECT 'sections', fact_id, evidence_id, version_id FROM core.sections
    UNION ALL SELECT 'problem_items', fact_id, evidence_id, version_id FROM core.problem_items
) t
JOIN rule_scope USING (version_id)
JOIN core.evidence e USING (evidence_id);

CREATE OR REPLACE TEMP TABLE scope_budget AS  -- figures of the report's own year; none where the report contradicts itself
SELECT b.version_id, b.category, b.stage, b.fund_source, b.amount_yuan AS amount, b.half_unit_yuan AS half,
       'budget_facts:' || b.fact_id AS fact, b.sentence_no, b.evidence_id
FROM core.decided_budget_facts b
JOIN rule_scope s USING (version_id)
WHERE b.is_preferred AND coalesce(b.fact_year, s.fiscal_year, 0) = coalesce(s.fiscal_year, b.fact_year, 0)
QUALIFY row_number() OVER (PARTITION BY b.version_id, b.category, b.stage, b.fund_source ORDER BY b.statement_no, b.fact_id) = 1;

CREATE OR REPLACE TEMP TABLE budget_by_category AS  -- one row per category and source, its stages side by side
SELECT version_id, category, fund_source,
       max(amount) FILTER (stage = 'carried_in') AS carried_in, max(half) FILTER (stage = 'carried_in') AS carried_in_half,
       max(fact) FILTER (stage = 'carried_in') AS carried_in_fact,
       max(amount) FILTER (stage = 'initial') AS initial, max(half) FILTER (stage = 'initial') AS initial_half,
       max(fact) FILTER (stage = 'initial') AS initial_fact,
       max(amount) FILTER (stage = 'adjusted') AS adjusted, max(half) FILTER (stage = 'adjusted') AS adjusted_half,
       max(fact) FILTER (stage = 'adjusted') AS adjusted_fact,
       max(amount) FILTER (stage = 'received') AS received, max(half) FILTER (stage = 'received') AS received_half,
       max(fact) FILTER (stage = 'received') AS received_fact,
       max(amount) FILTER (stage = 'executed') AS executed, max(half) FILTER (stage = 'executed') AS executed_half,
       max(fact) FILTER (stage = 'executed') AS executed_fact
FROM scope_budget
GROUP BY version_id, category, fund_source;

CREATE OR REPLACE TEMP TABLE budget_by_stage AS  -- one row per stage and source, its categories side by side
SELECT version_id, stage, fund_source,
       max(amount) FILTER (category = 'personnel') AS personnel, max(half) FILTER (category = 'personnel') AS personnel_half,
       max(fact) FILTER (category = 'personnel') AS personnel_fact, max(sentence_no) FILTER (category = 'personnel') AS personnel_sentence,
       max(amount) FILTER (category = 'operating') AS operating, max(half) FILTER (category = 'operating') AS operating_half,
       max(fact) FILTER (category = 'operating') AS operating_fact, max(sentence_no) FILTER (category = 'operating') AS operating_sentence,
       max(amount) FILTER (category = 'basic') AS basic, max(half) FILTER (category = 'basic') AS basic_half,
       max(fact) FILTER (category = 'basic') AS basic_fact, max(sentence_no) FILTER (category = 'basic') AS basic_sentence,
       max(amount) FILTER (category = 'project') AS project, max(half) FILTER (category = 'project') AS project_half,
       max(fact) FILTER (category = 'project') AS project_fact, max(sentence_no) FILTER (category = 'project') AS project_sentence,
       max(amount) FILTER (category = 'total') AS total, max(half) FILTER (category = 'total') AS total_half,
       max(fact) FILTER (category = 'total') AS total_fact, max(sentence_no) FILTER (category = 'total') AS total_sentence
FROM scope_budget
GROUP BY version_id, stage, fund_source;

CREATE OR REPLACE TEMP TABLE scope_items AS
SELECT i.version_id, i.item_id, i.seq, i.name, i.stage, i.amount_yuan AS amount, i.half_unit_yuan AS half, i.doc_no, i.nature,
       'project_items:' || i.fact_id AS fact
FROM core.decided_project_items i
JOIN rule_scope USING (version_id);

CREATE OR REPLACE TEMP TABLE section_words AS  -- text of each part of the report without white space, for words that open a list
SELECT t.version_id, p.part, string_agg(regexp_replace(t.heading || t.text, '\s+', '', 'g'), '\n' ORDER BY t.seq) AS words,
       list('sections:' || t.fact_id ORDER BY t.seq) AS facts
FROM core.sections t
JOIN rule_scope USING (version_id)
JOIN section_parts p USING (section_code)
GROUP BY t.version_id, p.part;

CREATE OR REPLACE TEMP TABLE self_scores AS
SELECT c.version_id, c.total, coalesce(c.full_mark, 100) AS full_mark, c.full_mark AS printed_full_mark, c.grade_raw, c.grade,
       'scores:' || c.fact_id AS fact
FROM core.decided_scores c
JOIN rule_scope USING (version_id)
WHERE c.scorer = 'self'
QUALIFY row_number() OVER (PARTITION BY c.version_id ORDER BY c.fact_id) = 1;

CREATE OR REPLACE TEMP MACRO printed_half(value) AS  -- half a unit of the last printed decimal, trailing zeros aside
    CASE WHEN value = round(value, 0) THEN 0.5 WHEN value = round(value, 1) THEN 0.05 WHEN value = round(value, 2) THEN 0.005
         ELSE 0.0005 END;

CREATE OR REPLACE TEMP TABLE scope_indicators AS  -- with the class of their first level, and whether target and actual have one unit
SELECT i.version_id, i.seq, i.level1, i.level2, i.level3, i.description, i.scoring_rule, i.max_deduction, i.weight, i.operator,
       i.target_num, i.target_text, i.unit, i.basis, i.actual_num, i.actual_text, i.score, i.deviation_reason, i.concept_id,
       'indicators:' || i.fact_id AS fact,
       i.actual_text IS NULL OR i.unit IS NULL OR contains(i.actual_text, i.unit)
           OR regexp_full_match(i.actual_text, '[^0-9]*[0-9.,，]+\s*') AS same_unit,
       CASE WHEN i.level1 LIKE '%执行%' OR i.level2 LIKE '%执行率%' OR i.level3 IN ('预算执行率', '部门预算执行率', '资金执行率') THEN 'execution'
            WHEN i.level1 LIKE '%满意%' OR i.level2 LIKE '%满意%' THEN 'satisfaction'
            WHEN i.level1 LIKE '%成本%' THEN 'cost'
            WHEN i.level1 LIKE '%产出%' AND i.level1 NOT LIKE '%效%' THEN 'output'
            WHEN (i.level1 LIKE '%效益%' OR i.level1 LIKE '%效果%') AND i.level1 NOT LIKE '%产出%' THEN 'benefit' END AS kind
FROM core.decided_indicators i
JOIN rule_scope USING (version_id);
