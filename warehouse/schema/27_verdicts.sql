-- Findings and what reviewers say of them: verdicts of raw/decisions/verdicts.toml replayed every night, the findings that
-- are still open, and how often a rule was wrong. Here: the table that the night fills and the views that bring both
-- together. Not here: running rules (20_quality.sql holds their results), corrections of figures (25_review.sql).

CREATE TABLE quality.verdicts (
    verdict_id   VARCHAR NOT NULL,
    place        VARCHAR NOT NULL,
    result_id    VARCHAR,
    rule_id      VARCHAR NOT NULL,
    rule_version INTEGER NOT NULL,
    branch       VARCHAR NOT NULL,
    report_id    VARCHAR NOT NULL,
    subject      VARCHAR,
    verdict      VARCHAR NOT NULL,
    message_zh   VARCHAR NOT NULL,
    decided_by   VARCHAR NOT NULL,
    decided_at   TIMESTAMP NOT NULL,
    note         VARCHAR NOT NULL,
    status       VARCHAR NOT NULL,
    reason_zh    VARCHAR
);
COMMENT ON TABLE quality.verdicts IS '对核查结果的判定：raw/decisions/verdicts.toml 中的每条一行，执行与否都在其中';
COMMENT ON COLUMN quality.verdicts.verdict_id IS '判定编号';
COMMENT ON COLUMN quality.verdicts.place IS '写在哪里：文件名:行号';
COMMENT ON COLUMN quality.verdicts.result_id IS '所判的核查结果编号：现在已没有这项不通过、或其数字已变时为空';
COMMENT ON COLUMN quality.verdicts.rule_id IS '规则编号';
COMMENT ON COLUMN quality.verdicts.rule_version IS '判定时的规则版本号';
COMMENT ON COLUMN quality.verdicts.branch IS '分支';
COMMENT ON COLUMN quality.verdicts.report_id IS '报告编号';
COMMENT ON COLUMN quality.verdicts.subject IS '核查对象';
COMMENT ON COLUMN quality.verdicts.verdict IS '判定：confirmed 确有问题，false_alarm 误报，explained 有合理原因';
COMMENT ON COLUMN quality.verdicts.message_zh IS '判定时所见的说明';
COMMENT ON COLUMN quality.verdicts.decided_by IS '判定人：职务或代号照写，人名以＊遮盖（原样只在决定文件中）';
COMMENT ON COLUMN quality.verdicts.decided_at IS '判定时间（UTC）';
COMMENT ON COLUMN quality.verdicts.note IS '说明：为什么这样判';
COMMENT ON COLUMN quality.verdicts.status IS '执行情况：applied 有效，overruled 被后来的判定取代，stale 数字或规则已变、须重判，gone 已不再有这项不通过，contradicted 同时的判定相反、未执行';
COMMENT ON COLUMN quality.verdicts.reason_zh IS '不再有效的原因';

CREATE VIEW quality.findings AS
WITH own AS (
    SELECT q.result_id, string_agg(e.quote, chr(10) ORDER BY e.document_id, e.char_start) AS quotes
    FROM quality.result_evidence AS q JOIN core.evidence AS e USING (evidence_id)
    WHERE q.role <> 'other' GROUP BY q.result_id
)
SELECT r.result_id, r.rule_id, r.rule_version, r.branch, r.severity, r.report_id, r.version_id, r.subject, r.observed, r.expected,
       r.message_zh,  -- among peers the others change every night: there what the report itself says is its figure
       left(md5(CASE WHEN r.peer_group IS NULL THEN concat_ws(chr(10), r.observed, '/', r.expected, '/', r.inputs)
                     ELSE concat_ws(chr(10), r.observed, '/', o.quotes) END), 16) AS fingerprint
