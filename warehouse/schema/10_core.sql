-- Schema core: what the reports say, every version of it, as printed. Here: tables and their dictionary (COMMENTs).
-- Not here: quality and meta (20_quality.sql), the current version only (30_views.sql), anything derived (marts/).
-- No key constraints on purpose: a duplicate key must be loadable, or the gate could never report it.
-- How ids and codes of the longest tables are compressed is said here: DuckDB would try every way on each of them, and choose the same.
-- Columns of a table that a dataclass of pipelines/model/rows.py fills bear its field names; a test holds both in step.
CREATE SCHEMA core;

CREATE TABLE core.documents (
    document_id VARCHAR,
    sha256      VARCHAR,
    path        VARCHAR,
    file_name   VARCHAR,
    media_type  VARCHAR,
    bytes       BIGINT,
    pages       INTEGER,
    source_url  VARCHAR,
    received_at TIMESTAMP,
    reader      VARCHAR,
    read_status VARCHAR,
    read_reason VARCHAR,
    is_sample   BOOLEAN,
    container_id VARCHAR
);
COMMENT ON TABLE core.documents IS '文件：每份内容不同的文件一行';
COMMENT ON COLUMN core.documents.document_id IS '文件编号：文件内容 SHA-256 的前 16 位';
COMMENT ON COLUMN core.documents.sha256 IS '内容哈希：SHA-256';
COMMENT ON COLUMN core.documents.path IS '路径：收件目录内的相对路径，压缩包成员写作 包名!成员名';
COMMENT ON COLUMN core.documents.file_name IS '文件名';
COMMENT ON COLUMN core.documents.media_type IS '文件类型';
COMMENT ON COLUMN core.documents.bytes IS '大小（字节）';
COMMENT ON COLUMN core.documents.pages IS '页数：电子表格为工作表数，无分页的格式为空';
COMMENT ON COLUMN core.documents.source_url IS '来源网址';
COMMENT ON COLUMN core.documents.received_at IS '首次收到时间：协调世界时';
COMMENT ON COLUMN core.documents.reader IS '读取器';
COMMENT ON COLUMN core.documents.read_status IS '读取状态：ok 已读、quarantined 隔离';
COMMENT ON COLUMN core.documents.read_reason IS '隔离原因';
COMMENT ON COLUMN core.documents.is_sample IS '是否示例文件';
COMMENT ON COLUMN core.documents.container_id IS '压缩包的文件编号：不在压缩包里的文件为空';

CREATE TABLE core.filed_reports (
    report_id           VARCHAR,
    version_id          VARCHAR,
    document_id         VARCHAR,
    region_code         VARCHAR,
    code_system         VARCHAR,
    county              VARCHAR,
    city                VARCHAR,
    province            VARCHAR,
    department_type     VARCHAR,
    unit_name           VARCHAR,
    fiscal_year         INTEGER,
    report_type         VARCHAR,
    subject             VARCHAR,
    scope               VARCHAR,
    title               VARCHAR,
    signed_on           DATE,
    self_score          DECIMAL(24,6),
    grade               VARCHAR,
    numbers_seen        INTEGER,
    numbers_unexplained INTEGER,
    text_hash           VARCHAR,
    figures_hash        VARCHAR,
    is_current          BOOLEAN
);
COMMENT ON TABLE core.filed_reports IS '所收报告：每份文件中的每份报告一行，含尚未定版的与不作报告处理的';
COMMENT ON COLUMN core.filed_reports.report_id IS '报告编号';
COMMENT ON COLUMN core.filed_reports.version_id IS '报告版本编号';
COMMENT ON COLUMN core.filed_reports.document_id IS '文件编号';
COMMENT ON COLUMN core.filed_reports.region_code IS '行政区划代码：GB/T 2260，功能区等用本项目代码；认不准时为空';
COMMENT ON COLUMN core.filed_reports.code_system IS '代码体系：行政区划代码出自哪一套代码';
COMMENT ON COLUMN core.filed_reports.county IS '县（市、区）：市级单位为空';
COMMENT ON COLUMN core.filed_reports.city IS '地级市';
COMMENT ON COLUMN core.filed_reports.province IS '省份';
COMMENT ON COLUMN core.filed_reports.department_type IS '部门类型：标准部门名，如总工会、审计局';
COMMENT ON COLUMN core.filed_reports.unit_name IS '单位名称';
COMMENT ON COLUMN core.filed_reports.fiscal_year IS '预算年度';
COMMENT ON COLUMN core.filed_reports.report_type IS '报告类型：department 部门整体、project 项目、transfer 转移支付、final_account 部门决算、target_form 目标表、other 其他';
COMMENT ON COLUMN core.filed_reports.subject IS '项目或专项名称：部门整体报告为空';
COMMENT ON COLUMN core.filed_reports.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN core.filed_reports.title IS '报告标题';
COMMENT ON COLUMN core.filed_reports.signed_on IS '落款日期';
COMMENT ON COLUMN core.filed_reports.self_score IS '自评总分（分）';
COMMENT ON COLUMN core.filed_reports.grade IS '自评等级：优、良、中、差';
COMMENT ON COLUMN core.filed_reports.numbers_seen IS '数字个数：带金额、人数、百分比或分值单位的数字';
COMMENT ON COLUMN core.filed_reports.numbers_unexplained IS '未解释数字个数：既未采用、也无忽略理由的数字';
COMMENT ON COLUMN core.filed_reports.text_hash IS '正文哈希：去空白、统一字形后';
COMMENT ON COLUMN core.filed_reports.figures_hash IS '数据哈希：全部数字与口径';
COMMENT ON COLUMN core.filed_reports.is_current IS '是否现行版本';

