/** Names of the ATT&CK objects a finding can carry (Enterprise 18.1): a consumer of OCSF wants them beside the ids. */

export interface TechniqueName {
  readonly name: string;
  readonly tactic: { readonly uid: string; readonly name: string };
}

const exfiltration = { uid: 'TA0010', name: 'Exfiltration' };
const command = { uid: 'TA0011', name: 'Command and Control' };
const collection = { uid: 'TA0009', name: 'Collection' };
const execution = { uid: 'TA0002', name: 'Execution' };
const evasion = { uid: 'TA0005', name: 'Defense Evasion' };

const techniques: ReadonlyMap<string, TechniqueName> = new Map([
  ['T1048', { name: 'Exfiltration Over Alternative Protocol', tactic: exfiltration }],
  ['T1048.001', { name: 'Exfiltration Over Symmetric Encrypted Non-C2 Protocol', tactic: exfiltration }],
  ['T1048.002', { name: 'Exfiltration Over Asymmetric Encrypted Non-C2 Protocol', tactic: exfiltration }],
  ['T1048.003', { name: 'Exfiltration Over Unencrypted Non-C2 Protocol', tactic: exfiltration }],
  ['T1041', { name: 'Exfiltration Over C2 Channel', tactic: exfiltration }],
  ['T1567', { name: 'Exfiltration Over Web Service', tactic: exfiltration }],
  ['T1567.002', { name: 'Exfiltration to Cloud Storage', tactic: exfiltration }],
  ['T1071.001', { name: 'Web Protocols', tactic: command }],
  ['T1105', { name: 'Ingress Tool Transfer', tactic: command }],
  ['T1573', { name: 'Encrypted Channel', tactic: command }],
  ['T1573.001', { name: 'Symmetric Cryptography', tactic: command }],
  ['T1573.002', { name: 'Asymmetric Cryptography', tactic: command }],
  ['T1560', { name: 'Archive Collected Data', tactic: collection }],
  ['T1560.001', { name: 'Archive via Utility', tactic: collection }],
  ['T1560.002', { name: 'Archive via Library', tactic: collection }],
  ['T1560.003', { name: 'Archive via Custom Method', tactic: collection }],
  ['T1059', { name: 'Command and Scripting Interpreter', tactic: execution }],
  ['T1059.001', { name: 'PowerShell', tactic: execution }],
  ['T1027', { name: 'Obfuscated Files or Information', tactic: evasion }],
  ['T1027.010', { name: 'Command Obfuscation', tactic: evasion }],
  ['T1140', { name: 'Deobfuscate/Decode Files or Information', tactic: evasion }],
  ['T1562.001', { name: 'Disable or Modify Tools', tactic: evasion }],
  ['T1562.002', { name: 'Disable Windows Event Logging', tactic: evasion }],
]);

/** Name and tactic of a technique id; `undefined` for one this table does not know. */
export function techniqueName(id: string): TechniqueName | undefined {
  return techniques.get(id);
}
