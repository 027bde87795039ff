-- The gate: what a build was held to before it went out. Here: the tables that the night fills at its end, and what the
-- build is compared with. Not here: the limits themselves (expectations/gate.yml).

CREATE TABLE quality.gate_limits (
    limit_name      VARCHAR NOT NULL,
    name_zh         VARCHAR NOT NULL,
    subject         VARCHAR,
    observed        VARCHAR NOT NULL,
    allowed         VARCHAR NOT NULL,
    ok              BOOLEAN NOT NULL,
    overridable     BOOLEAN NOT NULL,
    overridden_by   VARCHAR,
    override_reason VARCHAR,
    message_zh      VARCHAR
);
COMMENT ON TABLE quality.gate_limits IS '发布闸门：本版的每一限，看到多少、要求多少、是否通过、由谁放行';
COMMENT ON COLUMN quality.gate_limits.limit_name IS '限名：见 expectations/gate.yml';
COMMENT ON COLUMN quality.gate_limits.name_zh IS '限的名称';
COMMENT ON COLUMN quality.gate_limits.subject IS '对象：表或县；不分对象的为空';
COMMENT ON COLUMN quality.gate_limits.observed IS '看到的数';
COMMENT ON COLUMN quality.gate_limits.allowed IS '要求：允许的数，如“至少 1 个文件”“不超过 20%”';
COMMENT ON COLUMN quality.gate_limits.ok IS '是否通过（放行的仍为否）';
COMMENT ON COLUMN quality.gate_limits.overridable IS '是否可以由人放行一次';
COMMENT ON COLUMN quality.gate_limits.overridden_by IS '放行人：职务或代号照写，人名以＊遮盖；没有放行为空';
COMMENT ON COLUMN quality.gate_limits.override_reason IS '放行的理由';
COMMENT ON COLUMN quality.gate_limits.message_zh IS '未通过时：差多少、怎么办';

CREATE TABLE quality.live_counts (
    table_name VARCHAR NOT NULL,
    n_rows     BIGINT NOT NULL
);
COMMENT ON TABLE quality.live_counts IS '用来比较的现行版本的各表行数：第一次发布、或示例与真实文件相互替换时没有行';
COMMENT ON COLUMN quality.live_counts.table_name IS '表名（含模式名）';
COMMENT ON COLUMN quality.live_counts.n_rows IS '行数';