CREATE TABLE core.reports (
    report_id           VARCHAR,
    version_id          VARCHAR,
    document_id         VARCHAR,
    region_code         VARCHAR,
    code_system         VARCHAR,
    county              VARCHAR,
    city                VARCHAR,
    province            VARCHAR,
    department_type     VARCHAR,
    unit_name           VARCHAR,
    fiscal_year         INTEGER,
    report_type         VARCHAR,
    subject             VARCHAR,
    scope               VARCHAR,
    title               VARCHAR,
    signed_on           DATE,
    self_score          DECIMAL(24,6),
    grade               VARCHAR,
    numbers_seen        INTEGER,
    numbers_unexplained INTEGER
);
COMMENT ON TABLE core.reports IS '报告：单位×年度×类型×口径×项目，内容取自现行版本';
COMMENT ON COLUMN core.reports.report_id IS '报告编号';
COMMENT ON COLUMN core.reports.version_id IS '现行版本编号：各版本冲突未决时为空';
COMMENT ON COLUMN core.reports.document_id IS '现行版本所在文件';
COMMENT ON COLUMN core.reports.region_code IS '行政区划代码：GB/T 2260，功能区等用本项目代码；认不准时为空';
COMMENT ON COLUMN core.reports.code_system IS '代码体系：行政区划代码出自哪一套代码';
COMMENT ON COLUMN core.reports.county IS '县（市、区）：市级单位为空';
COMMENT ON COLUMN core.reports.city IS '地级市';
COMMENT ON COLUMN core.reports.province IS '省份';
COMMENT ON COLUMN core.reports.department_type IS '部门类型：标准部门名，如总工会、审计局';
COMMENT ON COLUMN core.reports.unit_name IS '单位名称';
COMMENT ON COLUMN core.reports.fiscal_year IS '预算年度';
COMMENT ON COLUMN core.reports.report_type IS '报告类型：department 部门整体、project 项目、transfer 转移支付、final_account 部门决算、target_form 目标表、other 其他';
COMMENT ON COLUMN core.reports.subject IS '项目或专项名称：部门整体报告为空';
COMMENT ON COLUMN core.reports.scope IS '口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明';
COMMENT ON COLUMN core.reports.title IS '报告标题';
COMMENT ON COLUMN core.reports.signed_on IS '落款日期';
COMMENT ON COLUMN core.reports.self_score IS '自评总分（分）';
COMMENT ON COLUMN core.reports.grade IS '自评等级：优、良、中、差';
COMMENT ON COLUMN core.reports.numbers_seen IS '数字个数：带金额、人数、百分比或分值单位的数字';
COMMENT ON COLUMN core.reports.numbers_unexplained IS '未解释数字个数：既未采用、也无忽略理由的数字';

CREATE TABLE core.report_versions (
    version_id    VARCHAR,
    report_id     VARCHAR,
    document_id   VARCHAR,
    version_no    INTEGER,
    is_current    BOOLEAN,
    relation      VARCHAR,
    first_seen_at TIMESTAMP
);
COMMENT ON TABLE core.report_versions IS '报告版本：每次报出的版本一行';
COMMENT ON COLUMN core.report_versions.version_id IS '报告版本编号';
COMMENT ON COLUMN core.report_versions.report_id IS '报告编号';
COMMENT ON COLUMN core.report_versions.document_id IS '文件编号';
COMMENT ON COLUMN core.report_versions.version_no IS '版本序号：从 1 起';
COMMENT ON COLUMN core.report_versions.is_current IS '是否现行版本';
COMMENT ON COLUMN core.report_versions.relation IS '与其他版本的关系：first 首报、revision 修订、duplicate 重复、conflict 冲突';
COMMENT ON COLUMN core.report_versions.first_seen_at IS '首次收到时间：协调世界时';

