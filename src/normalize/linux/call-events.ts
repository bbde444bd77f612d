import type { EventBase, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import { syscallByName } from '../../formats/audit/audit-syscall.ts';
import type { AuditCall } from './audit-call.ts';
import { addressEvents } from './call-address.ts';
import { fileEvents } from './call-files.ts';
import { execEvents, processEvents } from './call-processes.ts';

/** What a call came to. */
export interface CallOutcome {
  readonly events: readonly TelemetryEvent[];
  /** One sentence where records are missing without which the call tells nothing. */
  readonly broken?: string | undefined;
}

/** The events of a call; none where it failed, belongs to a thread or tells nothing of use. */
export function callEvents(call: AuditCall, base: EventBase): CallOutcome {
  const process: ProcessRef = { uid: undefined, pid: call.pid, image: call.image };
  switch (syscallByName(call.name)?.role) {
    case 'exec':
      return execEvents(call, base, process);
    case 'process':
      return processEvents(call, base, process);
    case 'connect':
    case 'address':
      return addressEvents(call, base, process);
    case 'file':
      return { events: fileEvents(call, base, process) };
    case undefined:
      return { events: [] };
  }
}
