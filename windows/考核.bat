@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
rem 网络路径（\\server\share）没有盘符，pushd 给它一个。
pushd "%~dp0.."
if not exist requirements.lock (
  echo 打不开 "%~dp0.."，请把整个文件夹复制到本机再运行。
  goto end
)
set "CODE=2"
set "PYTHONUTF8=1"
set "KAOHE_WAY=windows\考核.bat"
if exist ".venv\ready.txt" if exist ".venv\Scripts\python.exe" goto installed
call :find_python
if not defined PY (
  echo 没有找到 Python 3.11 或更高版本。请从 python.org 安装，安装时勾选 Add python.exe to PATH，再双击本文件。
  goto end
)
echo 正在准备运行环境，只在第一次需要几分钟，请不要关闭这个窗口…
if exist ".venv" rmdir /s /q ".venv"
%PY% -m venv ".venv"
if not "%ERRORLEVEL%"=="0" goto failed
:installed
if not exist ".venv\ready.txt" goto install
fc /b requirements.lock ".venv\ready.txt" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto run
:install
set "FROM="
if exist "windows\wheels" set "FROM=--no-index --find-links windows\wheels"
".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check %FROM% --require-hashes -r requirements.lock
if not "%ERRORLEVEL%"=="0" goto failed
".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
if not "%ERRORLEVEL%"=="0" goto failed
copy /y requirements.lock ".venv\ready.txt" >nul
if not "%ERRORLEVEL%"=="0" goto failed
:run
".venv\Scripts\python.exe" -m pipeline %*
set "CODE=%ERRORLEVEL%"
goto end
:find_python
set "PY="
for %%P in ("py -3" "python" "python3") do call :try_python %%P
exit /b 0
:try_python
rem 应用商店的占位程序什么也不运行，只有真正的 Python 才答得上来。
if defined PY exit /b 0
%~1 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if "%ERRORLEVEL%"=="0" set "PY=%~1"
exit /b 0
:failed
echo 运行环境没有准备好：请检查网络后再双击本文件；没有网络时请用带 wheels 的 kaohe-windows.zip。
:end
popd
pause
exit /b %CODE%
