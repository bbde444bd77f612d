import { describe, expect, it } from 'vitest';
import { windowsRecord } from '../../../test/windows-record.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { normalizeWindows } from './normalize-windows.ts';

function security(
  eventId: number,
  data: Readonly<Record<string, string>>,
  more?: Partial<WindowsRecord>,
): TelemetryEvent | undefined {
  const record = windowsRecord('Microsoft-Windows-Security-Auditing', eventId, data, more);
  return normalizeWindows(record, { source: 's', offset: 0, length: 1 });
}

/** As the 4688 of a service's start in the Winlogbeat sample `security_event_4688`. */
const START = {
  SubjectUserName: 'HOST01$',
  SubjectDomainName: 'COMPANY',
  SubjectLogonId: '0x3E7',
  NewProcessId: '0x1d9c',
  NewProcessName: 'C:\\Windows\\System32\\wbem\\WmiApSrv.exe',
  ProcessId: '0x2a0',
  CommandLine: '',
  TargetUserName: '-',
  TargetDomainName: '-',
  TargetLogonId: '0x0',
  ParentProcessName: 'C:\\Windows\\System32\\services.exe',
  MandatoryLabel: 'S-1-16-16384',
};

describe('4688', () => {
  it('calls the creator ProcessId and writes pids in hexadecimal', () => {
    expect(security(4688, START)).toMatchObject({ pid: 0x1d9c, parentPid: 0x2a0, integrity: 'System' });
  });

  it('takes pids that a library turned into decimal', () => {
    expect(security(4688, { ...START, NewProcessId: '7580', ProcessId: '672' })).toMatchObject({
      pid: 7580,
      parentPid: 672,
    });
  });

  it('has no command line without the policy: that is unknown, not empty', () => {
    expect(security(4688, START)).toMatchObject({ commandLine: undefined });
    expect(security(4688, { ...START, CommandLine: 'WmiApSrv.exe -x' })).toMatchObject({
      commandLine: 'WmiApSrv.exe -x',
    });
  });

  it('belongs to the target where it names one', () => {
    expect(security(4688, START)).toMatchObject({ user: 'COMPANY\\HOST01$', session: '0x3e7' });
    const target = { TargetUserName: 'wardog', TargetDomainName: 'WS5', TargetLogonId: '0x13899EA' };
    expect(security(4688, { ...START, ...target })).toMatchObject({
      user: 'WS5\\wardog',
      session: '0x13899ea',
    });
  });

  it('without the pid of the new process means nothing', () => {
    expect(security(4688, { ...START, NewProcessId: '' })).toBeUndefined();
  });

  it('finds its creator in a message whose words are localised', () => {
    const { ProcessId: _gone, ...data } = START;
    const message = [
      'Un nouveau processus a été créé.',
      '\tID d’ouverture de session :\t\t0x3E7',
      '\tID d’ouverture de session :\t\t0x0',
      '\tID du nouveau processus :\t\t0x1d9c',
      '\tNom du nouveau processus :\tC:\\Windows\\System32\\wbem\\WmiApSrv.exe',
      '\tID du processus créateur :\t0x2a0',
      '\tLigne de commande du processus :\tx',
    ].join('\r\n');
    expect(security(4688, data, { message })).toMatchObject({ parentPid: 0x2a0 });
  });

  it('does not take a logon id that equals the pid for the process', () => {
    const { ProcessId: _gone, ...data } = START;
    const message = 'a:\t\t0x3E4\r\nb:\t\t0x0\r\nc:\t\t0x3e4\r\nd:\t0x2a0\r\n';
    expect(security(4688, { ...data, NewProcessId: '0x3e4' }, { message })).toMatchObject({
      parentPid: 0x2a0,
    });
  });
});

