/** The workstation, the process and the act that the facts speak of; they imitate OTRF's `empire_launcher_vbs`. */

export const COMPUTER = 'WORKSTATION5.theshire.example';
export const GUID = '{860ba2e3-9f13-5f52-2703-000000000400}';
export const PARENT_GUID = '{860ba2e3-9f13-5f52-2603-000000000400}';
export const IMAGE = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
export const PARENT_IMAGE = 'C:\\Windows\\System32\\wscript.exe';
export const COMMAND = `"${IMAGE}" -noP -sta -w 1 -enc SQBmAA==`;
export const PARENT_COMMAND =
  '"C:\\Windows\\System32\\WScript.exe" "C:\\Users\\pgustavo\\Desktop\\launcher.vbs"';
export const SHA256 = '9F914D42706FE215501044ACD85A32D58AAEF1419D404FDDFA5D3B48F66CCD9F';
export const SID = 'S-1-5-21-2079883792-3656946353-945924832-1104';
export const SYSTEM = 'S-1-5-18';

/** 2020-09-04T20:09:55Z. */
export const START = Date.UTC(2020, 8, 4, 20, 9, 55);
