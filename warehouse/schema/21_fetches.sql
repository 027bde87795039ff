-- What came from disclosure pages, as the ledger knows it when the build is made; empty where no source is named.
CREATE TABLE meta.fetches (
    source_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    page_url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    gone_at TIMESTAMP,
    PRIMARY KEY (source_id, url)
);
COMMENT ON TABLE meta.fetches IS '抓取记录：公开页面上的每个附件一行，内容以最近一次抓到的为准；sha256 与 core.documents 相连';
COMMENT ON COLUMN meta.fetches.source_id IS '来源：raw/sources.toml 里的名字';
COMMENT ON COLUMN meta.fetches.url IS '附件地址';
COMMENT ON COLUMN meta.fetches.page_url IS '所在页面地址';
COMMENT ON COLUMN meta.fetches.title IS '页面标题';
COMMENT ON COLUMN meta.fetches.path IS '收件箱中的文件';
COMMENT ON COLUMN meta.fetches.sha256 IS '内容哈希';
COMMENT ON COLUMN meta.fetches.first_seen_at IS '首次见到（UTC）';
COMMENT ON COLUMN meta.fetches.fetched_at IS '现有内容抓到的时间（UTC）';
COMMENT ON COLUMN meta.fetches.seen_at IS '最近一次见到（UTC）';
COMMENT ON COLUMN meta.fetches.gone_at IS '从何时起页面上没有了（UTC）：还在的为空';
