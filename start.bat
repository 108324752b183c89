@echo off
rem Starts the program on Windows: makes .venv the first time (Python 3.11 is needed), later just opens the window.
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON=.venv\Scripts\python.exe"

fc /b requirements.lock .venv\installed.lock >nul 2>&1
if not errorlevel 1 if exist "%PYTHON%" goto open

if exist "%PYTHON%" goto install
echo 头一次启动，正在准备，请等几分钟……
py -3.11 -m venv .venv 2>nul || python -m venv .venv
if not exist "%PYTHON%" (
    echo 没有找到 Python 3.11。请先装好 Python 3.11（安装时勾选“Add to PATH”），再双击本文件。
    pause
    exit /b 1
)

:install
rem A folder wheels beside this file serves a computer without a network.
set "SOURCE="
if exist wheels set "SOURCE=--no-index --find-links wheels"
"%PYTHON%" -m pip install --quiet --disable-pip-version-check --require-hashes %SOURCE% -r requirements.lock
if errorlevel 1 (
    echo 程序要用的库没有装上。请检查网络，或把 wheels 文件夹拷到本文件旁边，再双击一次。
    pause
    exit /b 1
)
copy /y requirements.lock .venv\installed.lock >nul

:open
if not "%~1"=="" (
    "%PYTHON%" main.py %*
    exit /b
)
start "" .venv\Scripts\pythonw.exe main.py
