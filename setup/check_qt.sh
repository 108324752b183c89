#!/bin/sh
# Says whether Qt can start here, and if not, the one line that mends it. Usage: setup/check_qt.sh [offscreen]
cd "$(dirname "$0")/.." || exit 1
. setup/packages.sh

bin=.venv/bin
[ "${OS:-}" = "Windows_NT" ] && bin=.venv/Scripts
[ "${1:-}" = "" ] || export QT_QPA_PLATFORM="$1"

if [ "${OS:-}${QT_QPA_PLATFORM:-}${DISPLAY:-}${WAYLAND_DISPLAY:-}" = "" ]; then
    echo "这里没有屏幕，窗口打不开；命令照样能用：.venv/bin/python main.py --help" >&2
    echo "No screen here, so no window; the commands work all the same: .venv/bin/python main.py --help" >&2
    exit 1
fi

# A missing display plugin ends the process itself, so the trial runs in a process of its own.
if why=$("$bin/python" -c 'from PySide6.QtWidgets import QApplication; QApplication([])' 2>&1); then
    exit 0
fi
echo "窗口打不开：这台机器缺几个系统库。请运行下面这一行，再重来。" >&2
echo "Qt cannot start here: system libraries are missing. Run this line, then try again:" >&2
echo "    apt-get install -y $(echo $qt_packages)" >&2
echo "$why" | tail -n 1 >&2
exit 1
