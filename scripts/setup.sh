#!/bin/sh
# Makes .venv from requirements.lock with whatever is there: uv, else venv, else pip alone.
set -eu
python=$1
if [ -z "$python" ] && ! command -v uv >/dev/null 2>&1; then
    echo "没有找到 Python 3.11 或更高版本，请先安装（例如 apt install python3 python3-venv）。" >&2
    echo "No Python 3.11 or newer was found; install one (for example apt install python3 python3-venv)." >&2
    exit 1
fi

bring_uv() {
    # uv installs the locked set in seconds; it comes from the package index like everything else.
    "$python" -m venv .venv 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1 \
        && .venv/bin/python -m pip install --quiet uv && return 0
    rm -rf .venv
    # Debian's Python without python3-venv: pip alone can put uv into a folder of its own.
    "$python" -m pip --version >/dev/null 2>&1 && "$python" -m pip install --quiet --target .venv/.uv uv && return 0
    return 1
}

if command -v uv >/dev/null 2>&1; then
    uv=uv
    uv venv --quiet --allow-existing ${python:+--python "$python"} .venv
elif bring_uv; then
    if [ -x .venv/bin/uv ]; then
        uv=.venv/bin/uv
    else
        uv=$(find .venv/.uv -type f -name uv | head -n 1)
        "$uv" venv --quiet --allow-existing --python "$python" .venv
    fi
else
    echo "需要 uv、pip 或 venv 之一（例如 apt install python3-venv）。" >&2
    echo "One of uv, pip or venv is needed (for example apt install python3-venv)." >&2
    exit 1
fi

echo "安装依赖 installing the locked dependencies …"
# requirements-ocr.lock is requirements.lock and what recognises scans; that has no wheels for some machines
if ! "$uv" pip install --quiet --python .venv/bin/python --require-hashes -r requirements-ocr.lock; then
    echo "识别扫描件的组件（rapidocr、onnxruntime）装不上：扫描件会列为未读，其他文件照常。" >&2
    echo "Recognition of scans could not be installed: scans will be listed as not read, all else works." >&2
    "$uv" pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock
fi
# built with the locked hatchling, so that nothing unlocked is fetched
"$uv" pip install --quiet --python .venv/bin/python --no-build-isolation --no-deps -e .
# compiled once here, not by every process where the machine keeps Python from writing bytecode
.venv/bin/python -m compileall -q -j 0 .venv/lib pipelines >/dev/null 2>&1 || true
