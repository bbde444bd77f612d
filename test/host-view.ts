/** One host as the analytics see it, with only what a test is about. */
import type { Egress, HostView, ObservedOperation, ScriptFact } from '../src/analytics/host-view.ts';
import type { EncryptionOperation, Recognition } from '../src/encryption/encryption-operation.ts';
import { newProcess } from '../src/hosts/new-process.ts';
import type { Process } from '../src/hosts/process.ts';
import { MINUTE, SECOND, T0 } from './host-events.ts';

let number = 0;

/** A process of its own: `powershell.exe` unless said otherwise, started at T0. */
export function process(more: Partial<Process> = {}): Process {
  number += 1;
  return {
    ...newProcess(`key-${number}`, `guid-${number}`, 1000 + number, T0),
    image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    start: T0,
    ...more,
  };
}

export function operation(more: Partial<EncryptionOperation> = {}): EncryptionOperation {
  return {
    class: 'symmetric',
    direction: 'encrypt',
    algorithm: 'aes-256-cbc',
    tool: '7z',
    keySource: 'unknown',
    tier: 3,
    confidence: 1,
    inputs: [],
    outputs: [],
    spans: [],
    reason: 'a file was encrypted',
    rule: 'tool/7z',
    ...more,
  };
}

export function recognition(more: Partial<Recognition> = {}): Recognition {
  return {
    operations: [],
    layers: [{ kind: 'command-line', start: 0, end: 1, text: 'x', opaque: false }],
    opaque: false,
    secrets: [],
    traits: [],
    ...more,
  };
}

/** An encryption by `by`, a minute after its start. */
export function observed(
  by: Process,
  more: Partial<EncryptionOperation> = {},
  rest: Partial<ObservedOperation> = {},
): ObservedOperation {
  const one = operation(more);
  return {
    process: by,
    operation: one,
    recognition: recognition({ operations: [one] }),
    time: T0 + MINUTE,
    seenIn: 'Sysmon 1, command line',
    blockId: undefined,
    scriptPath: undefined,
    gap: undefined,
    processConfidence: 1,
    places: [{ source: 'host.json', offset: 10, length: 5 }],
    ...rest,
  };
}

/** One connection of `by`, ten seconds after the encryption of `observed`. */
export function egress(by: Process, more: Partial<Egress> = {}): Egress {
  const first = more.first ?? T0 + MINUTE + 10 * SECOND;
  return {
    process: by,
    address: '203.0.113.80',
    port: 443,
    protocol: 'tcp',
    name: undefined,
    sensorName: undefined,
    addresses: ['203.0.113.80'],
    connections: 1,
    first,
    last: first,
    times: [first],
    attribution: { method: 'native', confidence: 1, reason: 'Sysmon names the process' },
    sensors: ['Sysmon 3'],
    places: [{ source: 'host.json', offset: 20, length: 5 }],
    ...more,
  };
}

export function scriptFact(by: Process, more: Partial<ScriptFact> = {}): ScriptFact {
  return {
    process: by,
    time: T0,
    recognition: recognition(),
    blockId: undefined,
    path: undefined,
    seenIn: 'PowerShell 4104',
    places: [],
    ...more,
  };
}

export function hostView(more: Partial<HostView> = {}): HostView {
  return {
    host: 'ws1.corp.example',
    aliases: [],
    platform: 'windows',
    renames: new Map(),
    processes: [],
    egresses: [],
    operations: [],
    scripts: [],
    presence: {
      processStart: true,
      commandLine: true,
      scriptText: true,
      connections: true,
      names: true,
      imageSignatures: true,
      volumes: false,
      payload: false,
    },
    externalConnections: 1,
    attributedConnections: 1,
    sensors: ['Sysmon', 'PowerShell'],
    first: T0,
    last: T0,
    notes: [],
    ...more,
  };
}
