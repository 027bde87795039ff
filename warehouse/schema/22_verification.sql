-- Whether the quotes still give the stored values: what was read again from the stored documents before this build went
-- out, and what did not agree. Filled by the night before the gate; a share under the gate's limit closes it.

CREATE TABLE quality.verification (
    run_id VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    checked INTEGER NOT NULL,
    agreed INTEGER NOT NULL,
    meanings_agreed INTEGER NOT NULL,
    meanings_contradicted INTEGER NOT NULL,
    meanings_untold INTEGER NOT NULL
);
COMMENT ON TABLE quality.verification IS '引文复核：每张表复核了多少、多少仍与原文一致';
COMMENT ON COLUMN quality.verification.run_id IS '运行编号';
COMMENT ON COLUMN quality.verification.scope IS '范围：new 新增或有变动的，all 全部';
COMMENT ON COLUMN quality.verification.table_name IS '所复核的表：evidence 为引文本身及其位置，其余为该表的事实';
COMMENT ON COLUMN quality.verification.checked IS '复核数：从留存文件重新读取的引文或事实的个数';
COMMENT ON COLUMN quality.verification.agreed IS '一致数：其中引文仍能读出所存之值的个数';
COMMENT ON COLUMN quality.verification.meanings_agreed IS '口径相符数：类别、环节、来源、年度、指标列中，引文处的表头、行名、文字说的就是所存的个数；每周一次重读，平日取自 quality.meanings';
COMMENT ON COLUMN quality.verification.meanings_contradicted IS '口径相反数：引文处明确说的是另一种的个数';
COMMENT ON COLUMN quality.verification.meanings_untold IS '口径未明数：引文处的字句说不准的个数，不算差错';

CREATE TABLE quality.meanings (
    version_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    agreed INTEGER NOT NULL,
    contradicted INTEGER NOT NULL,
    untold INTEGER NOT NULL
);
COMMENT ON TABLE quality.meanings IS '口径复核：提取时另用一份词表重读数字旁的文字，报告版本×表';
COMMENT ON COLUMN quality.meanings.version_id IS '报告版本编号';
COMMENT ON COLUMN quality.meanings.table_name IS '所复核的表';
COMMENT ON COLUMN quality.meanings.agreed IS '相符数：类别、环节、来源、年度、指标列中，引文处的表头、行名、文字说的就是所存的个数';
COMMENT ON COLUMN quality.meanings.contradicted IS '相反数：引文处明确说的是另一种的个数，其数字等人核对（words_contradict），不进入比较表';
COMMENT ON COLUMN quality.meanings.untold IS '未明数：引文处的字句说不准的个数，不算差错';

CREATE TABLE quality.verification_failures (
    run_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    fact_id VARCHAR,
    evidence_id VARCHAR,
    document_id VARCHAR,
    file_name VARCHAR,
    page INTEGER,
    kind VARCHAR NOT NULL,
    column_name VARCHAR,
    quote VARCHAR,
    stored VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    message_zh VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL
);
COMMENT ON TABLE quality.verification_failures IS '引文复核不一致：每处一行';
COMMENT ON COLUMN quality.verification_failures.run_id IS '运行编号';
COMMENT ON COLUMN quality.verification_failures.table_name IS '所复核的表：evidence 为引文或整份文件';
COMMENT ON COLUMN quality.verification_failures.fact_id IS '事实编号：引文或整份文件不一致时为空';
COMMENT ON COLUMN quality.verification_failures.evidence_id IS '出处编号：整份文件不一致时为空';
COMMENT ON COLUMN quality.verification_failures.document_id IS '文件编号';
COMMENT ON COLUMN quality.verification_failures.file_name IS '文件名';
COMMENT ON COLUMN quality.verification_failures.page IS '页码：无分页的格式为空';
COMMENT ON COLUMN quality.verification_failures.kind IS '种类：original_lost 原件丢失、original_changed 原件被改、document_unreadable 读取结果损坏、evidence_lost 没有引文、quote_differs 引文不同、place_differs 位置不同、value_differs 数值不同、unit_differs 单位不同、text_differs 文字不同、meaning_differs 口径不同';
COMMENT ON COLUMN quality.verification_failures.column_name IS '不一致的列';
COMMENT ON COLUMN quality.verification_failures.quote IS '引文：人名以＊遮盖';
COMMENT ON COLUMN quality.verification_failures.stored IS '库中所存';
COMMENT ON COLUMN quality.verification_failures.found IS '重新读出';
COMMENT ON COLUMN quality.verification_failures.message_zh IS '中文说明';
COMMENT ON COLUMN quality.verification_failures.message_en IS '英文说明';
