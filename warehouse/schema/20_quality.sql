-- Schemas quality and meta: whether the figures can be believed, and which runs made them.
-- Belongs here: tables that the rule engine, the gate and the night fill. Does not belong here: what reports say (10_core.sql).

CREATE SCHEMA IF NOT EXISTS quality;
CREATE SCHEMA IF NOT EXISTS meta;

CREATE TABLE quality.rules (
    rule_id VARCHAR NOT NULL,
    branch VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    slug VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    grain VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    formula VARCHAR NOT NULL,
    parameters VARCHAR NOT NULL,
    report_types VARCHAR[] NOT NULL,
    needs VARCHAR[] NOT NULL,
    suppressed_by VARCHAR[] NOT NULL,
    withholds VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    since DATE,
    until DATE,
    version INTEGER NOT NULL,
    sight VARCHAR
);
COMMENT ON TABLE quality.rules IS '核查规则：每条规则的每个分支一行';
COMMENT ON COLUMN quality.rules.rule_id IS '规则编号：如 B07；数据期望为 GX.<表>.<名称>';
COMMENT ON COLUMN quality.rules.branch IS '分支：同一规则有两种严重程度时分为两支，否则为 main';
COMMENT ON COLUMN quality.rules.family IS '规则族：identity 身份与文本，money 资金，staff_assets 人员与资产，indicators 指标，score 目标与评分，across 跨年度与单位，gx 数据契约，gx_marts 比较表的数据契约';
COMMENT ON COLUMN quality.rules.slug IS '规则的英文短名';
COMMENT ON COLUMN quality.rules.name_zh IS '规则中文名称';
COMMENT ON COLUMN quality.rules.name_en IS '规则英文名称';
COMMENT ON COLUMN quality.rules.grain IS '核查粒度：report 报告，unit 单位年度，fact 数字，item 项目，indicator 指标，section 章节，pair 跨报告，table 表';
COMMENT ON COLUMN quality.rules.severity IS '严重程度：error 错误，warn 警告，info 提示；依次是算术上不可能、缺少必备内容或自相矛盾、线索';
COMMENT ON COLUMN quality.rules.formula IS '公式（文字说明）';
COMMENT ON COLUMN quality.rules.parameters IS '参数（JSON 文本）';
COMMENT ON COLUMN quality.rules.report_types IS '适用的报告类型';
COMMENT ON COLUMN quality.rules.needs IS '所需的表';
COMMENT ON COLUMN quality.rules.suppressed_by IS '根因规则：根因已报时本规则不再重复报，记为无法判定';
COMMENT ON COLUMN quality.rules.withholds IS '不通过时扣下的范围：figures 公式所用数字，report 整份报告，nothing 不扣；只有错误级扣下数字';
COMMENT ON COLUMN quality.rules.basis IS '依据（制度或通行做法）';
COMMENT ON COLUMN quality.rules.since IS '生效日期：空为一直有效；按年度末日判断';
COMMENT ON COLUMN quality.rules.until IS '失效日期：空为仍有效；按年度末日判断';
COMMENT ON COLUMN quality.rules.version IS '规则版本号';
COMMENT ON COLUMN quality.rules.sight IS '看多远：report 只看一份报告，corpus 还看其他报告；前者的结果保存，报告或规则改变才重算；数据期望为空';

CREATE TABLE quality.results (
    result_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    rule_version INTEGER NOT NULL,
    branch VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    report_id VARCHAR,
    version_id VARCHAR,
    subject VARCHAR,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    because_rule_id VARCHAR,
    observed VARCHAR,
    expected VARCHAR,
    message_zh VARCHAR,
    inputs VARCHAR,
    peer_group VARCHAR,
    peer_n INTEGER,
    peer_median VARCHAR,
    peer_quantile DECIMAL(5,4)
);
COMMENT ON TABLE quality.results IS '核查结果：每条规则的每个核查对象一行';
COMMENT ON COLUMN quality.results.result_id IS '结果编号：由规则、分支、版本和对象算出，输入相同则编号相同';
COMMENT ON COLUMN quality.results.run_id IS '运行编号';
COMMENT ON COLUMN quality.results.rule_id IS '规则编号';
COMMENT ON COLUMN quality.results.rule_version IS '规则版本号';
COMMENT ON COLUMN quality.results.branch IS '分支';
COMMENT ON COLUMN quality.results.severity IS '严重程度：error、warn、info';
COMMENT ON COLUMN quality.results.report_id IS '报告编号：对整张表或规则本身的结果为空';
COMMENT ON COLUMN quality.results.version_id IS '报告版本编号：对整张表或规则本身的结果为空';
COMMENT ON COLUMN quality.results.subject IS '核查对象（如类别、环节、项目序号、表名）';
COMMENT ON COLUMN quality.results.outcome IS '结论：pass 通过，fail 不通过，not_evaluable 无法判定，broken 规则本身出错';
COMMENT ON COLUMN quality.results.reason IS '无法判定的原因';
COMMENT ON COLUMN quality.results.because_rule_id IS '因哪条规则已报而不再判定';
COMMENT ON COLUMN quality.results.observed IS '实际值（仅不通过时填）';
COMMENT ON COLUMN quality.results.expected IS '应有值（仅不通过时填）';
COMMENT ON COLUMN quality.results.message_zh IS '说明：代入数字的公式（不通过），或规则出错的原因（规则出错）';
COMMENT ON COLUMN quality.results.inputs IS '代入公式的各数：JSON 文本，金额为元；仅不通过时填';
COMMENT ON COLUMN quality.results.peer_group IS '同类单位：以同类分布为依据时填，如“总工会 2024”';
COMMENT ON COLUMN quality.results.peer_n IS '同类单位个数（含本单位）';
COMMENT ON COLUMN quality.results.peer_median IS '同类中位数';
COMMENT ON COLUMN quality.results.peer_quantile IS '本值在同类中的分位：0 最低，1 最高';