CREATE TABLE core.evidence (
    evidence_id VARCHAR USING COMPRESSION fsst,
    document_id VARCHAR USING COMPRESSION dictionary,
    page        INTEGER,
    block       INTEGER,
    bbox        STRUCT(x0 DOUBLE, "top" DOUBLE, x1 DOUBLE, bottom DOUBLE),
    char_start  INTEGER,
    char_end    INTEGER,
    quote       VARCHAR,
    method      VARCHAR USING COMPRESSION dictionary,
    context     VARCHAR
);
COMMENT ON TABLE core.evidence IS '出处：每段引文一行';
COMMENT ON COLUMN core.evidence.evidence_id IS '出处编号';
COMMENT ON COLUMN core.evidence.document_id IS '文件编号';
COMMENT ON COLUMN core.evidence.page IS '页码：从 1 起，无分页的格式为空';
COMMENT ON COLUMN core.evidence.block IS '块序号：从 0 起';
COMMENT ON COLUMN core.evidence.bbox IS '页面位置（点）：左、上、右、下，原点在左上角';
COMMENT ON COLUMN core.evidence.char_start IS '起始字符：文件原文中的位置，含';
COMMENT ON COLUMN core.evidence.char_end IS '结束字符：文件原文中的位置，不含';
COMMENT ON COLUMN core.evidence.quote IS '引文：人名以＊遮盖';
COMMENT ON COLUMN core.evidence.method IS '取得方式：text 文字、table 表格、ocr 识别';
COMMENT ON COLUMN core.evidence.context IS '表格语境：单元格所在行的行名与所在列的表头；不在表格中为空';

CREATE TABLE core.fact_evidence (
    table_name  VARCHAR,
    fact_id     VARCHAR,
    evidence_id VARCHAR
);
COMMENT ON TABLE core.fact_evidence IS '其他出处：同一数字另见之处';
COMMENT ON COLUMN core.fact_evidence.table_name IS '事实所在表';
COMMENT ON COLUMN core.fact_evidence.fact_id IS '事实编号';
COMMENT ON COLUMN core.fact_evidence.evidence_id IS '出处编号';

CREATE TABLE core.budget_facts (
    fact_id        VARCHAR USING COMPRESSION fsst,
    report_id      VARCHAR USING COMPRESSION dictionary,
    version_id     VARCHAR USING COMPRESSION dictionary,
    evidence_id    VARCHAR USING COMPRESSION fsst,
    confidence     DECIMAL(9,4),
    fact_year      INTEGER,
    category       VARCHAR USING COMPRESSION dictionary,
    stage          VARCHAR USING COMPRESSION dictionary,
    fund_source    VARCHAR USING COMPRESSION dictionary,
    statement_no   INTEGER,
    is_preferred   BOOLEAN,
    amount_yuan    DECIMAL(18,2),
    amount_text    VARCHAR,
    unit_text      VARCHAR USING COMPRESSION dictionary,
    half_unit_yuan DECIMAL(18,4),
    sentence_no    INTEGER,
    is_current     BOOLEAN
);
COMMENT ON TABLE core.budget_facts IS '收支金额：版本×所属年度×支出类别×环节×资金来源×陈述序号';
COMMENT ON COLUMN core.budget_facts.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.budget_facts.report_id IS '报告编号';
COMMENT ON COLUMN core.budget_facts.version_id IS '报告版本编号';
COMMENT ON COLUMN core.budget_facts.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.budget_facts.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.budget_facts.fact_year IS '所属年度';
COMMENT ON COLUMN core.budget_facts.category IS '支出类别：personnel 人员经费、operating 公用经费、basic 基本支出、project 项目支出、three_public 三公经费、agency_running 机关运行经费、total 合计';
COMMENT ON COLUMN core.budget_facts.stage IS '环节：carried_in 年初结转、initial 年初预算、adjustment 调整数、adjusted 调整后预算、received 到位、executed 执行、carried_out 年末结转结余';
COMMENT ON COLUMN core.budget_facts.fund_source IS '资金来源：all 全部、fiscal 财政拨款、central 中央、provincial 省级、city 市级、county 县级、town 乡镇、own 自有及其他、gov_fund 政府性基金、special_account 财政专户、carry_over 上年结转';
COMMENT ON COLUMN core.budget_facts.statement_no IS '陈述序号：报告前后不一时依次编号，否则为 1';
COMMENT ON COLUMN core.budget_facts.is_preferred IS '是否采用：报告自相矛盾时均不采用';
COMMENT ON COLUMN core.budget_facts.amount_yuan IS '金额（元）：精确值';
COMMENT ON COLUMN core.budget_facts.amount_text IS '金额原文：报告所印数字';
COMMENT ON COLUMN core.budget_facts.unit_text IS '单位原文：报告所印单位';
COMMENT ON COLUMN core.budget_facts.half_unit_yuan IS '末位半单位（元）：所印末位数字的一半，真值在金额±此数之间';
COMMENT ON COLUMN core.budget_facts.sentence_no IS '句序号：同一句或同一表的数字相同';
COMMENT ON COLUMN core.budget_facts.is_current IS '是否现行版本';

