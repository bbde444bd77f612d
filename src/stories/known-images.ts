/** Version resources of common programs, as Sysmon 1 copies them. Stories may override every one of them. */

export interface ImageFacts {
  readonly company: string;
  readonly product: string;
  readonly description: string;
  readonly originalName: string;
  readonly fileVersion: string;
}

const WINDOWS = 'Microsoft® Windows® Operating System';
const BUILD = '10.0.19041.3636 (WinBuild.160101.0800)';

function windows(description: string, originalName: string): ImageFacts {
  return {
    company: 'Microsoft Corporation',
    product: WINDOWS,
    description,
    originalName,
    fileVersion: BUILD,
  };
}

function other(company: string, product: string, originalName: string, fileVersion = '1.0'): ImageFacts {
  return { company, product, description: product, originalName, fileVersion };
}

const KNOWN: Readonly<Record<string, ImageFacts>> = {
  'powershell.exe': windows('Windows PowerShell', 'PowerShell.EXE'),
  'powershell_ise.exe': windows('Windows PowerShell ISE', 'powershell_ise.EXE'),
  'pwsh.exe': other('Microsoft Corporation', 'PowerShell', 'pwsh.dll', '7.4.1.500'),
  'cmd.exe': windows('Windows Command Processor', 'Cmd.Exe'),
  'wscript.exe': windows('Microsoft ® Windows Based Script Host', 'wscript.exe'),
  'cscript.exe': windows('Microsoft ® Console Based Script Host', 'cscript.exe'),
  'mshta.exe': windows('Microsoft (R) HTML Application host', 'MSHTA.EXE'),
  'explorer.exe': windows('Windows Explorer', 'EXPLORER.EXE'),
  'svchost.exe': windows('Host Process for Windows Services', 'svchost.exe'),
  'services.exe': windows('Services and Controller app', 'services.exe'),
  'conhost.exe': windows('Console Window Host', 'CONHOST.EXE'),
  'notepad.exe': windows('Notepad', 'NOTEPAD.EXE'),
  'taskhostw.exe': windows('Host Process for Windows Tasks', 'taskhostw.exe'),
  'runtimebroker.exe': windows('Runtime Broker', 'RuntimeBroker.exe'),
  'backgroundtaskhost.exe': windows('Background Task Host', 'backgroundTaskHost.exe'),
  'searchprotocolhost.exe': windows('Microsoft Windows Search Protocol Host', 'SearchProtocolHost.exe'),
  'wmiprvse.exe': windows('WMI Provider Host', 'Wmiprvse.exe'),
  'gpupdate.exe': windows('Microsoft® Group Policy Update Utility', 'GPUpdate.exe'),
  'certutil.exe': windows('CertUtil.exe', 'CertUtil.exe'),
  'bitsadmin.exe': windows('BITS administration utility', 'bitsadmin.exe'),
  'curl.exe': other('curl, https://curl.se/', 'The curl executable', 'curl.exe', '8.4.0'),
  'ftp.exe': windows('File Transfer Program', 'ftp.exe'),
  'tar.exe': windows('bsdtar archive tool', 'bsdtar.exe'),
  'rundll32.exe': windows('Windows host process (Rundll32)', 'RUNDLL32.EXE'),
  'wsmprovhost.exe': windows('Host process for WinRM plug-ins', 'wsmprovhost.exe'),
  'msedge.exe': other('Microsoft Corporation', 'Microsoft Edge', 'msedge.exe', '121.0.2277.83'),
  'chrome.exe': other('Google LLC', 'Google Chrome', 'chrome.exe', '121.0.6167.85'),
  'firefox.exe': other('Mozilla Corporation', 'Firefox', 'firefox.exe', '122.0'),
  'onedrive.exe': other('Microsoft Corporation', 'Microsoft OneDrive', 'OneDrive.exe', '24.010.0114.0003'),
  'ms-teams.exe': other('Microsoft Corporation', 'Microsoft Teams', 'msteams.exe', '24004.1307.2669.7070'),
  'outlook.exe': other('Microsoft Corporation', 'Microsoft Outlook', 'Outlook.exe', '16.0.17126.20190'),
  'msmpeng.exe': other('Microsoft Corporation', WINDOWS, 'MsMpEng.exe', '4.18.23110.3'),
  'openssl.exe': other(
    'The OpenSSL Project, https://www.openssl.org/',
    'The OpenSSL Toolkit',
    'openssl.exe',
    '3.0.12',
  ),
  '7z.exe': other('Igor Pavlov', '7-Zip', '7z.exe', '23.01'),
  '7zg.exe': other('Igor Pavlov', '7-Zip', '7zg.exe', '23.01'),
  'rar.exe': other('Alexander Roshal', 'WinRAR', 'rar.exe', '6.24.0'),
  'gpg.exe': other('g10 Code GmbH', 'GNU Privacy Guard (GnuPG)', 'gpg.exe', '2.4.3'),
  'python.exe': other('Python Software Foundation', 'Python', 'python.exe', '3.11.7'),
  'git.exe': other('The Git Development Community', 'Git', 'git.exe', '2.43.0'),
  'choco.exe': other('Chocolatey Software, Inc.', 'Chocolatey', 'choco.exe', '2.2.2.0'),
};

/** The version resource of an image by its file name, or `undefined` when it is not a common one. */
export function imageFacts(image: string): ImageFacts | undefined {
  const name = image.slice(image.lastIndexOf('\\') + 1).toLowerCase();
  return Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
}
