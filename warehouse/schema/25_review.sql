-- People in the loop: why a figure is doubted, what people have decided, and which figures still wait for them.
-- Here: tables that normalize and the night fill, and the views that bring them together. Not here: the corrected values
-- themselves (30_views.sql overlays them), the wording of causes (lexicon/confidence.toml).

CREATE TABLE core.fact_causes (
    table_name VARCHAR,
    fact_id    VARCHAR,
    cause      VARCHAR
);
COMMENT ON TABLE core.fact_causes IS '疑问情形：一个数字遇到的每种情形一行，没有的即无疑问';
COMMENT ON COLUMN core.fact_causes.table_name IS '事实所在表';
COMMENT ON COLUMN core.fact_causes.fact_id IS '事实编号';
COMMENT ON COLUMN core.fact_causes.cause IS '情形（英文短码），见 quality.causes';

CREATE TABLE quality.causes (
    cause      VARCHAR NOT NULL,
    name_zh    VARCHAR NOT NULL,
    why_zh     VARCHAR NOT NULL,
    confidence DECIMAL(9,4) NOT NULL,
    waits      BOOLEAN NOT NULL,
    problem_kind VARCHAR NOT NULL
);
COMMENT ON TABLE quality.causes IS '疑问情形表：每种情形的可信度，低于门槛的等人核对';
COMMENT ON COLUMN quality.causes.cause IS '情形（英文短码）';
COMMENT ON COLUMN quality.causes.name_zh IS '情形名称';
COMMENT ON COLUMN quality.causes.why_zh IS '为什么可疑';
COMMENT ON COLUMN quality.causes.confidence IS '可信度：0 至 1；一个数有几种情形时取最低的';
COMMENT ON COLUMN quality.causes.waits IS '是否低于门槛：低于的在人核对之前不进入比较表';
COMMENT ON COLUMN quality.causes.problem_kind IS '由哪一种问题告诉人：同 quality.problems.kind';

CREATE TABLE quality.suggestions (
    table_name  VARCHAR NOT NULL,
    fact_id     VARCHAR NOT NULL,
    amount_yuan DECIMAL(18,2) NOT NULL,
    reason_zh   VARCHAR NOT NULL,
    reason_en   VARCHAR NOT NULL
);
COMMENT ON TABLE quality.suggestions IS '建议更正：两个关系式都指向的另一个数，仅供核对，不自动采用';
COMMENT ON COLUMN quality.suggestions.table_name IS '事实所在表';
COMMENT ON COLUMN quality.suggestions.fact_id IS '事实编号';
COMMENT ON COLUMN quality.suggestions.amount_yuan IS '建议的金额（元）';
COMMENT ON COLUMN quality.suggestions.reason_zh IS '由哪两个关系式得出';
COMMENT ON COLUMN quality.suggestions.reason_en IS '由哪两个关系式得出（英文）';

CREATE TABLE quality.corrections (
    decision_id   VARCHAR NOT NULL,
    place         VARCHAR NOT NULL,
    document_id   VARCHAR NOT NULL,
    report_id     VARCHAR,
    version_id    VARCHAR,
    table_name    VARCHAR,
    fact_id       VARCHAR,
    problem_id    VARCHAR,
    figure        VARCHAR NOT NULL,
    action        VARCHAR NOT NULL,
    field         VARCHAR,
    old_text      VARCHAR NOT NULL,
    new_text      VARCHAR,
    new_unit      VARCHAR,
    new_value     DECIMAL(24,6),
    new_half_unit DECIMAL(24,6),
    decided_by    VARCHAR NOT NULL,
    decided_at    TIMESTAMP NOT NULL,
    why           VARCHAR NOT NULL,
    status        VARCHAR NOT NULL,
    reason_zh     VARCHAR
);
COMMENT ON TABLE quality.corrections IS '人工决定：raw/decisions/corrections.toml 中的每条一行，执行与否都在其中';
COMMENT ON COLUMN quality.corrections.decision_id IS '决定编号';
COMMENT ON COLUMN quality.corrections.place IS '写在哪里：文件名:行号';
COMMENT ON COLUMN quality.corrections.document_id IS '所指文件的编号';
COMMENT ON COLUMN quality.corrections.report_id IS '报告编号：未执行且所指已不存在时为空';
COMMENT ON COLUMN quality.corrections.version_id IS '报告版本编号：未执行且所指已不存在时为空';
COMMENT ON COLUMN quality.corrections.table_name IS '数字所在的表：针对问题的决定为空';
COMMENT ON COLUMN quality.corrections.fact_id IS '数字编号：针对问题的决定为空';
COMMENT ON COLUMN quality.corrections.problem_id IS '问题编号：针对数字的决定为空';
COMMENT ON COLUMN quality.corrections.figure IS '数字名称（如 personnel.executed.all）或问题种类';
COMMENT ON COLUMN quality.corrections.action IS '决定：accept 属实，correct 更正，reject 不是这个数';
COMMENT ON COLUMN quality.corrections.field IS '更正的字段：属实与不采用为空';
COMMENT ON COLUMN quality.corrections.old_text IS '决定时所见的原值';
COMMENT ON COLUMN quality.corrections.new_text IS '更正后的数字';
COMMENT ON COLUMN quality.corrections.new_unit IS '更正后的单位';
COMMENT ON COLUMN quality.corrections.new_value IS '更正后的值：金额以元计';
COMMENT ON COLUMN quality.corrections.new_half_unit IS '更正值末位的一半';
COMMENT ON COLUMN quality.corrections.decided_by IS '决定人：职务或代号照写，人名以＊遮盖（原样只在决定文件中）';
COMMENT ON COLUMN quality.corrections.decided_at IS '决定时间（UTC）';
COMMENT ON COLUMN quality.corrections.why IS '理由';
COMMENT ON COLUMN quality.corrections.status IS '执行情况：applied 已执行，overruled 被后来的决定取代，stale 原文已变未执行，contradicted 同时的决定相反未执行';
COMMENT ON COLUMN quality.corrections.reason_zh IS '未执行的原因';

