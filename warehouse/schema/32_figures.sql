-- Every figure in one long table, and as it was known on a day. A table function, because a day is an argument: an analyst writes
-- FROM mart.as_of(DATE '2026-11-01') and filters or joins it like any table; a view would need a setting that nobody sees, and a
-- table per day would be a copy. It reads core alone, so that it works on a published file, read-only, without the program.
-- A day is a day in China: what a night at 02:00 in Beijing found is known on that morning's date.

CREATE VIEW core.read_figures AS
SELECT 'budget_facts' AS table_name, fact_id, report_id, version_id, evidence_id, is_current, fact_year, concat_ws('.', fact_year, category, stage, fund_source) AS field, '' AS part, 'amount_yuan' AS corrected_column,
       is_preferred AS is_certain, CAST(amount_yuan * 0.0001 AS DECIMAL(24,6)) AS value, '万元' AS value_unit, amount_text || unit_text AS printed
FROM core.budget_facts
UNION ALL
SELECT 'stated_rates', fact_id, report_id, version_id, evidence_id, is_current, NULL, concat_ws('.', kind, category, fund_source, item_id), '', 'rate_pct', true, rate_pct, '%', rate_text || '%'
FROM core.stated_rates
UNION ALL
SELECT 'project_items', fact_id, report_id, version_id, evidence_id, is_current, NULL, concat_ws('.', name, stage, fund_source), '', 'amount_yuan', true, CAST(amount_yuan * 0.0001 AS DECIMAL(24,6)), '万元', amount_text || unit_text
FROM core.project_items
UNION ALL
SELECT 'staff_facts', fact_id, report_id, version_id, evidence_id, is_current, NULL, concat_ws('.', staff_scope, kind, basis), '', 'headcount', true, headcount, '人', headcount || '人'
FROM core.staff_facts
UNION ALL
SELECT 'asset_facts', fact_id, report_id, version_id, evidence_id, is_current, NULL, measure, '', 'amount_yuan', true, CAST(amount_yuan * 0.0001 AS DECIMAL(24,6)), '万元', amount_text || unit_text
FROM core.asset_facts
UNION ALL
SELECT 'scores', fact_id, report_id, version_id, evidence_id, is_current, NULL, scorer, '', 'total', true, total, '分', concat_ws(' ', rtrim(rtrim(CAST(total AS VARCHAR), '0'), '.') || '分', grade_raw)
FROM core.scores
UNION ALL
SELECT 'indicators', i.fact_id, i.report_id, i.version_id, i.evidence_id, i.is_current, NULL, i.level3, p.part, p.corrected_column, true,
       CASE p.part WHEN 'target' THEN i.target_num WHEN 'actual' THEN i.actual_num WHEN 'weight' THEN i.weight ELSE i.score END,
       CASE WHEN p.part IN ('weight', 'score') THEN '分' ELSE i.unit END,
       CASE p.part WHEN 'target' THEN concat_ws('', i.operator, coalesce(i.target_text, rtrim(rtrim(CAST(i.target_num AS VARCHAR), '0'), '.')), i.unit)
            WHEN 'actual' THEN coalesce(i.actual_text, rtrim(rtrim(CAST(i.actual_num AS VARCHAR), '0'), '.'))
            ELSE rtrim(rtrim(CAST(CASE p.part WHEN 'weight' THEN i.weight ELSE i.score END AS VARCHAR), '0'), '.') || '分' END
FROM core.indicators AS i CROSS JOIN (VALUES ('target', 'target_num'), ('actual', 'actual_num'), ('weight', 'weight'), ('score', 'score')) AS p(part, corrected_column);
COMMENT ON VIEW core.read_figures IS '全部数字（所读）：七张表的数字排成一列，各版本，未执行人工决定';
COMMENT ON COLUMN core.read_figures.table_name IS '所在的表：名称见 meta.code_names（table）';
COMMENT ON COLUMN core.read_figures.fact_id IS '事实编号';
COMMENT ON COLUMN core.read_figures.report_id IS '报告编号';
COMMENT ON COLUMN core.read_figures.version_id IS '报告版本编号';
COMMENT ON COLUMN core.read_figures.evidence_id IS '出处编号';
COMMENT ON COLUMN core.read_figures.is_current IS '是否现行版本';
COMMENT ON COLUMN core.read_figures.fact_year IS '所属年度：收支金额的，其他为空';
COMMENT ON COLUMN core.read_figures.field IS '项目代码：金额为年度.类别.环节.资金来源，指标为三级指标名称';
COMMENT ON COLUMN core.read_figures.part IS '指标的哪一栏：target 指标值、actual 完成值、weight 分值、score 得分；其他表为空文字';
COMMENT ON COLUMN core.read_figures.corrected_column IS '更正时所指的列';
COMMENT ON COLUMN core.read_figures.is_certain IS '是否确定：报告自相矛盾的为否';
COMMENT ON COLUMN core.read_figures.value IS '值：金额为万元，单位见计量单位列，不是数的为空';
COMMENT ON COLUMN core.read_figures.value_unit IS '计量单位';
COMMENT ON COLUMN core.read_figures.printed IS '原文所印';