CREATE TABLE core.stated_rates (
    fact_id       VARCHAR,
    report_id     VARCHAR,
    version_id    VARCHAR,
    evidence_id   VARCHAR,
    confidence    DECIMAL(9,4),
    category      VARCHAR,
    kind          VARCHAR,
    fund_source   VARCHAR,
    item_id       VARCHAR,
    rate_pct      DECIMAL(9,4),
    rate_text     VARCHAR,
    half_unit_pct DECIMAL(9,4),
    is_current    BOOLEAN
);
COMMENT ON TABLE core.stated_rates IS '所述比率：版本×支出类别×种类×资金来源×项目';
COMMENT ON COLUMN core.stated_rates.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.stated_rates.report_id IS '报告编号';
COMMENT ON COLUMN core.stated_rates.version_id IS '报告版本编号';
COMMENT ON COLUMN core.stated_rates.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.stated_rates.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.stated_rates.category IS '支出类别：编码同 core.budget_facts，比率不属于任何类别时为空';
COMMENT ON COLUMN core.stated_rates.kind IS '种类：completion 完成率、received 到位率、control 控制率、change 变动率';
COMMENT ON COLUMN core.stated_rates.fund_source IS '资金来源：编码同 core.budget_facts';
COMMENT ON COLUMN core.stated_rates.item_id IS '项目编号：不属于单个项目时为空';
COMMENT ON COLUMN core.stated_rates.rate_pct IS '比率（%）：100 即百分之百';
COMMENT ON COLUMN core.stated_rates.rate_text IS '比率原文';
COMMENT ON COLUMN core.stated_rates.half_unit_pct IS '末位半单位（百分点）：所印末位数字的一半';
COMMENT ON COLUMN core.stated_rates.is_current IS '是否现行版本';

CREATE TABLE core.project_items (
    fact_id        VARCHAR USING COMPRESSION fsst,
    report_id      VARCHAR USING COMPRESSION dictionary,
    version_id     VARCHAR USING COMPRESSION dictionary,
    evidence_id    VARCHAR USING COMPRESSION fsst,
    confidence     DECIMAL(9,4),
    item_id        VARCHAR USING COMPRESSION fsst,
    seq            INTEGER,
    name           VARCHAR,
    stage          VARCHAR USING COMPRESSION dictionary,
    amount_yuan    DECIMAL(18,2),
    amount_text    VARCHAR,
    unit_text      VARCHAR USING COMPRESSION dictionary,
    half_unit_yuan DECIMAL(18,4),
    doc_no         VARCHAR,
    fund_source    VARCHAR USING COMPRESSION dictionary,
    nature         VARCHAR USING COMPRESSION dictionary,
    is_current     BOOLEAN
);
COMMENT ON TABLE core.project_items IS '项目明细：版本×项目×环节';
COMMENT ON COLUMN core.project_items.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.project_items.report_id IS '报告编号';
COMMENT ON COLUMN core.project_items.version_id IS '报告版本编号';
COMMENT ON COLUMN core.project_items.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.project_items.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.project_items.item_id IS '项目编号';
COMMENT ON COLUMN core.project_items.seq IS '序号';
COMMENT ON COLUMN core.project_items.name IS '项目名称';
COMMENT ON COLUMN core.project_items.stage IS '环节：编码同 core.budget_facts';
COMMENT ON COLUMN core.project_items.amount_yuan IS '金额（元）：精确值';
COMMENT ON COLUMN core.project_items.amount_text IS '金额原文：报告所印数字';
COMMENT ON COLUMN core.project_items.unit_text IS '单位原文：报告所印单位';
COMMENT ON COLUMN core.project_items.half_unit_yuan IS '末位半单位（元）：所印末位数字的一半，真值在金额±此数之间';
COMMENT ON COLUMN core.project_items.doc_no IS '文号';
COMMENT ON COLUMN core.project_items.fund_source IS '资金来源：编码同 core.budget_facts';
COMMENT ON COLUMN core.project_items.nature IS '性质：operating_task 业务、personnel_like 人员性质、transfer_up 上解、transfer_down 对下补助、equipment 设备、other 其他';
COMMENT ON COLUMN core.project_items.is_current IS '是否现行版本';

