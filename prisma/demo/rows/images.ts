/** A program file with what its version resource says. */
export interface Image {
  readonly file: string;
  readonly folder: string;
  readonly company: string;
  readonly product: string;
  readonly description: string;
  readonly original: string;
  readonly version: string;
  readonly signer: 'OsVendor' | 'OsVendorApplication' | 'Trusted' | 'Unknown';
}

const SYSTEM32 = 'C:\\Windows\\System32';

const windows = (file: string, description: string, folder = SYSTEM32, original = file): Image => ({
  file,
  folder,
  company: 'Microsoft Corporation',
  product: 'Microsoft® Windows® Operating System',
  description,
  original,
  version: '10.0.26100.4061',
  signer: 'OsVendor',
});

const vendor = (file: string, folder: string, company: string, product: string, version: string): Image => ({
  file,
  folder,
  company,
  product,
  description: product,
  original: file,
  version,
  signer: company === 'Microsoft Corporation' ? 'OsVendorApplication' : 'Trusted',
});

const OFFICE = 'C:\\Program Files\\Microsoft Office\\root\\Office16';

export const IMAGES = {
  explorer: windows('explorer.exe', 'Windows Explorer', 'C:\\Windows'),
  svchost: windows('svchost.exe', 'Host Process for Windows Services'),
  services: windows('services.exe', 'Services and Controller app'),
  wininit: windows('wininit.exe', 'Windows Start-Up Application'),
  winlogon: windows('winlogon.exe', 'Windows Logon Application'),
  userinit: windows('userinit.exe', 'Userinit Logon Application'),
  lsass: windows('lsass.exe', 'Local Security Authority Process'),
  cmd: windows('cmd.exe', 'Windows Command Processor', SYSTEM32, 'Cmd.Exe'),
  powershell: windows(
    'powershell.exe',
    'Windows PowerShell',
    `${SYSTEM32}\\WindowsPowerShell\\v1.0`,
    'PowerShell.EXE',
  ),
  conhost: windows('conhost.exe', 'Console Window Host'),
  rundll32: windows('rundll32.exe', 'Windows host process (Rundll32)', SYSTEM32, 'RUNDLL32.EXE'),
  schtasks: windows('schtasks.exe', 'Task Scheduler Configuration Tool'),
  taskhost: windows('taskhostw.exe', 'Host Process for Windows Tasks'),
  wmiprvse: windows('WmiPrvSE.exe', 'WMI Provider Host', `${SYSTEM32}\\wbem`),
  wscript: windows('wscript.exe', 'Microsoft ® Windows Based Script Host'),
  msiexec: windows('msiexec.exe', 'Windows® installer'),
  net: windows('net.exe', 'Net Command'),
  nltest: windows('nltest.exe', 'Microsoft® Logon Server Test Utility', SYSTEM32, 'nltestrk.exe'),
  whoami: windows('whoami.exe', 'whoami - displays logged on user information'),
  vssadmin: windows('vssadmin.exe', 'Command Line Interface for Microsoft® Volume Shadow Copy Service'),
  wevtutil: windows('wevtutil.exe', 'Eventing Command Line Utility'),
  bcdedit: windows('bcdedit.exe', 'Boot Configuration Data Editor'),
  gpupdate: windows('gpupdate.exe', 'Microsoft® Group Policy Update Utility'),
  ipconfig: windows('ipconfig.exe', 'IP Configuration Utility'),
  tiworker: windows(
    'TiWorker.exe',
    'Windows Modules Installer Worker',
    'C:\\Windows\\WinSxS\\amd64_microsoft-windows-servicingstack_31bf3856ad364e35_10.0.26100.4061_none',
  ),
  usoclient: windows('UsoClient.exe', 'UsoClient'),
  searchhost: windows('SearchProtocolHost.exe', 'Microsoft Windows Search Protocol Host'),
  backgroundtask: windows('backgroundTaskHost.exe', 'Background Task Host'),
  runtimebroker: windows('RuntimeBroker.exe', 'Runtime Broker'),
  mmc: windows('mmc.exe', 'Microsoft Management Console'),
  mstsc: windows('mstsc.exe', 'Remote Desktop Connection'),
  msmpeng: vendor(
    'MsMpEng.exe',
    'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.25100.9-0',
    'Microsoft Corporation',
    'Microsoft® Windows® Operating System',
    '4.18.25100.9',
  ),
  outlook: vendor('OUTLOOK.EXE', OFFICE, 'Microsoft Corporation', 'Microsoft Outlook', '16.0.19328.20158'),
  word: vendor('WINWORD.EXE', OFFICE, 'Microsoft Corporation', 'Microsoft Office', '16.0.19328.20158'),
  excel: vendor('EXCEL.EXE', OFFICE, 'Microsoft Corporation', 'Microsoft Office', '16.0.19328.20158'),
  teams: vendor(
    'ms-teams.exe',
    'C:\\Program Files\\WindowsApps\\MSTeams_25290.205.4069.4894_x64__8wekyb3d8bbwe',
    'Microsoft Corporation',
    'Microsoft Teams',
    '25290.205.4069.4894',
  ),
  onedrive: vendor(
    'OneDrive.exe',
    'C:\\Program Files\\Microsoft OneDrive',
    'Microsoft Corporation',
    'Microsoft OneDrive',
    '25.199.1012.0002',
  ),
  edge: vendor(
    'msedge.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application',
    'Microsoft Corporation',
    'Microsoft Edge',
    '142.0.3595.53',
  ),
  chrome: vendor(
    'chrome.exe',
    'C:\\Program Files\\Google\\Chrome\\Application',
    'Google LLC',
    'Google Chrome',
    '142.0.7444.60',
  ),
  acrobat: vendor(
    'Acrobat.exe',
    'C:\\Program Files\\Adobe\\Acrobat DC\\Acrobat',
    'Adobe Inc.',
    'Adobe Acrobat',
    '25.1.20756.0',
  ),
  vscode: vendor(
    'Code.exe',
    'C:\\Program Files\\Microsoft VS Code',
    'Microsoft Corporation',
    'Visual Studio Code',
    '1.105.1',
  ),
  git: vendor('git.exe', 'C:\\Program Files\\Git\\cmd', 'The Git Development Community', 'Git', '2.51.0'),
  cad: vendor(
    'FieldCad.exe',
    'C:\\Program Files\\FieldCad 2025',
    'Tessellate Software',
    'FieldCad',
    '25.3.1',
  ),
  erp: vendor(
    'HarbourClient.exe',
    'C:\\Program Files\\Harbour ERP',
    'Harbour Systems',
    'Harbour ERP Client',
    '11.4.2',
  ),
  vpn: vendor(
    'LfConnect.exe',
    'C:\\Program Files\\LfConnect',
    'Northgate Networks',
    'LfConnect VPN',
    '5.2.8',
  ),
  agent: vendor(
    'DeskwardAgent.exe',
    'C:\\Program Files\\Deskward\\Agent',
    'Deskward',
    'Deskward Endpoint Management',
    '8.1.0',
  ),
  backup: vendor(
    'StillwaterAgent.exe',
    'C:\\Program Files\\Stillwater\\Backup',
    'Stillwater Data',
    'Stillwater Backup Agent',
    '12.3.1',
  ),
  netwatch: vendor(
    'NetWatchPoller.exe',
    'C:\\Program Files\\NetWatch',
    'Longmeadow Software',
    'NetWatch Poller',
    '2025.2.1',
  ),
  sqlserver: vendor(
    'sqlservr.exe',
    'C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\Binn',
    'Microsoft Corporation',
    'Microsoft SQL Server',
    '16.0.4185.3',
  ),
  adfs: vendor(
    'Microsoft.IdentityServer.ServiceHost.exe',
    'C:\\Windows\\ADFS',
    'Microsoft Corporation',
    'Active Directory Federation Services',
    '10.0.20348.1',
  ),
  aadsync: vendor(
    'miiserver.exe',
    'C:\\Program Files\\Microsoft Azure AD Sync\\Bin',
    'Microsoft Corporation',
    'Microsoft Entra Connect Sync',
    '2.5.3.0',
  ),
  buildagent: vendor(
    'Agent.Worker.exe',
    'C:\\azagent\\_work\\bin',
    'Microsoft Corporation',
    'Azure Pipelines Agent',
    '4.261.0',
  ),
  scanner: vendor('VigilScan.exe', 'C:\\Program Files\\Vigil', 'Vigil Security', 'Vigil Scanner', '7.0.2'),
} as const satisfies Record<string, Image>;

export type ImageName = keyof typeof IMAGES;

/** A program that no vendor signed and no catalogue knows. */
export const strayImage = (file: string, folder: string, original = file): Image => ({
  file,
  folder,
  company: '',
  product: '',
  description: '',
  original,
  version: '',
  signer: 'Unknown',
});
