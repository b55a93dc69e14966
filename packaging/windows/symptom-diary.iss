; Inno Setup 6: installs for one account, without administrator rights. Started by the release workflow:
;   iscc /DVersion=0.1.0 packaging\windows\symptom-diary.iss

[Setup]
AppId={{6B7E0C55-6F0E-4C0B-9A55-0B5C1B0C9D41}
AppName=Symptom Diary
AppVersion={#Version}
AppPublisher=Symptom Diary
DefaultDirName={autopf}\Symptom Diary
DefaultGroupName=Symptom Diary
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=symptom-diary-{#Version}-setup
SetupIconFile=..\..\build\icon\app.ico
UninstallDisplayIcon={app}\symptom-diary.exe
LicenseFile=..\..\LICENSE
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
MinVersion=10.0.17763
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
nl.Program=Klachtendagboek
en.Program=Symptom Diary

[Files]
Source: "..\..\build\frozen\symptom-diary\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; What the version before had and this one has not. Diaries are never in this folder.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{cm:Program}"; Filename: "{app}\symptom-diary.exe"
Name: "{autodesktop}\{cm:Program}"; Filename: "{app}\symptom-diary.exe"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\.diary"; ValueType: string; ValueData: "SymptomDiary"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.diary-marks"; ValueType: string; ValueData: "SymptomDiary"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\SymptomDiary"; ValueType: string; ValueData: "Symptom Diary"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SymptomDiary\DefaultIcon"; ValueType: string; ValueData: "{app}\symptom-diary.exe,0"
Root: HKA; Subkey: "Software\Classes\SymptomDiary\shell\open\command"; ValueType: string; ValueData: """{app}\symptom-diary.exe"" ""%1"""

[Run]
Filename: "{app}\symptom-diary.exe"; Description: "{cm:LaunchProgram,Symptom Diary}"; Flags: nowait postinstall skipifsilent
