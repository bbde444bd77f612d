/** Approvals under ATT&CK's names, as rows for programs and lines for people. */
import {
  ANALYTIC_OF,
  applicationProfileBaseline,
  approvedTimeWindows,
  executableAllowlist,
} from '../baseline/approvals/attack-views.ts';
import type { AttackElement } from '../baseline/approvals/attack-views.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import type { AllowedHours } from '../baseline/calendar/allowed-hours.ts';
import type { Parameters } from '../findings/parameters.ts';
import { readableBytes } from '../outputs/readable-amount.ts';

export interface ViewRow {
  /** As JSON; always with `element` and `analytic`. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly line: string;
}

/** What stands in the configuration under the same name. */
type Tunables = Pick<Parameters, 'ExecutableAllowlist' | 'TimeWindow'>;

/** The rows of one element at a moment (milliseconds UTC): first what the configuration sets, then the approvals. */
export function viewRows(
  element: AttackElement,
  approvals: readonly Approval[],
  tunables: Tunables,
  at: number,
): ViewRow[] {
  const named = { element, analytic: ANALYTIC_OF[element] };
  switch (element) {
    case 'ExecutableAllowlist':
      return [
        ...tunables.ExecutableAllowlist.map((executable) => ({
          value: { ...named, executable, knownBy: 'path', setting: SETTING + element },
          line: `any  ${executable}  by path  ${SETTING}${element}`,
        })),
        ...executableAllowlist(approvals, at).map((one) => ({
          value: { ...named, ...one, expires: day(one.expires) },
          line: `${one.platform}  ${one.executable}  by ${one.knownBy}  ${heldBy(one)}`,
        })),
      ];
    case 'ApplicationProfileBaseline':
      return applicationProfileBaseline(approvals, at).map((one) => ({
        value: { ...named, ...one, expires: day(one.expires) },
        line: `${one.platform}  ${one.application.join(', ')}  to ${one.destinations.join(', ')}${
          one.ports.length === 0 ? '' : ` port ${one.ports.join(', ')}`
        }${one.bytesPerDay === undefined ? '' : `, ${readableBytes(one.bytesPerDay)} a day`}  ${heldBy(one)}`,
      }));
    default: {
      const set = tunables.TimeWindow;
      return [
        ...(set === undefined
          ? []
          : [
              {
                value: { ...named, hours: hoursOf(set), setting: SETTING + element },
                line: `any  every program  ${hoursText(set)}  ${SETTING}${element}`,
              },
            ]),
        ...approvedTimeWindows(approvals, at).map((one) => ({
          value: { ...named, ...one, hours: hoursOf(one.hours), expires: day(one.expires) },
          line: `${one.platform}  ${one.application.join(', ')}  ${hoursText(one.hours)}  ${heldBy(one)}`,
        })),
      ];
    }
  }
}

export function viewTitle(element: AttackElement, rows: number): string {
  const whose = `${element}, a mutable element of ${ANALYTIC_OF[element]}`;
  return rows === 0 ? `${whose}: nothing is permitted under it.` : `${whose}:`;
}

const SETTING = 'analytics.AN1389.';
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'];

type Hours = Omit<AllowedHours, 'holidays'> & Partial<Pick<AllowedHours, 'holidays'>>;

/** As approval files spell them. */
function hoursOf({ zone, days, from, to, holidays = [] }: Hours): Readonly<Record<string, unknown>> {
  return {
    zone,
    days: days.map((one) => DAYS[one - 1]),
    from: clock(from),
    to: clock(to),
    ...(holidays.length === 0 ? {} : { holidays }),
  };
}

function hoursText({ zone, days, from, to }: Hours): string {
  return `${days.map((one) => DAYS[one - 1]).join(' ')} ${clock(from)}-${clock(to)} ${zone}`;
}

function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function heldBy({ approval, expires }: { readonly approval: string; readonly expires: number }): string {
  return `${approval}, until ${day(expires)}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