CREATE TABLE core.staff_facts (
    fact_id         VARCHAR,
    report_id       VARCHAR,
    version_id      VARCHAR,
    evidence_id     VARCHAR,
    confidence      DECIMAL(9,4),
    staff_scope     VARCHAR,
    kind            VARCHAR,
    basis           VARCHAR,
    headcount       INTEGER,
    as_of           DATE,
    change_vs_prior INTEGER,
    sentence_no     INTEGER,
    is_current      BOOLEAN
);
COMMENT ON TABLE core.staff_facts IS '人员：版本×人员口径×类别×依据';
COMMENT ON COLUMN core.staff_facts.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.staff_facts.report_id IS '报告编号';
COMMENT ON COLUMN core.staff_facts.version_id IS '报告版本编号';
COMMENT ON COLUMN core.staff_facts.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.staff_facts.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.staff_facts.staff_scope IS '人员口径：unit 本级、subordinate 下属单位、total 合计';
COMMENT ON COLUMN core.staff_facts.kind IS '类别：authorized 编制、present 实有、on_post 在职、administrative 行政、civil_servant_like 参公、institution 事业、retired 退休、veteran_retired 离休、contract 聘用';
COMMENT ON COLUMN core.staff_facts.basis IS '依据：authorized 编制数、actual 实有数';
COMMENT ON COLUMN core.staff_facts.headcount IS '人数（人）';
COMMENT ON COLUMN core.staff_facts.as_of IS '截至日期';
COMMENT ON COLUMN core.staff_facts.change_vs_prior IS '比上年增减（人）';
COMMENT ON COLUMN core.staff_facts.sentence_no IS '句序号：同一句或同一表的数字相同';
COMMENT ON COLUMN core.staff_facts.is_current IS '是否现行版本';

CREATE TABLE core.asset_facts (
    fact_id              VARCHAR,
    report_id            VARCHAR,
    version_id           VARCHAR,
    evidence_id          VARCHAR,
    confidence           DECIMAL(9,4),
    measure              VARCHAR,
    amount_yuan          DECIMAL(18,2),
    amount_text          VARCHAR,
    unit_text            VARCHAR,
    half_unit_yuan       DECIMAL(18,4),
    change_pct           DECIMAL(9,4),
    change_half_unit_pct DECIMAL(9,4),
    as_of                DATE,
    is_current           BOOLEAN
);
COMMENT ON TABLE core.asset_facts IS '资产：版本×指标';
COMMENT ON COLUMN core.asset_facts.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.asset_facts.report_id IS '报告编号';
COMMENT ON COLUMN core.asset_facts.version_id IS '报告版本编号';
COMMENT ON COLUMN core.asset_facts.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.asset_facts.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.asset_facts.measure IS '指标：total 资产总额、net_book 账面净值、fixed 固定资产、liabilities 负债、net 净资产';
COMMENT ON COLUMN core.asset_facts.amount_yuan IS '金额（元）：精确值';
COMMENT ON COLUMN core.asset_facts.amount_text IS '金额原文：报告所印数字';
COMMENT ON COLUMN core.asset_facts.unit_text IS '单位原文：报告所印单位';
COMMENT ON COLUMN core.asset_facts.half_unit_yuan IS '末位半单位（元）：所印末位数字的一半，真值在金额±此数之间';
COMMENT ON COLUMN core.asset_facts.change_pct IS '比上年增减（%）：减少为负';
COMMENT ON COLUMN core.asset_facts.change_half_unit_pct IS '增减末位半单位（百分点）';
COMMENT ON COLUMN core.asset_facts.as_of IS '截至日期';
COMMENT ON COLUMN core.asset_facts.is_current IS '是否现行版本';