-- What a figure is called: 2024 年人员经费年初预算（财政拨款）, 所述项目支出完成率, 人数 本级 在职 实有, 项目金额 河道清障 执行, 指标 培训人数 完成值. The same as
-- pipelines/publish/site/figure_names.py says; ``words`` comes from core.words_of_figures(). A code without words stays as it is.
CREATE MACRO core.words_of_figures() AS TABLE
SELECT map_from_entries(list((kind || '/' || code, name_zh))) AS words FROM meta.code_names WHERE kind IN ('table', 'figure', 'part', 'rate');
COMMENT ON MACRO TABLE core.words_of_figures IS '数字名称的用词：一行，种类/编码 → 名称';

CREATE MACRO core.code_in_words(words, code) AS coalesce(words['figure/' || code], code);
COMMENT ON MACRO core.code_in_words IS '数字代码中一段的名称';
CREATE MACRO core.field_in_words(words, table_name, field) AS
CASE WHEN table_name = 'indicators' THEN [field]  -- the report's own words
     WHEN table_name = 'project_items' AND regexp_matches(field, '.\.[a-z_]+\.[a-z_]+$')
     THEN [regexp_replace(field, '\.[a-z_]+\.[a-z_]+$', ''), core.code_in_words(words, split_part(field, '.', -2)), core.code_in_words(words, split_part(field, '.', -1))]
     WHEN table_name = 'project_items' THEN [field]
     ELSE list_reduce(list_transform(string_split(field, '.'), code -> [core.code_in_words(words, code)]), (told, next) -> if(list_contains(told, next[1]), told, told || next)) END;
COMMENT ON MACRO core.field_in_words IS '项目代码各段的名称，不重复';
CREATE MACRO core.rate_name(words, codes) AS  -- kind, then the category where the rate has one, the source of funds and the project
'所述' || if(len(codes) > 2, core.code_in_words(words, codes[2]), '') || words['rate/' || codes[1]]
|| coalesce('（' || nullif(array_to_string(list_filter(list_transform(codes[if(len(codes) > 2, 3, 2):], code -> core.code_in_words(words, code)), word -> word <> ''), '，'), '') || '）', '');
COMMENT ON MACRO core.rate_name IS '所述比率的名称：所述项目支出完成率（财政拨款）';
CREATE MACRO core.figure_name(words, table_name, field, part) AS
CASE WHEN table_name = 'budget_facts' AND regexp_full_match(field, '\d{4}(\.\w+){3}')
     THEN split_part(field, '.', 1) || ' 年' || core.code_in_words(words, split_part(field, '.', 2)) || core.code_in_words(words, split_part(field, '.', 3))
          || coalesce('（' || nullif(core.code_in_words(words, split_part(field, '.', 4)), '') || '）', '')
     WHEN table_name = 'stated_rates' AND words['rate/' || split_part(field, '.', 1)] IS NOT NULL THEN core.rate_name(words, string_split(field, '.'))
     ELSE array_to_string(list_filter([words['table/' || table_name]] || core.field_in_words(words, table_name, field) || [words['part/' || part]], word -> word <> ''), ' ') END;
COMMENT ON MACRO core.figure_name IS '数字的名称：2024 年人员经费年初预算（财政拨款）';

-- Which version of each report held on a day: of the versions seen by then today's current one, else the latest; none while
-- versions that cannot be told apart had all been seen, and none before the first.
CREATE MACRO core.versions_on(day) AS TABLE
WITH seen AS (
    SELECT * FROM core.report_versions WHERE relation <> 'duplicate' AND first_seen_at + INTERVAL 8 HOUR < CAST(day AS DATE) + INTERVAL 1 DAY
)
SELECT report_id, version_id, document_id, version_no, first_seen_at, CAST(count(*) OVER same AS INTEGER) AS n_versions
FROM seen WINDOW same AS (PARTITION BY report_id)
QUALIFY count(*) FILTER (relation = 'conflict') OVER same < 2 AND row_number() OVER (PARTITION BY report_id ORDER BY is_current DESC, version_no DESC, version_id DESC) = 1;
COMMENT ON MACRO TABLE core.versions_on IS '某日的版本：在给定的日期（北京时间）每份报告以哪一版为准，可与 core 各表按 report_id、version_id 连接';

