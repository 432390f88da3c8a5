@echo off
rem Starts the adviser's desk on Windows without administrator rights: makes the environment the first time, then opens the desk.
rem   start.cmd            opens the folder used last, else the example
rem   start.cmd FOLDER     opens a dialogue folder; a folder can also be dragged onto this file
chcp 65001 >nul
setlocal
cd /d "%~dp0"
rem Beside the user's own programs: a folder that OneDrive keeps in step must not hold tens of thousands of small files.
set "HOME_FOLDER=%LOCALAPPDATA%\medlemsdialog"
set "ENVIRONMENT=%HOME_FOLDER%\venv"
set "PYTHONUTF8=1"
if not exist "%HOME_FOLDER%" mkdir "%HOME_FOLDER%"

set "PYTHON="
for %%V in (3.13 3.12 3.11) do (
  if not defined PYTHON py -%%V -c "" >nul 2>&1 && set "PYTHON=py -%%V"
)
if not defined PYTHON (
  python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "PYTHON=python"
)
if not defined PYTHON (
  echo Fant ikke Python 3.11 eller nyere.
  echo Installer Python 3.13 fra Microsoft Store. Det krever ikke administrator. Dobbeltklikk så på start.cmd igjen.
  echo Har du conda: se de første linjene i environment.yml.
  pause
  exit /b 2
)

fc /b requirements.lock "%HOME_FOLDER%\requirements.lock" >nul 2>&1 && if exist "%ENVIRONMENT%\Scripts\medlemsdialog.exe" goto ready
echo Gjør klart. Det tar noen minutter første gang, og når programmet er fornyet.
%PYTHON% -m venv --clear "%ENVIRONMENT%" || goto failed
"%ENVIRONMENT%\Scripts\python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock || goto failed
"%ENVIRONMENT%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || goto failed
copy /y requirements.lock "%HOME_FOLDER%\requirements.lock" >nul

:ready
rem Within quotes throughout: the name of a folder may hold an ampersand.
if not "%~1"=="" <nul >"%HOME_FOLDER%\mappe.txt" set /p "=%~1"
set "FOLDER="
if exist "%HOME_FOLDER%\mappe.txt" set /p FOLDER=<"%HOME_FOLDER%\mappe.txt"
if not defined FOLDER set "FOLDER=%~dp0data"
echo Åpner "%FOLDER%"
"%ENVIRONMENT%\Scripts\medlemsdialog" lab --data "%FOLDER%"
if errorlevel 1 pause
exit /b

:failed
echo.
echo Det gikk ikke å gjøre klart. Se etter at maskinen er på nett, og prøv igjen. Går det fortsatt ikke, send teksten over til den som har ansvar for programmet.
pause
exit /b 1