FROM quality.results AS r LEFT JOIN own AS o USING (result_id)
WHERE r.outcome = 'fail' AND r.report_id IS NOT NULL;
COMMENT ON VIEW quality.findings IS '报告的全部不通过（不论有无判定）及其数字的指纹';
COMMENT ON COLUMN quality.findings.result_id IS '结果编号';
COMMENT ON COLUMN quality.findings.rule_id IS '规则编号';
COMMENT ON COLUMN quality.findings.rule_version IS '规则版本号';
COMMENT ON COLUMN quality.findings.branch IS '分支';
COMMENT ON COLUMN quality.findings.severity IS '严重程度：error 错误、warn 警告、info 提示';
COMMENT ON COLUMN quality.findings.report_id IS '报告编号';
COMMENT ON COLUMN quality.findings.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.findings.subject IS '核查对象';
COMMENT ON COLUMN quality.findings.observed IS '实际值';
COMMENT ON COLUMN quality.findings.expected IS '应有值';
COMMENT ON COLUMN quality.findings.message_zh IS '说明';
COMMENT ON COLUMN quality.findings.fingerprint IS '指纹：实际值、应有值和代入公式的各数；与同类相比的规则为实际值和本报告的原文。指纹变了，先前的判定须重新作出';

CREATE VIEW quality.withholding AS
SELECT w.version_id, w.table_name, w.fact_id, w.rule_id, w.result_id
FROM quality.withheld AS w
WHERE NOT EXISTS (FROM quality.verdicts AS v WHERE v.result_id = w.result_id AND v.status = 'applied' AND v.verdict = 'false_alarm');
COMMENT ON VIEW quality.withholding IS '现在扣下的数字：quality.withheld 中人没有判为误报的';
COMMENT ON COLUMN quality.withholding.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.withholding.table_name IS '数字所在的表：空为整份报告';
COMMENT ON COLUMN quality.withholding.fact_id IS '数字编号：空为整份报告';
COMMENT ON COLUMN quality.withholding.rule_id IS '扣下它的规则编号';
COMMENT ON COLUMN quality.withholding.result_id IS '扣下它的核查结果编号';

CREATE VIEW quality.open_findings AS
WITH judged AS (
    SELECT result_id, max(verdict) AS verdict, max(note) AS note
    FROM quality.verdicts WHERE status = 'applied' GROUP BY result_id
), earlier AS (  -- a verdict on the same thing that its figures or its rule have outlived
    SELECT rule_id, branch, report_id, coalesce(subject, '') AS subject,
           arg_max(verdict || '（' || strftime(decided_at, '%Y-%m-%d') || '，' || note || '）：' || reason_zh, decided_at) AS says
    FROM quality.verdicts WHERE status = 'stale' GROUP BY ALL
), names AS (
    SELECT rule_id, any_value(name_zh) AS name_zh, any_value(family) AS family FROM quality.rules GROUP BY rule_id
)
SELECT f.result_id, f.rule_id, n.name_zh AS rule_name, n.family, f.branch, b.name_zh AS branch_name, f.severity, f.report_id, f.version_id, p.region_code, p.county,
       p.city, p.province, p.unit_name, p.department_type, p.fiscal_year, f.subject, f.observed, f.expected, f.message_zh,
       j.verdict, j.note, e.says AS earlier_verdict,
       coalesce((  -- asked of each row, so that whoever looks at some findings has the quotes of those alone put together
           SELECT list(struct_pack(quote := e.quote, context := e.context, page := e.page, file_name := d.file_name, role := q.role,
                                   evidence_id := e.evidence_id, char_start := e.char_start)
                       ORDER BY q.role = 'other', e.document_id, e.char_start, e.evidence_id)
           FROM quality.result_evidence AS q JOIN core.evidence AS e USING (evidence_id) LEFT JOIN core.documents AS d USING (document_id)
           WHERE q.result_id = f.result_id
       ), []) AS quotes
