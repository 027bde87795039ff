-- How printed indicator names became concepts (core.concepts): each name with the reason, the pairs that wait for a person, and
-- what became of people's words (raw/decisions/concepts.toml). Filled by the night before the rules run.

CREATE TABLE quality.concept_names (
    level3     VARCHAR NOT NULL,
    unit       VARCHAR,
    concept_id VARCHAR,
    basis      VARCHAR NOT NULL,
    confidence DECIMAL(9,4),
    n_rows     INTEGER NOT NULL,
    reason_zh  VARCHAR NOT NULL
);
COMMENT ON TABLE quality.concept_names IS '指标名称的归并：报告所印的每个名称与单位一行，归入哪个概念、为什么';
COMMENT ON COLUMN quality.concept_names.level3 IS '三级指标名称：报告所印';
COMMENT ON COLUMN quality.concept_names.unit IS '单位：报告所印，没有为空';
COMMENT ON COLUMN quality.concept_names.concept_id IS '指标概念编号：见 core.concepts，名称说不清量什么的为空';
COMMENT ON COLUMN quality.concept_names.basis IS '依据：same 名称相同、listed 同义词表、confirmed 人工确认、split 人工分开、unclear 说不清';
COMMENT ON COLUMN quality.concept_names.confidence IS '可信度：0 至 1，没有归入的为空';
COMMENT ON COLUMN quality.concept_names.n_rows IS '出现次数：各版本的指标行';
COMMENT ON COLUMN quality.concept_names.reason_zh IS '理由';

CREATE TABLE quality.concept_proposals (
    proposal_id VARCHAR NOT NULL,
    concept_a   VARCHAR NOT NULL,
    name_a      VARCHAR NOT NULL,
    concept_b   VARCHAR NOT NULL,
    name_b      VARCHAR NOT NULL,
    unit        VARCHAR,
    likeness    DECIMAL(9,4) NOT NULL,
    confidence  DECIMAL(9,4) NOT NULL,
    reason_zh   VARCHAR NOT NULL
);
COMMENT ON TABLE quality.concept_proposals IS '待人确认的同义指标：名称相近而没有归并的两个概念';
COMMENT ON COLUMN quality.concept_proposals.proposal_id IS '提议编号';
COMMENT ON COLUMN quality.concept_proposals.concept_a IS '概念一编号';
COMMENT ON COLUMN quality.concept_proposals.name_a IS '概念一名称';
COMMENT ON COLUMN quality.concept_proposals.concept_b IS '概念二编号';
COMMENT ON COLUMN quality.concept_proposals.name_b IS '概念二名称';
COMMENT ON COLUMN quality.concept_proposals.unit IS '单位';
COMMENT ON COLUMN quality.concept_proposals.likeness IS '相似度：去掉衡量词后的文字，0 至 100';
COMMENT ON COLUMN quality.concept_proposals.confidence IS '可信度：总低于归并的门槛，所以从不自动归并';
COMMENT ON COLUMN quality.concept_proposals.reason_zh IS '理由';

CREATE TABLE quality.concept_decisions (
    place      VARCHAR NOT NULL,
    action     VARCHAR NOT NULL,
    names      VARCHAR[] NOT NULL,
    name       VARCHAR,
    decided_by VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    why        VARCHAR NOT NULL,
    status     VARCHAR NOT NULL,
    reason_zh  VARCHAR
);
COMMENT ON TABLE quality.concept_decisions IS '人对同义指标的决定及执行情况';
COMMENT ON COLUMN quality.concept_decisions.place IS '出处：文件与行';
COMMENT ON COLUMN quality.concept_decisions.action IS '决定：same 是同一指标、different 不是';
COMMENT ON COLUMN quality.concept_decisions.names IS '所说的名称';
COMMENT ON COLUMN quality.concept_decisions.name IS '统一名称：没有指定为空';
COMMENT ON COLUMN quality.concept_decisions.decided_by IS '决定人：职务或代号照写，人名以＊遮盖';
COMMENT ON COLUMN quality.concept_decisions.decided_at IS '决定时间（UTC）';
COMMENT ON COLUMN quality.concept_decisions.why IS '理由';
COMMENT ON COLUMN quality.concept_decisions.status IS '执行情况：applied 已执行、overruled 被后来的取代、contradicted 与另一条相反、gone 名称已不出现';
COMMENT ON COLUMN quality.concept_decisions.reason_zh IS '未执行的原因';
