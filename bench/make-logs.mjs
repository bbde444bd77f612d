// Made-up NXLog logs of any size. They imitate Sysmon as NXLog forwards it: about 1.3 kB a record.
import { closeSync, openSync, writeSync } from 'node:fs';

/** Every record matters: starts, connections, lookups and exits of ever new processes on twenty hosts. */
export function writeDense(path, count) {
  write(path, count, relevant);
}

/** One record in thirty matters; the rest are process access and registry records, as on real hosts. */
export function writeSparse(path, count) {
  write(path, count, (index, base) => (index % 30 === 0 ? relevant(index, base) : irrelevant(index, base)));
}

function write(path, count, record) {
  const file = openSync(path, 'w');
  let lines = '';
  for (let index = 0; index < count; index++) {
    lines += `${JSON.stringify(record(index, base(index)))}\n`;
    if (lines.length < 1_000_000 && index < count - 1) continue;
    writeSync(file, lines);
    lines = '';
  }
  closeSync(file);
}

function base(index) {
  const time = new Date(Date.UTC(2026, 0, 5) + index * 20).toISOString();
  const local = time.slice(0, 19).replace('T', ' ');
  return {
    EventTime: local,
    Hostname: `ws${index % 20}.corp.example.org`,
    Keywords: -9223372036854775808,
    EventType: 'INFO',
    SeverityValue: 2,
    Severity: 'INFO',
    SourceName: 'Microsoft-Windows-Sysmon',
    ProviderGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
    RecordNumber: index,
    ExecutionProcessID: 3196,
    ThreadID: 1764,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Domain: 'NT AUTHORITY',
    AccountName: 'SYSTEM',
    UserID: 'S-1-5-18',
    AccountType: 'User',
    Message: 'x'.repeat(500),
    RuleName: '-',
    UtcTime: time.slice(0, 23).replace('T', ' '),
    ProcessGuid: `{aaaaaaaa-0001-${(index % 5000).toString(16).padStart(4, '0')}-0100-000000000400}`,
    ProcessId: String(1000 + (index % 5000)),
    Image: 'C:\\Windows\\System32\\svchost.exe',
    User: 'NT AUTHORITY\\SYSTEM',
    EventReceivedTime: local,
    '@timestamp': time,
  };
}

function irrelevant(index, common) {
  return {
    EventID: index % 2 === 0 ? 10 : 13,
    ...common,
    CallTrace: 'C:\\Windows\\SYSTEM32\\ntdll.dll+9d104|'.repeat(30),
    TargetObject: `HKLM\\SYSTEM\\CurrentControlSet\\Services\\bam\\State\\${index}`,
  };
}

function relevant(index, common) {
  switch (Math.floor(index / 30 + index) % 4) {
    case 0:
      return {
        EventID: 1,
        ...common,
        CommandLine: `C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule ${index}`,
        ParentImage: 'C:\\Windows\\System32\\services.exe',
        ParentProcessGuid: '{aaaaaaaa-0001-0001-0000-000000000400}',
        ParentProcessId: '700',
        ParentCommandLine: 'C:\\Windows\\System32\\services.exe',
        LogonId: '0x3e7',
        IntegrityLevel: 'System',
        Hashes: `SHA256=${'A'.repeat(64)}`,
        Company: 'Microsoft Corporation',
        OriginalFileName: 'svchost.exe',
        CurrentDirectory: 'C:\\Windows\\System32\\',
      };
    case 1:
      return {
        EventID: 3,
        ...common,
        Protocol: 'tcp',
        Initiated: 'true',
        SourceIp: '10.0.0.5',
        SourcePort: String(40_000 + (index % 20_000)),
        DestinationIp: `93.184.${index % 200}.${index % 250}`,
        DestinationPort: '443',
      };
    case 2:
      return {
        EventID: 22,
        ...common,
        QueryName: `h${index % 1000}.example.org`,
        QueryStatus: '0',
        QueryResults: `::ffff:93.184.${index % 200}.${index % 250};`,
      };
    default:
      return { EventID: 5, ...common };
  }
}