CREATE VIEW quality.decided AS
SELECT table_name, fact_id, any_value(action) AS action, bool_or(action = 'reject') AS is_rejected,
       map(list(coalesce(field, '')), list({'value': new_value, 'half_unit': new_half_unit, 'text': new_text, 'unit': new_unit})) AS fields
FROM quality.corrections
WHERE status = 'applied' AND fact_id IS NOT NULL
GROUP BY table_name, fact_id;
COMMENT ON VIEW quality.decided IS '人已决定的数字：每个一行，更正的字段在其中';
COMMENT ON COLUMN quality.decided.table_name IS '事实所在表';
COMMENT ON COLUMN quality.decided.fact_id IS '事实编号';
COMMENT ON COLUMN quality.decided.action IS '决定：accept 属实，correct 更正，reject 不采用';
COMMENT ON COLUMN quality.decided.is_rejected IS '是否判为不采用';
COMMENT ON COLUMN quality.decided.fields IS '更正的字段及其新值';

CREATE VIEW quality.settled AS
SELECT table_name, fact_id, action, false AS by_another FROM quality.decided
UNION ALL  -- a decision for one of several contradicting statements settles the others
SELECT DISTINCT 'budget_facts', b.fact_id, d.action, true
FROM quality.decided AS d
JOIN core.budget_facts AS c ON d.table_name = 'budget_facts' AND c.fact_id = d.fact_id
JOIN core.budget_facts AS b ON b.version_id = c.version_id AND b.category = c.category AND b.stage = c.stage
     AND b.fund_source = c.fund_source AND b.fact_year IS NOT DISTINCT FROM c.fact_year
WHERE NOT d.is_rejected AND NOT EXISTS (FROM quality.decided AS o WHERE o.table_name = 'budget_facts' AND o.fact_id = b.fact_id);
COMMENT ON VIEW quality.settled IS '已有着落的数字：人已决定的，以及同一口径下因采用另一处而落选的';
COMMENT ON COLUMN quality.settled.table_name IS '事实所在表';
COMMENT ON COLUMN quality.settled.fact_id IS '事实编号';
COMMENT ON COLUMN quality.settled.action IS '决定：accept 属实，correct 更正，reject 不采用';
COMMENT ON COLUMN quality.settled.by_another IS '是否因采用同一口径的另一处而落选';

CREATE VIEW quality.waiting AS
SELECT f.table_name, f.fact_id, list(f.cause ORDER BY c.confidence, f.cause) AS causes
FROM core.fact_causes AS f JOIN quality.causes AS c USING (cause)
WHERE c.waits AND NOT EXISTS (FROM quality.settled AS s WHERE s.table_name = f.table_name AND s.fact_id = f.fact_id)
GROUP BY f.table_name, f.fact_id;
COMMENT ON VIEW quality.waiting IS '等人核对的数字：可信度低于门槛而人尚未决定的，每个一行';
COMMENT ON COLUMN quality.waiting.table_name IS '事实所在表';
COMMENT ON COLUMN quality.waiting.fact_id IS '事实编号';
COMMENT ON COLUMN quality.waiting.causes IS '低于门槛的情形：重的在前';

