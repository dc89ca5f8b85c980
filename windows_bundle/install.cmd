@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
set "XL_ADDIN_HERE=%~dp0"
set "XL_ADDIN_APP=%LOCALAPPDATA%\Programs\xl_addin"
set "PYTHONUTF8=1"
if not exist "%XL_ADDIN_HERE%app\python\python.exe" goto packed
if not exist "%XL_ADDIN_HERE%app\python\Lib\site-packages\xl_addin" goto packed
echo 正在安装，请稍候…… Installing, please wait ...
powershell -NoProfile -ExecutionPolicy Bypass -Command "Get-ChildItem -LiteralPath $env:XL_ADDIN_HERE -Recurse -File | Unblock-File"
robocopy "%XL_ADDIN_HERE%app" "%XL_ADDIN_APP%" /MIR /NFL /NDL /NJH /NJS /NP >nul
if errorlevel 8 goto failed
"%XL_ADDIN_APP%\python\python.exe" -m xl_addin addin install
if errorlevel 1 goto failed
"%XL_ADDIN_APP%\python\python.exe" -m xl_addin addin launcher
if errorlevel 1 goto failed
echo.
echo 安装完成。请重新打开 Excel，再打开文件夹“岗位文档”里的 product_operations.xlsm。
echo Done. Restart Excel, then open product_operations.xlsm in the folder beside this file.
pause
exit /b 0
:packed
echo 请先把压缩包全部解压，再运行 install.cmd。
echo Please unpack the whole archive first, then run install.cmd.
pause
exit /b 2
:failed
echo.
echo 没有安装成功，原因见上。请关闭 Excel 后再试一次。
echo Not installed, see above. Close Excel and try again.
pause
exit /b 3
