import type { CoveragePart, HostCoverage, PartState } from '../../coverage/host-coverage.ts';
import { counted, readableShare } from '../readable-amount.ts';
import { readableTime, readableTimeOnDay } from '../readable-time.ts';
import { styled, type Style } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';

const mostHosts = 20;
const mostNotes = 5;

const rows: readonly { readonly state: PartState; readonly label: string; readonly style: Style }[] = [
  { state: 'observed', label: 'observed', style: 'good' },
  { state: 'not-observed', label: 'not observed', style: 'faint' },
  { state: 'not-observable', label: 'NOT OBSERVABLE', style: 'missing' },
];

/** What each host's telemetry could show: without it, "no finding" means nothing. */
export function writeCoverage(page: TerminalPage, coverage: readonly HostCoverage[]): void {
  page.heading('What could be seen');
  if (coverage.length === 0) page.prose('No host: no record of a known product was read.');
  for (const host of coverage.slice(0, mostHosts)) writeHost(page, host);
  if (coverage.length > mostHosts) {
    page.prose([styled('faint', `… and ${counted(coverage.length - mostHosts, 'more host')}: see --out`)]);
  }
}

function writeHost(page: TerminalPage, host: HostCoverage): void {
  const aliases = host.aliases.length === 0 ? '' : ` (also ${host.aliases.slice(0, 4).join(', ')})`;
  page.prose([styled('strong', host.host), styled('faint', aliases)], 0, 2);
  const span = `${readableTime(host.first)} to ${readableTimeOnDay(host.last, host.first)}`;
  page.row('telemetry', `${host.sensors.join(', ') || 'none'}, ${span}`, 18, 'faint');
  page.row(
    'attribution',
    `${readableShare(host.externalConnectionsWithProcess, host.externalConnections)} external connections with a process`,
    18,
    'faint',
  );
  for (const { state, label, style } of rows) {
    const parts = host.parts.filter((part) => part.state === state);
    if (parts.length > 0) page.row(label, parts.map(partWords).join(' · '), 18, style);
  }
  for (const note of host.notes.slice(0, mostNotes)) page.row('note', note, 18, 'missing');
  if (host.notes.length > mostNotes) page.row('', counted(host.notes.length - mostNotes, 'more note'), 18);
  page.blank();
}

function partWords(part: CoveragePart): string {
  return part.state === 'observed' ? part.title : `${part.title} (${part.detail})`;
}
