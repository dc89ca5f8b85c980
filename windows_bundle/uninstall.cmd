@echo off
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
set "XL_ADDIN_APP=%LOCALAPPDATA%\Programs\xl_addin"
set "PYTHONUTF8=1"
if not exist "%XL_ADDIN_APP%\python\python.exe" goto absent
"%XL_ADDIN_APP%\python\python.exe" -m xl_addin addin uninstall
if errorlevel 1 goto failed
"%XL_ADDIN_APP%\python\python.exe" -m xl_addin addin launcher --remove
rmdir /s /q "%XL_ADDIN_APP%"
if exist "%XL_ADDIN_APP%\python\python.exe" goto failed
echo.
echo 已卸载。工作簿和生成的文档都还在。
echo Uninstalled. Workbooks and documents are untouched.
pause
exit /b 0
:absent
echo 没有安装过。 It is not installed.
pause
exit /b 0
:failed
echo.
echo 没有卸载成功，原因见上。请关闭 Excel 后再试一次。
echo Not uninstalled, see above. Close Excel and try again.
pause
exit /b 3