CREATE TABLE core.goals (
    fact_id        VARCHAR USING COMPRESSION fsst,
    report_id      VARCHAR USING COMPRESSION dictionary,
    version_id     VARCHAR USING COMPRESSION dictionary,
    evidence_id    VARCHAR USING COMPRESSION fsst,
    confidence     DECIMAL(9,4),
    part           VARCHAR USING COMPRESSION dictionary,
    seq            INTEGER,
    name           VARCHAR,
    content        VARCHAR,
    completion_pct DECIMAL(9,4),
    matched_seq    INTEGER,
    match_confidence DECIMAL(9,4),
    is_current     BOOLEAN
);
COMMENT ON TABLE core.goals IS '绩效目标及完成情况：版本×部分×序号';
COMMENT ON COLUMN core.goals.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.goals.report_id IS '报告编号';
COMMENT ON COLUMN core.goals.version_id IS '报告版本编号';
COMMENT ON COLUMN core.goals.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.goals.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.goals.part IS '部分：target 目标、result 完成情况';
COMMENT ON COLUMN core.goals.seq IS '序号';
COMMENT ON COLUMN core.goals.name IS '目标名称';
COMMENT ON COLUMN core.goals.content IS '内容';
COMMENT ON COLUMN core.goals.completion_pct IS '完成率（%）';
COMMENT ON COLUMN core.goals.matched_seq IS '对应序号：目标所对应的完成情况的序号，或反之；没有把握时为空';
COMMENT ON COLUMN core.goals.match_confidence IS '对应的可信度：0 至 1，按两段文字的共同用语、金额、文号及与次优者的差距';
COMMENT ON COLUMN core.goals.is_current IS '是否现行版本';

CREATE TABLE core.indicators (
    fact_id          VARCHAR USING COMPRESSION fsst,
    report_id        VARCHAR USING COMPRESSION dictionary,
    version_id       VARCHAR USING COMPRESSION dictionary,
    evidence_id      VARCHAR USING COMPRESSION fsst,
    confidence       DECIMAL(9,4),
    seq              INTEGER,
    level1           VARCHAR USING COMPRESSION dictionary,
    level2           VARCHAR USING COMPRESSION dictionary,
    level3           VARCHAR,
    description      VARCHAR,
    scoring_rule     VARCHAR,
    max_deduction    DECIMAL(24,6),
    weight           DECIMAL(24,6),
    operator         VARCHAR USING COMPRESSION dictionary,
    target_num       DECIMAL(24,6),
    target_text      VARCHAR,
    unit             VARCHAR,
    basis            VARCHAR,
    actual_num       DECIMAL(24,6),
    actual_text      VARCHAR,
    score            DECIMAL(24,6),
    deviation_reason VARCHAR,
    concept_id       VARCHAR,
    is_current       BOOLEAN
);
COMMENT ON TABLE core.indicators IS '绩效指标：版本×序号，指标表或清单的每一行';
COMMENT ON COLUMN core.indicators.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.indicators.report_id IS '报告编号';
COMMENT ON COLUMN core.indicators.version_id IS '报告版本编号';
COMMENT ON COLUMN core.indicators.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.indicators.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.indicators.seq IS '序号';
COMMENT ON COLUMN core.indicators.level1 IS '一级指标';
COMMENT ON COLUMN core.indicators.level2 IS '二级指标';
COMMENT ON COLUMN core.indicators.level3 IS '三级指标';
COMMENT ON COLUMN core.indicators.description IS '指标说明';
COMMENT ON COLUMN core.indicators.scoring_rule IS '评分标准';
COMMENT ON COLUMN core.indicators.max_deduction IS '最大扣分（分）';
COMMENT ON COLUMN core.indicators.weight IS '分值（分）';
COMMENT ON COLUMN core.indicators.operator IS '符号：≥、≤、=、>、<，qualitative 为定性';
COMMENT ON COLUMN core.indicators.target_num IS '目标值：数值，单位见单位列';
COMMENT ON COLUMN core.indicators.target_text IS '目标值原文';
COMMENT ON COLUMN core.indicators.unit IS '单位';
COMMENT ON COLUMN core.indicators.basis IS '依据';
COMMENT ON COLUMN core.indicators.actual_num IS '实际值：数值，单位见单位列';
COMMENT ON COLUMN core.indicators.actual_text IS '实际值原文';
COMMENT ON COLUMN core.indicators.score IS '得分（分）';
COMMENT ON COLUMN core.indicators.deviation_reason IS '偏差原因';
COMMENT ON COLUMN core.indicators.concept_id IS '指标概念编号：见 core.concepts';
COMMENT ON COLUMN core.indicators.is_current IS '是否现行版本';