FROM quality.findings AS f
JOIN core.reports AS p USING (report_id)
LEFT JOIN names AS n ON n.rule_id = f.rule_id
LEFT JOIN meta.code_names AS b ON b.kind = 'branch' AND b.code = f.rule_id || '/' || f.branch
LEFT JOIN judged AS j ON j.result_id = f.result_id
LEFT JOIN earlier AS e ON e.rule_id = f.rule_id AND e.branch = f.branch AND e.report_id = f.report_id AND e.subject = coalesce(f.subject, '')
WHERE j.verdict IS NULL OR j.verdict = 'confirmed';
COMMENT ON VIEW quality.open_findings IS '未了结的不通过：人没有判为误报或有合理原因的，含已确认的';
COMMENT ON COLUMN quality.open_findings.result_id IS '结果编号';
COMMENT ON COLUMN quality.open_findings.rule_id IS '规则编号';
COMMENT ON COLUMN quality.open_findings.rule_name IS '规则名称';
COMMENT ON COLUMN quality.open_findings.family IS '规则族：编码同 quality.rules';
COMMENT ON COLUMN quality.open_findings.branch IS '分支代码';
COMMENT ON COLUMN quality.open_findings.branch_name IS '分支：规则有几项判断时是哪一项';
COMMENT ON COLUMN quality.open_findings.severity IS '严重程度：error 错误、warn 警告、info 提示';
COMMENT ON COLUMN quality.open_findings.report_id IS '报告编号';
COMMENT ON COLUMN quality.open_findings.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.open_findings.region_code IS '行政区划代码';
COMMENT ON COLUMN quality.open_findings.county IS '县（市、区）';
COMMENT ON COLUMN quality.open_findings.city IS '地级市';
COMMENT ON COLUMN quality.open_findings.province IS '省份';
COMMENT ON COLUMN quality.open_findings.unit_name IS '单位名称';
COMMENT ON COLUMN quality.open_findings.department_type IS '部门类型';
COMMENT ON COLUMN quality.open_findings.fiscal_year IS '预算年度';
COMMENT ON COLUMN quality.open_findings.subject IS '核查对象';
COMMENT ON COLUMN quality.open_findings.observed IS '实际值';
COMMENT ON COLUMN quality.open_findings.expected IS '应有值';
COMMENT ON COLUMN quality.open_findings.message_zh IS '说明：代入数字的公式';
COMMENT ON COLUMN quality.open_findings.verdict IS '人的判定：confirmed 确有问题；未判为空';
COMMENT ON COLUMN quality.open_findings.note IS '判定的说明';
COMMENT ON COLUMN quality.open_findings.earlier_verdict IS '先前的判定及其不再有效的原因';
COMMENT ON COLUMN quality.open_findings.quotes IS '原文依据：引文、表格语境、页码、文件、作用，所对照的其他报告在后';

CREATE VIEW quality.rule_statistics AS
WITH counted AS (
    SELECT rule_id, branch, count(DISTINCT version_id) FILTER (outcome = 'fail') AS reports_failing,
           count(DISTINCT version_id) FILTER (outcome IN ('pass', 'fail')) AS reports_evaluable,
           count(*) FILTER (outcome = 'fail') AS n_fail, count(*) FILTER (outcome = 'pass') AS n_pass,
           count(*) FILTER (outcome = 'not_evaluable') AS n_not_evaluable
    FROM quality.results GROUP BY rule_id, branch
), every AS (
    SELECT rule_id, count(DISTINCT version_id) AS reports_all FROM quality.results GROUP BY rule_id
)
SELECT u.rule_id, u.branch, b.name_zh AS branch_name, u.family, u.name_zh, u.severity, coalesce(c.reports_failing, 0) AS reports_failing,
       coalesce(c.reports_evaluable, 0) AS reports_evaluable, coalesce(e.reports_all, 0) AS reports_all,
       coalesce(c.n_fail, 0) AS n_fail, coalesce(c.n_pass, 0) AS n_pass, coalesce(c.n_not_evaluable, 0) AS n_not_evaluable,
       '可判定的 ' || coalesce(c.reports_evaluable, 0) || ' 份中 ' || coalesce(c.reports_failing, 0) || ' 份不通过（共 '
           || coalesce(e.reports_all, 0) || ' 份）' AS says_zh
