-- Derived numbers as data: filled from pipelines/lexicon/measures.toml, so that every build explains its own numbers.

CREATE TABLE meta.measures (
    measure     VARCHAR NOT NULL,
    name_zh     VARCHAR NOT NULL,
    unit_zh     VARCHAR NOT NULL,
    formula_zh  VARCHAR NOT NULL,
    numerator   VARCHAR[] NOT NULL,
    denominator VARCHAR[] NOT NULL,
    kind        VARCHAR NOT NULL,
    times       INTEGER NOT NULL,
    digits      INTEGER NOT NULL,
    is_absolute BOOLEAN NOT NULL,
    scale       VARCHAR NOT NULL,
    is_compared BOOLEAN NOT NULL,
    most        INTEGER,
    beyond_zh   VARCHAR,
    columns     VARCHAR[] NOT NULL,
    caution_zh  VARCHAR NOT NULL,
    source      VARCHAR NOT NULL
);
COMMENT ON TABLE meta.measures IS '派生指标：每个由报告数字算出来的数的公式';
COMMENT ON COLUMN meta.measures.measure IS '指标代码';
COMMENT ON COLUMN meta.measures.name_zh IS '名称';
COMMENT ON COLUMN meta.measures.unit_zh IS '计量单位';
COMMENT ON COLUMN meta.measures.formula_zh IS '公式：文字说明';
COMMENT ON COLUMN meta.measures.numerator IS '分子：数字代码，按先后取第一个有的；统计量没有';
COMMENT ON COLUMN meta.measures.denominator IS '分母：数字代码，按先后取第一个有的；差的减数；统计量没有';
COMMENT ON COLUMN meta.measures.kind IS '种类：per_head 每人、quotient 商、difference 差、statistic 由同类的值得出的统计量';
COMMENT ON COLUMN meta.measures.times IS '乘数：百分数为 100';
COMMENT ON COLUMN meta.measures.digits IS '小数位数：四舍五入到这一位';
COMMENT ON COLUMN meta.measures.is_absolute IS '是否取绝对值';
COMMENT ON COLUMN meta.measures.scale IS '尺度：log 离散度按对数，linear 按原值';
COMMENT ON COLUMN meta.measures.is_compared IS '是否与同类比较：见 mart.peer_card';
COMMENT ON COLUMN meta.measures.most IS '可能的最大值：超过的在可比性说明里写明，不限为空';
COMMENT ON COLUMN meta.measures.beyond_zh IS '超过时的说明：不限为空';
COMMENT ON COLUMN meta.measures.columns IS '所在列：mart.表.列，* 为任何表';
COMMENT ON COLUMN meta.measures.caution_zh IS '使用须知';
COMMENT ON COLUMN meta.measures.source IS '来源：依据的制度或做法';

CREATE TABLE meta.measure_sums (
    figure  VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    choice  INTEGER NOT NULL,
    term    VARCHAR NOT NULL,
    sign    INTEGER NOT NULL
);
COMMENT ON TABLE meta.measure_sums IS '相加而得的数：派生指标所用、报告没有直接印出时由所印数字加减而得';
COMMENT ON COLUMN meta.measure_sums.figure IS '数字代码';
COMMENT ON COLUMN meta.measure_sums.name_zh IS '名称';
COMMENT ON COLUMN meta.measure_sums.choice IS '算法序号：依次取第一个各项俱全的';
COMMENT ON COLUMN meta.measure_sums.term IS '所加减的数字代码：mart.unit_year 的列名';
COMMENT ON COLUMN meta.measure_sums.sign IS '符号：1 加、-1 减';
