@echo off
chcp 65001 >nul
setlocal
cd /d "%~dp0.."
set PY=
where py >nul 2>nul && set PY=py -3
if not defined PY where python >nul 2>nul && set PY=python
if not defined PY (
  echo 没有找到 Python，请先从应用商店安装 Python 3.11 或更高版本。
  goto end
)
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (
  echo Python 版本太旧，请安装 3.11 或更高版本。
  goto end
)
if not exist ".venv\Scripts\python.exe" (
  echo 正在准备运行环境，只在第一次需要几分钟…
  %PY% -m venv .venv || goto failed
)
fc /b requirements.lock .venv\installed.lock >nul 2>nul || (
  ".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock || goto failed
  ".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . || goto failed
  copy /y requirements.lock .venv\installed.lock >nul
)
".venv\Scripts\python.exe" -m pipeline month %*
set CODE=%ERRORLEVEL%
if exist "output\index.html" start "" "output\index.html"
goto end
:failed
echo 运行环境没有准备好，请把上面的提示发给技术同事。
:end
pause
exit /b %CODE%