CREATE TABLE quality.result_evidence (
    result_id VARCHAR NOT NULL,
    evidence_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL
);
COMMENT ON TABLE quality.result_evidence IS '核查结果的原文依据：每条不通过至少一处';
COMMENT ON COLUMN quality.result_evidence.result_id IS '结果编号';
COMMENT ON COLUMN quality.result_evidence.evidence_id IS '依据编号：见 core.evidence';
COMMENT ON COLUMN quality.result_evidence.role IS '作用：figure 公式所用数字，text 有问题的文字，other 所对照的其他报告，report 缺失内容所在的报告';

CREATE TABLE quality.withheld (
    version_id VARCHAR NOT NULL,
    table_name VARCHAR,
    fact_id VARCHAR,
    rule_id VARCHAR NOT NULL,
    result_id VARCHAR
);
COMMENT ON TABLE quality.withheld IS '因“错误”级规则不通过而不进入比较表的数字';
COMMENT ON COLUMN quality.withheld.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.withheld.table_name IS '数字所在的表：空为整份报告';
COMMENT ON COLUMN quality.withheld.fact_id IS '数字编号：空为整份报告';
COMMENT ON COLUMN quality.withheld.rule_id IS '扣下它的规则编号';
COMMENT ON COLUMN quality.withheld.result_id IS '扣下它的核查结果编号：人判为误报的不再扣下，见 quality.withholding';

CREATE TABLE quality.problems (
    problem_id VARCHAR NOT NULL,
    document_id VARCHAR,
    report_id VARCHAR,
    version_id VARCHAR,
    kind VARCHAR NOT NULL,
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    quote VARCHAR,
    message_zh VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL,
    status VARCHAR NOT NULL
);
COMMENT ON TABLE quality.problems IS '无法确定、等人处理的问题：每处一行';
COMMENT ON COLUMN quality.problems.problem_id IS '问题编号';
COMMENT ON COLUMN quality.problems.document_id IS '文件编号：空为问题在登记表或决定文件中';
COMMENT ON COLUMN quality.problems.report_id IS '报告编号';
COMMENT ON COLUMN quality.problems.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.problems.kind IS '问题种类（英文短码）：如 unit_missing 金额缺单位';
COMMENT ON COLUMN quality.problems.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN quality.problems.char_start IS '在文件原始文本中的起点（含）';
COMMENT ON COLUMN quality.problems.char_end IS '在文件原始文本中的终点（不含）';
COMMENT ON COLUMN quality.problems.quote IS '原文';
COMMENT ON COLUMN quality.problems.message_zh IS '中文说明';
COMMENT ON COLUMN quality.problems.message_en IS '英文说明';
COMMENT ON COLUMN quality.problems.status IS '状态：open 待处理，其余为人工处理结果';

CREATE VIEW quality.open_problems AS
SELECT * FROM quality.problems
WHERE status = 'open' AND (version_id IS NULL OR version_id NOT IN (SELECT version_id FROM core.report_versions WHERE NOT is_current AND relation <> 'conflict'));
COMMENT ON VIEW quality.open_problems IS '等人处理的问题：已被新版取代的报告版本的不在其中';
COMMENT ON COLUMN quality.open_problems.problem_id IS '问题编号';
COMMENT ON COLUMN quality.open_problems.document_id IS '文件编号：空为问题在登记表或决定文件中';
COMMENT ON COLUMN quality.open_problems.report_id IS '报告编号';
COMMENT ON COLUMN quality.open_problems.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.open_problems.kind IS '问题种类（英文短码）：如 unit_missing 金额缺单位';
COMMENT ON COLUMN quality.open_problems.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN quality.open_problems.char_start IS '在文件原始文本中的起点（含）';
COMMENT ON COLUMN quality.open_problems.char_end IS '在文件原始文本中的终点（不含）';
COMMENT ON COLUMN quality.open_problems.quote IS '原文';
COMMENT ON COLUMN quality.open_problems.message_zh IS '中文说明';
COMMENT ON COLUMN quality.open_problems.message_en IS '英文说明';
COMMENT ON COLUMN quality.open_problems.status IS '状态：都是 open 待处理';