describe('4689', () => {
  /** As covenant_psremoting_grunt, whose NXLog lost the field, in French as the Winlogbeat sample 4689. */
  const message = [
    'Un processus est terminé.',
    '\tNom du compte :\t\tACCOUNT_01$',
    '\tID d’ouverture de session :\t\t0x18A8FF16F',
    '\tID du processus :\t0x1df8',
    '\tNom du processus :\tC:\\Windows\\System32\\process.exe',
    '\tÉtat de fin :\t0x0',
  ].join('\r\n');

  it('calls the process that ended ProcessId', () => {
    expect(security(4689, { ProcessId: '0x1df8', ProcessName: 'C:\\p.exe' })).toMatchObject({
      kind: 'end',
      pid: 0x1df8,
      image: 'C:\\p.exe',
    });
  });

  it('is found in the message by its place, in any language', () => {
    expect(security(4689, { ProcessName: 'C:\\p.exe' }, { message })).toMatchObject({ pid: 0x1df8 });
    expect(security(4689, {}, { message: message.replaceAll('\r\n', '\n') })).toMatchObject({ pid: 0x1df8 });
  });

  it('without a pid means nothing', () => {
    expect(security(4689, { ProcessName: 'C:\\p.exe' })).toBeUndefined();
    expect(security(4689, {}, { message: 'A process has exited.' })).toBeUndefined();
  });
});

describe('5156', () => {
  /** As OTRF's sysmon3-and-5156-orientation: dns.exe asks a server outside. */
  const FLOW = {
    ProcessID: '3548',
    Application: '\\device\\harddiskvolume4\\windows\\system32\\dns.exe',
    Direction: '%%14593',
    SourceAddress: '172.18.38.5',
    SourcePort: '60503',
    DestAddress: '203.0.113.205',
    DestPort: '53',
    Protocol: '17',
    LayerName: '%%14611',
  };
  const local = { localAddress: '172.18.38.5', localPort: 60_503 };

  it('names the owner ProcessID, in decimal', () => {
    expect(security(5156, FLOW)).toMatchObject({
      pid: 3548,
      image: '\\windows\\system32\\dns.exe',
      protocol: 'udp',
      direction: 'outbound',
      ...local,
    });
  });

  it('goes by its direction, and by its layer only where that is missing', () => {
    const { Direction: _direction, ...noDirection } = FLOW;
    expect(security(5156, noDirection)).toMatchObject({ direction: 'outbound', ...local });
    expect(security(5156, { ...noDirection, LayerName: '-' })).toMatchObject({
      direction: 'unknown',
      ...local,
    });
    const contradiction = security(5156, { ...FLOW, LayerName: '%%14610' });
    expect(contradiction).toMatchObject({ direction: 'outbound', ...local });
  });

  it('has the initiator as its source, so inward the remote side', () => {
    const inward = {
      ...FLOW,
      Direction: '%%14592',
      LayerName: '%%14610',
      SourceAddress: '192.168.5.2',
      DestAddress: '172.18.38.5',
    };
    expect(security(5156, inward)).toMatchObject({
      direction: 'inbound',
      localAddress: '172.18.38.5',
      localPort: 53,
      remoteAddress: '192.168.5.2',
      remotePort: 60_503,
    });
  });

  it.each([
    ['6', 'tcp'],
    ['17', 'udp'],
    ['47', '47'],
    ['tcp', 'tcp'],
    ['-', 'unknown'],
  ])('protocol %s is %s', (Protocol, protocol) => {
    expect(security(5156, { ...FLOW, Protocol })).toMatchObject({ protocol });
  });

  it('of the kernel, or of nobody, has no pid or pid 4', () => {
    expect(security(5156, { ...FLOW, ProcessID: '4', Application: 'System' })).toMatchObject({
      pid: 4,
      image: 'System',
    });
    expect(security(5156, { ...FLOW, ProcessID: '0' })).toMatchObject({ pid: undefined });
  });

  it('finds its owner in the message where the field was lost', () => {
    const { ProcessID: _gone, ...data } = FLOW;
    const message =
      'autorisé\r\n\r\nApplication :\r\n\tID du processus :\t\t1452\r\n\tNom :\t\\device\\x\r\n\tPort :\t\t51845\r\n';
    expect(security(5156, data, { message })).toMatchObject({ pid: 1452 });
  });

  it('with an address that is none means nothing', () => {
    expect(security(5156, { ...FLOW, DestAddress: '-' })).toBeUndefined();
    expect(security(5156, { ...FLOW, SourcePort: 'http' })).toBeUndefined();
  });
});
