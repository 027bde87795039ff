-- What the nights did and cost, as long as the ledger remembers: for trends, and for whoever keeps the system running.
CREATE TABLE meta.night_metrics (
    run_id VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    unit_zh VARCHAR NOT NULL,
    value DECIMAL(18, 3) NOT NULL,
    PRIMARY KEY (run_id, metric)
);
COMMENT ON TABLE meta.night_metrics IS '每夜指标：每次运行的每个指标一行，本夜的量到发布之前为止';
COMMENT ON COLUMN meta.night_metrics.run_id IS '运行编号：见 meta.runs';
COMMENT ON COLUMN meta.night_metrics.metric IS '指标代码：wall_ms_、cpu_ms_ 开头的是某一步的用时';
COMMENT ON COLUMN meta.night_metrics.name_zh IS '名称';
COMMENT ON COLUMN meta.night_metrics.unit_zh IS '单位';
COMMENT ON COLUMN meta.night_metrics.value IS '数值';