FROM quality.rules AS u LEFT JOIN counted AS c USING (rule_id, branch) LEFT JOIN every AS e USING (rule_id)
LEFT JOIN meta.code_names AS b ON b.kind = 'branch' AND b.code = u.rule_id || '/' || u.branch
WHERE u.grain <> 'table';
COMMENT ON VIEW quality.rule_statistics IS '规则统计：每条规则的每个分支，多少份报告不通过、可判定、共有';
COMMENT ON COLUMN quality.rule_statistics.rule_id IS '规则编号';
COMMENT ON COLUMN quality.rule_statistics.branch IS '分支代码';
COMMENT ON COLUMN quality.rule_statistics.branch_name IS '分支：规则有几项判断时是哪一项';
COMMENT ON COLUMN quality.rule_statistics.family IS '规则族：编码同 quality.rules';
COMMENT ON COLUMN quality.rule_statistics.name_zh IS '规则名称';
COMMENT ON COLUMN quality.rule_statistics.severity IS '严重程度：编码同 quality.rules';
COMMENT ON COLUMN quality.rule_statistics.reports_failing IS '不通过的报告数';
COMMENT ON COLUMN quality.rule_statistics.reports_evaluable IS '可判定的报告数：通过或不通过至少一处';
COMMENT ON COLUMN quality.rule_statistics.reports_all IS '规则适用的报告数：含无法判定的';
COMMENT ON COLUMN quality.rule_statistics.n_fail IS '不通过的处数';
COMMENT ON COLUMN quality.rule_statistics.n_pass IS '通过的处数';
COMMENT ON COLUMN quality.rule_statistics.n_not_evaluable IS '无法判定的处数';
COMMENT ON COLUMN quality.rule_statistics.says_zh IS '一句话：可判定的 41 份中 3 份不通过（共 60 份）';

CREATE VIEW quality.rule_false_alarms AS
WITH judged AS (  -- one verdict for each finding, of today's version of the rule; what no longer arises was judged all the same
    SELECT v.rule_id, v.branch, count(DISTINCT v.verdict_id) AS n_judged,
           count(DISTINCT v.verdict_id) FILTER (v.verdict = 'confirmed') AS n_confirmed,
           count(DISTINCT v.verdict_id) FILTER (v.verdict = 'false_alarm') AS n_false_alarm,
           count(DISTINCT v.verdict_id) FILTER (v.verdict = 'explained') AS n_explained
    FROM quality.verdicts AS v JOIN quality.rules AS u ON u.rule_id = v.rule_id AND u.branch = v.branch AND u.version = v.rule_version
    WHERE v.status IN ('applied', 'stale', 'gone') GROUP BY v.rule_id, v.branch
)
SELECT s.rule_id, s.branch, s.name_zh, s.severity, s.n_fail AS n_findings, coalesce(j.n_judged, 0) AS n_judged,
       coalesce(j.n_confirmed, 0) AS n_confirmed, coalesce(j.n_false_alarm, 0) AS n_false_alarm, coalesce(j.n_explained, 0) AS n_explained,
       CASE WHEN j.n_judged > 0 THEN CAST((200000 * j.n_false_alarm + j.n_judged) // (2 * j.n_judged) AS DECIMAL(9,0)) * 0.001 END AS false_alarm_pct,
       CASE WHEN j.n_judged > 0 THEN '已判 ' || j.n_judged || ' 条，误报 ' || j.n_false_alarm || ' 条' ELSE '还没有人判过' END || '；' || s.says_zh AS says_zh
FROM quality.rule_statistics AS s LEFT JOIN judged AS j USING (rule_id, branch);
COMMENT ON VIEW quality.rule_false_alarms IS '规则的误报率：按人的判定，每条规则的每个分支一行';
COMMENT ON COLUMN quality.rule_false_alarms.rule_id IS '规则编号';
COMMENT ON COLUMN quality.rule_false_alarms.branch IS '分支';
COMMENT ON COLUMN quality.rule_false_alarms.name_zh IS '规则名称';
COMMENT ON COLUMN quality.rule_false_alarms.severity IS '严重程度：编码同 quality.rules';
COMMENT ON COLUMN quality.rule_false_alarms.n_findings IS '现有的不通过处数';
COMMENT ON COLUMN quality.rule_false_alarms.n_judged IS '已判条数：现行规则版本的，含已不再出现的';
COMMENT ON COLUMN quality.rule_false_alarms.n_confirmed IS '判为确有问题的条数';
COMMENT ON COLUMN quality.rule_false_alarms.n_false_alarm IS '判为误报的条数';
COMMENT ON COLUMN quality.rule_false_alarms.n_explained IS '判为有合理原因的条数';
COMMENT ON COLUMN quality.rule_false_alarms.false_alarm_pct IS '误报率（%）：误报÷已判，没有判过为空；条数少时只供参考';
COMMENT ON COLUMN quality.rule_false_alarms.says_zh IS '一句话：连同分母';
