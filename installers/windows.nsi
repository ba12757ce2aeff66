; The Windows installer: for one person, without administrator. Compiled by installers/windows.py, which says what NAME, PROGRAM,
; VERSION, NUMBERS, PUBLISHER, SOURCE, OUT and FILETYPES are.
Unicode true
SetCompressor /SOLID ${COMPRESSION}
ManifestDPIAware true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PROGRAM}"
!define CLASSES "Software\Classes"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}.exe"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
LangString RUNNING ${LANG_ENGLISH} "${NAME} is open. Close it and try again."
LangString RUNNING ${LANG_SIMPCHINESE} "${NAME} 正在运行，请先关闭，然后重试。"

; "Open with" offers the program; nothing here makes it the usual one.
!macro Offer ENDING
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}.exe\SupportedTypes" ".${ENDING}" ""
  WriteRegStr HKCU "${CLASSES}\.${ENDING}\OpenWithProgids" "${PROGRAM}.File" ""
!macroend
!macro un.Offer ENDING
  DeleteRegValue HKCU "${CLASSES}\.${ENDING}\OpenWithProgids" "${PROGRAM}.File"
!macroend
!include "${FILETYPES}"

; A program that is running cannot be opened for writing.
!macro StopWhenOpen
  IfFileExists "$INSTDIR\${PROGRAM}.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}.exe" a
  IfErrors 0 +4
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
  SetErrorLevel 2
  Abort
  FileClose $0
closed:
!macroend

Section
  !insertmacro StopWhenOpen
  RMDir /r "$INSTDIR\_internal" ; of an older version
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}.exe"

  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}.exe" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}.exe\shell\open\command" "" '"$INSTDIR\${PROGRAM}.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\${PROGRAM}.File" "" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\${PROGRAM}.File\DefaultIcon" "" "$INSTDIR\${PROGRAM}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PROGRAM}.File\shell\open\command" "" '"$INSTDIR\${PROGRAM}.exe" "%1"'
  !insertmacro FileTypes ""

  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  ${RefreshShellIcons}
SectionEnd

; The person's lists, settings and history stay; so does what she put into the folder herself.
Section "Uninstall"
  !insertmacro StopWhenOpen
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}.exe"
  Delete "$INSTDIR\${CONSOLE}.exe"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro FileTypes "un."
  DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}.exe"
  DeleteRegKey HKCU "${CLASSES}\${PROGRAM}.File"
  DeleteRegKey HKCU "${KEY}"
  ${RefreshShellIcons}
SectionEnd
