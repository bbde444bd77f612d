/** Flows of real recordings find the processes that opened them, though the clocks of the recordings disagree. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Connection } from '../../src/event/event.ts';
import { FlowTable } from '../../src/hosts/flow-match/flow-table.ts';
import { HostAddressBook } from '../../src/hosts/flow-match/host-address-book.ts';
import { matchFlows } from '../../src/hosts/flow-match/match-flows.ts';
import type { FlowAttribution } from '../../src/hosts/flow-match/match-flows.ts';
import { describeWithData, realData } from '../real-data.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { flowEvents, windowsConnections } from './host-connections.ts';
import { readRecords } from './read-records.ts';

async function attribute(
  hostPath: string,
  networkPath: string,
): Promise<{ found: FlowAttribution; flows: number }> {
  const connections = await windowsConnections(hostPath);
  const table = new FlowTable({ limit: 100_000 });
  for (const event of await flowEvents(networkPath)) table.add(event);
  const { flows } = table.resolve();
  const addresses = new HostAddressBook();
  for (const connection of connections) addresses.addConnection(connection);
  return { found: matchFlows(connections, flows, { addresses }), flows: flows.length };
}

function ofProcess(
  { found }: { found: FlowAttribution },
  pid: number,
  remote: string,
): FlowAttribution['connections'] {
  const isIts = (one: Connection): boolean => one.pid === pid && one.remoteAddress === remote;
  return found.connections.filter(({ connection }) => isIts(connection));
}

describeWithData(
  'Zeek beside a host whose clock is 19 hours off and wanders',
  'win-negatives/metasploit_logonpasswords_lsass_memory_dump.zip',
  (hostPath) => {
    it('nearly every flow finds its process, and what was measured of the clock is told', async () => {
      const networkPath =
        realData('win-negatives/metasploit_logonpasswords_lsass_memory_dump_zeek_logs.zip') ?? '';
      const { found, flows } = await attribute(hostPath, networkPath);
      expect(flows).toBe(112);
      expect(found.unowned.length).toBeLessThanOrEqual(5);
      for (const { sensor, offset, samples } of found.clocks) {
        expect(['sysmon', 'windows-security']).toContain(sensor);
        expect(samples).toBeGreaterThan(100);
        // Nineteen hours, less half a minute that wanders.
        expect(Math.abs(offset + 19 * 3_600_000)).toBeLessThan(30_000);
      }
    });
  },
);

/** Process and destination as the labels of the recordings name them. */
const EMPIRE: readonly (readonly [hostFile: string, networkFile: string, pid: number])[] = [
  ['empire_psremoting_stager', 'empire_psremoting_stager', 10_116],
  ['empire_psexec_dcerpc_tcp_svcctl', 'empire_psexec_dcerpc_tcp_svcctl', 4312],
  ['empire_wmi_dcerpc_wmi_IWbemServices_ExecMethod', 'empire_wmi_dcerpc_wmi_IWbemServices_ExecMethod', 9804],
  ['empire_msbuild_dcerpc_wmi_smb', 'empire_msbuild_dcerpc_wmi_smb', 3008],
  ['empire_smbexec_dcerpc_smb_svcctl', 'empire_smbexec_dcerpc_smb_svcctl', 1152],
  ['empire_dcom_shellwindows_stager', 'empire_dcom_shellwindows', 6036],
];

for (const [hostFile, networkFile, pid] of EMPIRE) {
  describeWithData(`capture beside ${hostFile}`, `win-empire-2020/${hostFile}.zip`, (hostPath) => {
    it('the agent’s connection gains its bytes both ways, and its HTTP', async () => {
      const networkPath = realData(`win-empire-2020/network/${networkFile}.zip`) ?? '';
      const own = ofProcess(await attribute(hostPath, networkPath), pid, '10.10.10.5');
      expect(own.length).toBeGreaterThan(0);
      const best = own.map(({ matches }) => matches[0]);
      expect(best.some((one) => one?.how === '5-tuple' && one.confidence === 0.8)).toBe(true);
      const flow = best.find((one) => one !== undefined)?.flow;
      expect(flow).toMatchObject({ destinationAddress: '10.10.10.5', destinationPort: 80, service: 'http' });
      expect(flow?.bytesOut).toBeGreaterThan(500);
      expect(flow?.bytesIn).toBeGreaterThan(10_000);
      expect(flow?.http?.method).toBe('GET');
    });
  });
}

describeWithData('packets beside auditd, which knows no local port', 'linux/lab2', (path) => {
  it('flows find their processes, none a wrong one, as eBPF saw them', () => {
    let flowCount = 0;
    let unowned = 0;
    const wrong: string[] = [];
    let confirmed = 0;
    for (const folder of readdirSync(path).filter((name) => /^\d/.test(name))) {
      const read = (file: string): Buffer => readFileSync(join(path, folder, file));
      const connections = readRecords(read('audit.log'), `${folder}/audit.log`).events.filter(
        (event) => event.kind === 'connection',
      );
      const table = new FlowTable({ limit: 10_000 });
      for (const event of readRecords(read('traffic.pcap'), `${folder}/traffic.pcap`).events)
        if (event.kind === 'flow') table.add(event);
      const { flows } = table.resolve();
      const found = matchFlows(connections, flows, { addresses: new HostAddressBook() });
      flowCount += flows.length;
      unowned += found.unowned.length;
      const owners = pidsByPort(read('ebpf.jsonl').toString());
      for (const { connection, matches } of found.connections) {
        for (const { flow, confidence } of matches) {
          const owner = owners.get(flow.sourcePort);
          if (confidence < 0.4 || owner === undefined) continue;
          if (owner === connection.pid) confirmed++;
          else wrong.push(`${folder}: ${flow.id} is of ${owner}, not of ${connection.pid ?? 'nobody'}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect([flowCount, confirmed >= 40, unowned <= 2]).toEqual([79, true, true]);
  });
});

/** `tcp_established` of the recording's own eBPF probes. */
function pidsByPort(text: string): ReadonlyMap<number, number> {
  const pids = new Map<number, number>();
  for (const line of text.split('\n')) {
    const record: unknown = line === '' ? undefined : JSON.parse(line);
    if (!isObject(record) || record['k'] !== 'tcp_established') continue;
    if (typeof record['sport'] === 'number' && typeof record['pid'] === 'number')
      pids.set(record['sport'], record['pid']);
  }
  return pids;
}
