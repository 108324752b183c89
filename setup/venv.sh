#!/bin/sh
# Makes .venv from the locks and proves it by importing. Called by make when a lock is newer than .venv/.ready.
set -eu
cd "$(dirname "$0")/.."
. setup/packages.sh

# PySide6 6.8.3 is made for Python 3.11 to 3.13; 3.11 is the one everything is tried on.
find_python() {
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "没有找到 Python 3.11 到 3.13。请先运行下面这一行，再重来 / Python 3.11 to 3.13 not found; run this line first:" >&2
    echo "    apt-get install -y $python_packages" >&2
    return 1
}

bin=.venv/bin
[ "${OS:-}" = "Windows_NT" ] && bin=.venv/Scripts

if ! "$bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
        echo "这台机器的 Python 不会建虚拟环境。请先运行下面这一行，再重来 / this Python cannot make a venv; run this line first:" >&2
        echo "    apt-get install -y $python_packages" >&2
        exit 1
    fi
fi

echo "正在准备程序要用的库（头一次要几分钟） / installing libraries (some minutes the first time)"
set -- -qq --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-test.lock
# A folder wheels/ carried in on a stick serves a machine without a network.
[ -d wheels ] && set -- "$@" --no-index --find-links wheels
if ! "$bin/python" -m pip install "$@"; then
    echo "库没有装上。请检查网络，再运行一次 / the libraries could not be installed; check the network and run it again" >&2
    exit 1
fi
"$bin/python" -c 'import sqlalchemy, sqlcipher3'
touch .venv/.ready