CREATE TABLE core.scores (
    fact_id     VARCHAR,
    report_id   VARCHAR,
    version_id  VARCHAR,
    evidence_id VARCHAR,
    confidence  DECIMAL(9,4),
    scorer      VARCHAR,
    total       DECIMAL(24,6),
    full_mark   DECIMAL(24,6),
    grade_raw   VARCHAR,
    grade       VARCHAR,
    is_current  BOOLEAN
);
COMMENT ON TABLE core.scores IS '评分：版本×评分主体';
COMMENT ON COLUMN core.scores.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.scores.report_id IS '报告编号';
COMMENT ON COLUMN core.scores.version_id IS '报告版本编号';
COMMENT ON COLUMN core.scores.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.scores.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.scores.scorer IS '评分主体：self 自评、finance_review 财政复评、key_evaluation 重点评价、audit 审计';
COMMENT ON COLUMN core.scores.total IS '总分（分）';
COMMENT ON COLUMN core.scores.full_mark IS '满分（分）';
COMMENT ON COLUMN core.scores.grade_raw IS '等级原文';
COMMENT ON COLUMN core.scores.grade IS '等级：优、良、中、差';
COMMENT ON COLUMN core.scores.is_current IS '是否现行版本';

CREATE TABLE core.sections (
    fact_id      VARCHAR USING COMPRESSION fsst,
    report_id    VARCHAR USING COMPRESSION dictionary,
    version_id   VARCHAR USING COMPRESSION dictionary,
    evidence_id  VARCHAR USING COMPRESSION fsst,
    confidence   DECIMAL(9,4),
    seq          INTEGER,
    section_code VARCHAR USING COMPRESSION dictionary,
    heading      VARCHAR,
    text         VARCHAR,
    text_map     INTEGER[],
    is_current   BOOLEAN
);
COMMENT ON TABLE core.sections IS '章节：版本×章节';
COMMENT ON COLUMN core.sections.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.sections.report_id IS '报告编号';
COMMENT ON COLUMN core.sections.version_id IS '报告版本编号';
COMMENT ON COLUMN core.sections.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.sections.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.sections.seq IS '序号';
COMMENT ON COLUMN core.sections.section_code IS '章节代码：名称见 meta.code_names（section）';
COMMENT ON COLUMN core.sections.heading IS '章节标题';
COMMENT ON COLUMN core.sections.text IS '章节文字：断行已接合，人名以＊遮盖';
COMMENT ON COLUMN core.sections.text_map IS '位置对照：章节文字位置与原文位置成对排列，位置跳跃处一对';
COMMENT ON COLUMN core.sections.is_current IS '是否现行版本';

CREATE TABLE core.problem_items (
    fact_id     VARCHAR USING COMPRESSION fsst,
    report_id   VARCHAR USING COMPRESSION dictionary,
    version_id  VARCHAR USING COMPRESSION dictionary,
    evidence_id VARCHAR USING COMPRESSION fsst,
    confidence  DECIMAL(9,4),
    seq         INTEGER,
    kind        VARCHAR USING COMPRESSION dictionary,
    text        VARCHAR,
    is_current  BOOLEAN
);
COMMENT ON TABLE core.problem_items IS '问题与措施：版本×序号';
COMMENT ON COLUMN core.problem_items.fact_id IS '事实编号：由报告版本与口径确定，同一输入永远相同';
COMMENT ON COLUMN core.problem_items.report_id IS '报告编号';
COMMENT ON COLUMN core.problem_items.version_id IS '报告版本编号';
COMMENT ON COLUMN core.problem_items.evidence_id IS '出处编号：见 core.evidence';
COMMENT ON COLUMN core.problem_items.confidence IS '可信度：0 至 1';
COMMENT ON COLUMN core.problem_items.seq IS '序号';
COMMENT ON COLUMN core.problem_items.kind IS '种类：problem 问题、measure 措施';
COMMENT ON COLUMN core.problem_items.text IS '内容';
COMMENT ON COLUMN core.problem_items.is_current IS '是否现行版本';

CREATE TABLE core.missing_facts (
    report_id  VARCHAR,
    version_id VARCHAR,
    table_name VARCHAR,
    category   VARCHAR,
    stage      VARCHAR,
    reason     VARCHAR,
    is_current BOOLEAN
);
COMMENT ON TABLE core.missing_facts IS '缺失数据：应有而没有的数字及原因';
COMMENT ON COLUMN core.missing_facts.report_id IS '报告编号';
COMMENT ON COLUMN core.missing_facts.version_id IS '报告版本编号';
COMMENT ON COLUMN core.missing_facts.table_name IS '所属表：名称见 meta.code_names（table）';
COMMENT ON COLUMN core.missing_facts.category IS '支出类别：编码同 core.budget_facts';
COMMENT ON COLUMN core.missing_facts.stage IS '环节：编码同 core.budget_facts';
COMMENT ON COLUMN core.missing_facts.reason IS '原因：not_reported 未报告、not_applicable 不适用、illegible 无法辨认、unresolved 未能确定、withheld 有误而不予采用';
COMMENT ON COLUMN core.missing_facts.is_current IS '是否现行版本';

