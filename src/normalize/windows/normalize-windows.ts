import type { TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { wantsModule } from './gate.ts';
import { providerOf } from './providers.ts';

/** Could an event of this provider and id matter? Asked before the rest of a binary or XML record is decoded. */
export function wantsWindowsEvent(provider: string, eventId: number): boolean {
  return providerOf(provider, '')?.eventIds.includes(eventId) ?? provider === '';
}

/** `Sysmon 3`: what people call the record. */
export function windowsKind(provider: string, eventId: number): string {
  return `${provider.replace(/^Microsoft-Windows-/, '').replace(/-Auditing$/, '')} ${eventId}`;
}

/** The event of a Windows record, or `undefined` when it is none that matters or lacks what it needs. */
export function normalizeWindows(record: WindowsRecord, place: Place): TelemetryEvent | undefined {
  const provider = providerOf(record.provider, record.channel);
  if (provider === undefined || !provider.eventIds.includes(record.eventId)) return undefined;
  const host = record.computer.toLowerCase().replace(/\.$/, '');
  if (host === '' || host.length > 255) return undefined;
  const event = provider.normalize(record, host, place);
  return event?.kind === 'module' && !wantsModule(event.module) ? undefined : event;
}