CREATE TABLE quality.ignored_numbers (
    document_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    reason_zh VARCHAR NOT NULL,
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    context VARCHAR
);
COMMENT ON TABLE quality.ignored_numbers IS '有名目地不取的数：原文中每个不是部门数据的带单位数字一行';
COMMENT ON COLUMN quality.ignored_numbers.document_id IS '文件编号';
COMMENT ON COLUMN quality.ignored_numbers.report_id IS '报告编号';
COMMENT ON COLUMN quality.ignored_numbers.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.ignored_numbers.reason IS '不取的原因（英文短码）：见 lexicon/accounting.toml 与 lexicon/meaning.toml';
COMMENT ON COLUMN quality.ignored_numbers.reason_zh IS '不取的原因';
COMMENT ON COLUMN quality.ignored_numbers.page IS '页码：格式无页码时为空';
COMMENT ON COLUMN quality.ignored_numbers.char_start IS '数字在文件原始文本中的起点（含）';
COMMENT ON COLUMN quality.ignored_numbers.char_end IS '数字在文件原始文本中的终点（不含）';
COMMENT ON COLUMN quality.ignored_numbers.quote IS '数字及其前后文字';
COMMENT ON COLUMN quality.ignored_numbers.context IS '表格中的行名与栏名：不在表格中时为空';

CREATE TABLE quality.quarantine (
    document_id VARCHAR,
    path VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    message_zh VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL,
    received_at TIMESTAMP
);
COMMENT ON TABLE quality.quarantine IS '隔离的文件：收件箱里读不了或不是报告的，每个文件一行；拿走或换过的不再列，仍在 core.documents';
COMMENT ON COLUMN quality.quarantine.document_id IS '文件编号：内容未能取得时为空';
COMMENT ON COLUMN quality.quarantine.path IS '文件路径：压缩包内文件写作 a.zip!b.xls';
COMMENT ON COLUMN quality.quarantine.file_name IS '文件名';
COMMENT ON COLUMN quality.quarantine.reason IS '隔离原因：encrypted 有打开密码、corrupt 损坏或不完整、empty 空文件、too_large 过大、timeout 在时限内没有读完、out_of_memory 所需内存超出上限、reader_crashed 读取程序异常退出、unsupported 格式不能读取、no_text 没有读出文字、bomb 解压后过大或层数过深、not_a_report 不是自评报告、extractor_crashed 提取时程序出错、extractor_timeout 在时限内没有提取完、file_unreadable 收件箱里的文件打不开、file_changing 复制时一直有人在写';
COMMENT ON COLUMN quality.quarantine.message_zh IS '中文说明';
COMMENT ON COLUMN quality.quarantine.message_en IS '英文说明';
COMMENT ON COLUMN quality.quarantine.received_at IS '收到时间（UTC）';

CREATE TABLE quality.outbox (
    outbox_id VARCHAR NOT NULL,
    alert_key VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    last_error VARCHAR,
    enqueued_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP
);
COMMENT ON TABLE quality.outbox IS '告警发件箱快照：每条告警的每个渠道一行';
COMMENT ON COLUMN quality.outbox.outbox_id IS '发件编号';
COMMENT ON COLUMN quality.outbox.alert_key IS '告警键：同键只发一次';
COMMENT ON COLUMN quality.outbox.channel IS '渠道';
COMMENT ON COLUMN quality.outbox.status IS '状态：waiting 待发，confirmed 对方已确认，failed 未能送达';
COMMENT ON COLUMN quality.outbox.attempts IS '已尝试次数';
COMMENT ON COLUMN quality.outbox.last_error IS '最近一次失败原因';
COMMENT ON COLUMN quality.outbox.enqueued_at IS '入箱时间（UTC）';
COMMENT ON COLUMN quality.outbox.confirmed_at IS '对方确认时间（UTC）：未确认为空';

CREATE TABLE meta.runs (
    run_id VARCHAR NOT NULL,
    trigger VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR,
    build_id VARCHAR
);
COMMENT ON TABLE meta.runs IS '运行历史快照：每次运行一行';
COMMENT ON COLUMN meta.runs.run_id IS '运行编号';
COMMENT ON COLUMN meta.runs.trigger IS '由什么发起：命令行、定时、收件箱';
COMMENT ON COLUMN meta.runs.started_at IS '开始时间（UTC）';
COMMENT ON COLUMN meta.runs.finished_at IS '结束时间（UTC）：未结束为空';
COMMENT ON COLUMN meta.runs.status IS '结果：published 已发布，unchanged 无变化，gate_closed 未放行，crashed 崩溃；未结束为空';
COMMENT ON COLUMN meta.runs.build_id IS '发布的版本编号：未发布为空';
