-- Names of codes, as people read them: filled from pipelines/lexicon (diff, review, sections, branches), so that what is built in SQL says them.

CREATE TABLE meta.code_names (
    kind    VARCHAR NOT NULL,
    code    VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL
);
COMMENT ON TABLE meta.code_names IS '编码的中文名称：种类×编码';
COMMENT ON COLUMN meta.code_names.kind IS '种类：table 数字所在的表、figure 数字名称中的一段、part 指标的哪一栏、rate 所述比率的种类、difference 相差的单位、problem 问题的种类归入哪一类、section 章节、branch 规则的分支';
COMMENT ON COLUMN meta.code_names.code IS '编码：分支为 规则编号/分支';
COMMENT ON COLUMN meta.code_names.name_zh IS '名称：空文字为不必说出';
