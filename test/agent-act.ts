import type { TelemetryEvent } from '../src/event/event.ts';
import {
  connection,
  end,
  HOUR,
  launch,
  lookup,
  script,
  SECOND,
  securityConnection,
  T0,
} from './host-events.ts';

export const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
/** PowerShell as the launch of it names it. */
export const agent = { uid: 'guid-a', pid: 100, image: POWERSHELL };

/** An agent that encrypts in a script block and connects outside. */
export const ACT: readonly TelemetryEvent[] = [
  launch({ ...agent, user: 'CORP\\ann', commandLine: 'powershell.exe -enc AAAA' }),
  script({ text: 'encrypt and send', blockId: 'block-1' }),
  lookup({ uid: 'guid-a' }),
  connection({ uid: 'guid-a' }),
  securityConnection({ time: T0 + 9 * SECOND }),
  end({ uid: 'guid-a', time: T0 + HOUR, image: POWERSHELL }),
];