CREATE VIEW quality.figures AS
WITH said AS (
    SELECT 'budget_facts' AS table_name, fact_id, report_id, version_id, evidence_id, confidence, is_current,
           concat_ws('.', category, stage, fund_source) AS figure, amount_text || unit_text AS printed
    FROM core.budget_facts
    UNION ALL
    SELECT 'stated_rates', r.fact_id, r.report_id, r.version_id, r.evidence_id, r.confidence, r.is_current,
           concat_ws('.', 'rate', r.kind, r.category, r.fund_source, i.name), r.rate_text || '%'
    FROM core.stated_rates AS r
    LEFT JOIN (SELECT version_id, item_id, any_value(name) AS name FROM core.project_items GROUP BY ALL) AS i USING (version_id, item_id)
    UNION ALL
    SELECT 'project_items', fact_id, report_id, version_id, evidence_id, confidence, is_current,
           concat_ws('.', 'item', name, stage, fund_source), amount_text || unit_text
    FROM core.project_items
    UNION ALL
    SELECT 'staff_facts', fact_id, report_id, version_id, evidence_id, confidence, is_current,
           concat_ws('.', 'staff', staff_scope, kind, basis), headcount || '人' || coalesce('（' || printf('%+d', change_vs_prior) || '）', '')
    FROM core.staff_facts
    UNION ALL
    SELECT 'asset_facts', fact_id, report_id, version_id, evidence_id, confidence, is_current,
           'asset.' || measure, amount_text || unit_text || coalesce('（' || regexp_replace(change_pct::VARCHAR, '\.?0+$', '') || '%）', '')
    FROM core.asset_facts
    UNION ALL
    SELECT 'goals', fact_id, report_id, version_id, evidence_id, confidence, is_current,
           concat_ws('.', 'goal', part, name), concat_ws(' ', content, regexp_replace(completion_pct::VARCHAR, '\.?0+$', '') || '%')
    FROM core.goals
    UNION ALL
    SELECT 'indicators', fact_id, report_id, version_id, evidence_id, confidence, is_current,
           concat_ws('.', 'indicator', level3),
           concat_ws('|', coalesce(operator, '') || coalesce(target_text, regexp_replace(target_num::VARCHAR, '\.?0+$', ''), '') || coalesce(unit, ''),
                     coalesce(actual_text, regexp_replace(actual_num::VARCHAR, '\.?0+$', '')),
                     regexp_replace(weight::VARCHAR, '\.?0+$', ''), regexp_replace(score::VARCHAR, '\.?0+$', ''))
    FROM core.indicators
    UNION ALL
    SELECT 'scores', fact_id, report_id, version_id, evidence_id, confidence, is_current,
           'score.' || scorer, concat_ws('|', regexp_replace(total::VARCHAR, '\.?0+$', ''), regexp_replace(full_mark::VARCHAR, '\.?0+$', ''), grade_raw)
    FROM core.scores
)
SELECT s.table_name, s.fact_id, s.report_id, s.version_id, s.is_current, s.figure, s.printed, s.confidence,
       s.evidence_id, e.document_id, e.page, e.char_start, e.char_end, e.quote, e.context, e.method
FROM said AS s JOIN core.evidence AS e USING (evidence_id);
COMMENT ON VIEW quality.figures IS '全部数字：所印的值与出处，供人工核对与执行决定之用';
COMMENT ON COLUMN quality.figures.table_name IS '事实所在表';
COMMENT ON COLUMN quality.figures.fact_id IS '事实编号';
COMMENT ON COLUMN quality.figures.report_id IS '报告编号';
COMMENT ON COLUMN quality.figures.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.figures.is_current IS '是否现行版本';
COMMENT ON COLUMN quality.figures.figure IS '数字名称：如 personnel.executed.all';
COMMENT ON COLUMN quality.figures.printed IS '所印的值（含单位）';
COMMENT ON COLUMN quality.figures.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN quality.figures.evidence_id IS '出处编号';
COMMENT ON COLUMN quality.figures.document_id IS '文件编号';
COMMENT ON COLUMN quality.figures.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN quality.figures.char_start IS '在文件原始文本中的起点（含）';
COMMENT ON COLUMN quality.figures.char_end IS '在文件原始文本中的终点（不含）';
COMMENT ON COLUMN quality.figures.quote IS '原文';
COMMENT ON COLUMN quality.figures.context IS '表格中的行名与表头';
COMMENT ON COLUMN quality.figures.method IS '取得方式：text 正文，table 表格，ocr 识别';
