-- Which texts are alike: pairs of reports, whole and section by section. Filled by the night before the rules run; F04 and
-- A15 look here. Names, numbers, dates and the form's own phrases do not count; words are compared five characters at a time.

CREATE TABLE quality.text_pairs (
    version_a VARCHAR NOT NULL,
    version_b VARCHAR NOT NULL,
    section_a VARCHAR,
    section_b VARCHAR,
    jaccard DECIMAL(5,4) NOT NULL,
    containment DECIMAL(5,4) NOT NULL,
    template_share DECIMAL(5,4) NOT NULL,
    same_unit BOOLEAN NOT NULL,
    same_year BOOLEAN NOT NULL,
    common_chars INTEGER NOT NULL,
    common_text VARCHAR,
    document_a VARCHAR NOT NULL,
    char_start_a INTEGER,
    char_end_a INTEGER,
    document_b VARCHAR NOT NULL,
    char_start_b INTEGER,
    char_end_b INTEGER,
    donor_version VARCHAR,
    donor_reason VARCHAR NOT NULL
);
COMMENT ON TABLE quality.text_pairs IS '文字雷同：两份报告（或其同名章节）去掉名称、数字和模板文字后仍大体相同；同一份报告的各版本之间不比';
COMMENT ON COLUMN quality.text_pairs.version_a IS '较晚的版本编号';
COMMENT ON COLUMN quality.text_pairs.version_b IS '较早的版本编号：年度、落款日期在前；都相同时按编号，不表示先后';
COMMENT ON COLUMN quality.text_pairs.section_a IS '较晚一份的章节代码：空为全文';
COMMENT ON COLUMN quality.text_pairs.section_b IS '较早一份的章节代码：空为全文';
COMMENT ON COLUMN quality.text_pairs.jaccard IS '重合度：共有的五字片段÷两份合计的片段，0 至 1';
COMMENT ON COLUMN quality.text_pairs.containment IS '包含度：较晚一份的片段中较早一份也有的份额';
COMMENT ON COLUMN quality.text_pairs.template_share IS '模板份额：较晚一份的片段中属于模板、未计入比较的份额';
COMMENT ON COLUMN quality.text_pairs.same_unit IS '是否同一单位';
COMMENT ON COLUMN quality.text_pairs.same_year IS '是否同一年度';
COMMENT ON COLUMN quality.text_pairs.common_chars IS '最长相同段落的字数';
COMMENT ON COLUMN quality.text_pairs.common_text IS '最长相同段落：取自较晚一份，人名以＊遮盖';
COMMENT ON COLUMN quality.text_pairs.document_a IS '较晚一份的文件编号';
COMMENT ON COLUMN quality.text_pairs.char_start_a IS '最长相同段落在较晚一份原文中的起点';
COMMENT ON COLUMN quality.text_pairs.char_end_a IS '最长相同段落在较晚一份原文中的终点';
COMMENT ON COLUMN quality.text_pairs.document_b IS '较早一份的文件编号';
COMMENT ON COLUMN quality.text_pairs.char_start_b IS '最长相同段落在较早一份原文中的起点';
COMMENT ON COLUMN quality.text_pairs.char_end_b IS '最长相同段落在较早一份原文中的终点';
COMMENT ON COLUMN quality.text_pairs.donor_version IS '可能的原文所在版本：无法判断时为空';
COMMENT ON COLUMN quality.text_pairs.donor_reason IS '判断原文的理由：earlier_year 年度在前、own_words 文字属于其部门业务、earlier_signed 落款在前、earlier_seen 收到在前、unknown 无法判断';

CREATE TABLE quality.text_pieces (
    version_a VARCHAR NOT NULL,
    version_b VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    shingles INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    document_a VARCHAR NOT NULL,
    char_start_a INTEGER NOT NULL,
    char_end_a INTEGER NOT NULL,
    document_b VARCHAR NOT NULL,
    char_start_b INTEGER NOT NULL,
    char_end_b INTEGER NOT NULL,
    donor_version VARCHAR,
    donor_reason VARCHAR NOT NULL
);
COMMENT ON TABLE quality.text_pieces IS '零散雷同：两个单位的报告各处相同的段落，每处一行；只收很少有别的单位写的，合计占一方自有文字的份额够多的';
COMMENT ON COLUMN quality.text_pieces.version_a IS '较晚的版本编号';
COMMENT ON COLUMN quality.text_pieces.version_b IS '较早的版本编号：年度、落款日期在前；都相同时按编号，不表示先后';
COMMENT ON COLUMN quality.text_pieces.seq IS '第几处：按较晚一份的顺序';
COMMENT ON COLUMN quality.text_pieces.shingles IS '片段数：这一处的五字片段中很少有单位写的';
COMMENT ON COLUMN quality.text_pieces.chars IS '这一处的字数';
COMMENT ON COLUMN quality.text_pieces.text IS '相同的文字：取自较晚一份，人名以＊遮盖';
COMMENT ON COLUMN quality.text_pieces.document_a IS '较晚一份的文件编号';
COMMENT ON COLUMN quality.text_pieces.char_start_a IS '在较晚一份原文中的起点';
COMMENT ON COLUMN quality.text_pieces.char_end_a IS '在较晚一份原文中的终点';
COMMENT ON COLUMN quality.text_pieces.document_b IS '较早一份的文件编号';
COMMENT ON COLUMN quality.text_pieces.char_start_b IS '在较早一份原文中的起点';
COMMENT ON COLUMN quality.text_pieces.char_end_b IS '在较早一份原文中的终点';
COMMENT ON COLUMN quality.text_pieces.donor_version IS '可能的原文所在版本：无法判断时为空';
COMMENT ON COLUMN quality.text_pieces.donor_reason IS '判断原文的理由：编码同 quality.text_pairs';

CREATE TABLE quality.text_compared (
    version_id VARCHAR NOT NULL,
    shingles INTEGER NOT NULL,
    own_shingles INTEGER NOT NULL,
    template_share DECIMAL(5,4) NOT NULL,
    others INTEGER NOT NULL
);
COMMENT ON TABLE quality.text_compared IS '参加文字比较的报告：每个版本一行';
COMMENT ON COLUMN quality.text_compared.version_id IS '版本编号';
COMMENT ON COLUMN quality.text_compared.shingles IS '五字片段数：不计职责、机构、人员、资产、收支、引言和名单';
COMMENT ON COLUMN quality.text_compared.own_shingles IS '自有片段数：其中不属于模板文字的';
COMMENT ON COLUMN quality.text_compared.template_share IS '模板份额：属于模板文字的片段的份额';
COMMENT ON COLUMN quality.text_compared.others IS '与之比较的其他版本数：自有文字太少而没有比较时为 0';