CREATE TABLE core.regions (
    region_code VARCHAR,
    name        VARCHAR,
    level       VARCHAR,
    parent_code VARCHAR,
    code_system VARCHAR,
    first_year  INTEGER,
    last_year   INTEGER
);
COMMENT ON TABLE core.regions IS '行政区划：报告或应报名单中出现的区划及其上级';
COMMENT ON COLUMN core.regions.region_code IS '行政区划代码';
COMMENT ON COLUMN core.regions.name IS '名称';
COMMENT ON COLUMN core.regions.level IS '层级：province 省、city 地级市、county 县';
COMMENT ON COLUMN core.regions.parent_code IS '上级代码：不明时为空';
COMMENT ON COLUMN core.regions.code_system IS '代码体系';
COMMENT ON COLUMN core.regions.first_year IS '数据中最早年度：只在名单中的为空';
COMMENT ON COLUMN core.regions.last_year IS '数据中最晚年度：只在名单中的为空';

CREATE TABLE core.units (
    unit_id         VARCHAR,
    region_code     VARCHAR,
    unit_name       VARCHAR,
    department_type VARCHAR,
    first_year      INTEGER,
    last_year       INTEGER
);
COMMENT ON TABLE core.units IS '单位：数据或应报名单中出现过的单位';
COMMENT ON COLUMN core.units.unit_id IS '单位编号';
COMMENT ON COLUMN core.units.region_code IS '行政区划代码';
COMMENT ON COLUMN core.units.unit_name IS '单位名称';
COMMENT ON COLUMN core.units.department_type IS '部门类型';
COMMENT ON COLUMN core.units.first_year IS '数据中最早年度：只在名单中的单位为空';
COMMENT ON COLUMN core.units.last_year IS '数据中最晚年度：只在名单中的单位为空';

CREATE TABLE core.expected_units (
    region_code     VARCHAR,
    unit_name       VARCHAR,
    department_type VARCHAR,
    from_year       INTEGER,
    to_year         INTEGER
);
COMMENT ON TABLE core.expected_units IS '应报单位名单：取自 raw/expected_units.csv';
COMMENT ON COLUMN core.expected_units.region_code IS '行政区划代码';
COMMENT ON COLUMN core.expected_units.unit_name IS '单位名称';
COMMENT ON COLUMN core.expected_units.department_type IS '部门类型：名单未写时为空';
COMMENT ON COLUMN core.expected_units.from_year IS '起始年度：空为一直';
COMMENT ON COLUMN core.expected_units.to_year IS '截止年度：空为至今';

CREATE TABLE core.concepts (
    concept_id VARCHAR,
    name       VARCHAR,
    level2     VARCHAR,
    unit       VARCHAR,
    direction  VARCHAR,
    from_year  INTEGER,
    to_year    INTEGER,
    measure    VARCHAR,
    basis      VARCHAR,
    confidence DECIMAL(9,4),
    n_names    INTEGER
);
COMMENT ON TABLE core.concepts IS '指标概念：同义指标的统一名称';
COMMENT ON COLUMN core.concepts.concept_id IS '指标概念编号';
COMMENT ON COLUMN core.concepts.name IS '统一名称';
COMMENT ON COLUMN core.concepts.level2 IS '应属二级指标';
COMMENT ON COLUMN core.concepts.unit IS '标准单位';
COMMENT ON COLUMN core.concepts.direction IS '方向：higher 越高越好、lower 越低越好';
COMMENT ON COLUMN core.concepts.from_year IS '起始年度';
COMMENT ON COLUMN core.concepts.to_year IS '截止年度';
COMMENT ON COLUMN core.concepts.measure IS '衡量的是什么：rate 率、satisfaction 满意度、people 人数等，名称不说明的为空';
COMMENT ON COLUMN core.concepts.basis IS '归并依据：same 名称相同、listed 同义词表、confirmed 人工确认、split 人工分开';
COMMENT ON COLUMN core.concepts.confidence IS '可信度：0 至 1，其各名称中最低的';
COMMENT ON COLUMN core.concepts.n_names IS '名称数：归入的不同名称';