-- The figures of chosen versions with people's decisions until a moment laid over them, as core.decided_<table> does for today.
CREATE MACRO core.figures_decided_by(moment) AS TABLE
WITH decided AS (
    SELECT table_name, fact_id, bool_or(action = 'reject') AS is_rejected, bool_or(action <> 'reject') AS is_settled,
           map_from_entries(list((field, {'value': new_value, 'text': new_text, 'unit': new_unit})) FILTER (field IS NOT NULL)) AS fields
    FROM quality.corrections WHERE status = 'applied' AND fact_id IS NOT NULL AND decided_at < moment GROUP BY table_name, fact_id
), outdone AS (  -- where a report contradicts itself and a person chose one of its statements, the others are left out
    SELECT DISTINCT f.table_name, f.version_id, f.field FROM core.read_figures AS f JOIN decided AS d USING (table_name, fact_id)
    WHERE f.table_name = 'budget_facts' AND d.is_settled AND NOT d.is_rejected
), laid AS (
    SELECT f.* EXCLUDE (is_certain, value, printed, corrected_column), d.is_rejected,
           if(d.fact_id IS NULL, CAST(f.value AS DECIMAL(24,6)), CAST(coalesce(d.fields[f.corrected_column].value * CASE WHEN f.value_unit = '万元' AND f.corrected_column = 'amount_yuan' THEN 0.0001 ELSE 1 END, f.value) AS DECIMAL(24,6))) AS value,
           if(d.fact_id IS NULL, f.printed, coalesce(d.fields[f.corrected_column].text || coalesce(d.fields[f.corrected_column].unit, ''), f.printed)) AS printed,
           if(d.fact_id IS NULL, false, d.fields[f.corrected_column] IS NOT NULL) AS is_corrected, f.is_certain OR coalesce(d.is_settled, false) AS is_certain,
           o.version_id IS NOT NULL AND NOT coalesce(d.is_settled, false) AS is_outdone
    FROM core.read_figures AS f LEFT JOIN decided AS d USING (table_name, fact_id)
    LEFT JOIN outdone AS o USING (table_name, version_id, field)  -- by keys alone: with a condition each figure meets every decision
)
SELECT * EXCLUDE (is_rejected, is_outdone) FROM laid WHERE is_rejected IS NOT TRUE AND NOT is_outdone AND printed IS NOT NULL AND printed <> '';

COMMENT ON MACRO TABLE core.figures_decided_by IS '某时刻的数字：各版本的全部数字，执行到给定时刻（协调世界时）为止的人工决定';

CREATE VIEW core.now_figures AS SELECT * FROM core.figures_decided_by(TIMESTAMP '9999-01-01') WHERE is_current;
COMMENT ON VIEW core.now_figures IS '全部数字（现行版本）：七张表的数字排成一列，已执行人工决定';
COMMENT ON COLUMN core.now_figures.table_name IS '所在的表：名称见 meta.code_names（table）';
COMMENT ON COLUMN core.now_figures.fact_id IS '事实编号';
COMMENT ON COLUMN core.now_figures.report_id IS '报告编号';
COMMENT ON COLUMN core.now_figures.version_id IS '报告版本编号';
COMMENT ON COLUMN core.now_figures.evidence_id IS '出处编号';
COMMENT ON COLUMN core.now_figures.is_current IS '是否现行版本';
COMMENT ON COLUMN core.now_figures.fact_year IS '所属年度：收支金额的，其他为空';
COMMENT ON COLUMN core.now_figures.field IS '项目代码：金额为年度.类别.环节.资金来源，指标为三级指标名称';
COMMENT ON COLUMN core.now_figures.part IS '指标的哪一栏：target 指标值、actual 完成值、weight 分值、score 得分；其他表为空文字';
COMMENT ON COLUMN core.now_figures.value IS '值：金额为万元，单位见计量单位列，不是数的为空';
COMMENT ON COLUMN core.now_figures.value_unit IS '计量单位';
COMMENT ON COLUMN core.now_figures.printed IS '原文所印或更正后的数';
COMMENT ON COLUMN core.now_figures.is_corrected IS '是否经人更正';
COMMENT ON COLUMN core.now_figures.is_certain IS '是否确定：报告自相矛盾而无人判定的为否';
