# The Debian packages this house stands on, named once: setup/*.sh prints them, .ci/run installs them.

# Python itself with venv and pip; make.
python_packages="python3 python3-venv make"

# What Qt loads before it can draw anything, and what it needs to open a window on X11.
qt_packages="libegl1 libgl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1 \
libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"

# The ordinary tools with which tests open a package, as a township may in ten years.
tool_packages="git age minisign zstd unzip poppler-utils"

# The database server that a county may keep its ledgers on: the tests start one of their own.
server_packages="postgresql"
