import type { CoveragePart, HostCoverage, PartState } from '../../coverage/host-coverage.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { counted } from '../readable-amount.ts';
import { readableTime, readableTimeOnDay } from '../readable-time.ts';
import { abbreviateMiddle, cells } from './cell-width.ts';
import { styled, type Style, type StyledText } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';

const mostHosts = 40;
const mostNotes = 8;
const columnWidth = 9;
/** Columns the table needs beside its host names. */
const attributionWidth = 14;

const marks: Readonly<Record<PartState, { readonly text: string; readonly style: Style }>> = {
  observed: { text: 'seen', style: 'good' },
  'not-observed': { text: '-', style: 'faint' },
  'not-observable': { text: 'cannot', style: 'missing' },
};

/** Short heads for the parts that analytics need; an unknown part is headed by its id. */
const heads: Readonly<Record<string, string>> = {
  'process-start': 'starts',
  'command-line': 'commands',
  'script-text': 'scripts',
  'network-process': 'network',
  names: 'names',
  volumes: 'volumes',
  'payload-entropy': 'entropy',
};

/** What each host's telemetry could show: without it, "no finding" means nothing. */
export function writeCoverage(page: TerminalPage, coverage: readonly HostCoverage[]): void {
  page.heading('What could be seen');
  if (coverage.length === 0) {
    page.prose('No host: no record of a known product was read.');
    return;
  }
  // Analytics of several platforms need different evidence: the table has a column for each.
  const ids = [...new Set(coverage.flatMap(({ parts }) => parts.map(({ id }) => id)))];
  const hostWidth = Math.max(8, page.width - ids.length * columnWidth - attributionWidth);
  page.line([
    styled('faint', 'host'.padEnd(hostWidth)),
    ...ids.map((id) => styled('faint', (heads[id] ?? id).slice(0, columnWidth - 1).padEnd(columnWidth))),
    styled('faint', 'with process'),
  ]);
  for (const host of coverage.slice(0, mostHosts)) page.line(hostRow(host, ids, hostWidth));
  if (coverage.length > mostHosts) {
    page.prose([styled('faint', `… and ${counted(coverage.length - mostHosts, 'more host')}: see --out`)]);
  }
  page.blank();
  writeLegend(page, coverage);
  writeNotes(page, coverage);
}

function hostRow(host: HostCoverage, ids: readonly string[], width: number): StyledText[] {
  const name = abbreviateMiddle(escapeTerminal(host.host), width - 1);
  const { externalConnections: all, externalConnectionsWithProcess: known } = host;
  return [
    styled('strong', name + ' '.repeat(Math.max(1, width - cells(name)))),
    ...ids.map((id) => {
      const state = host.parts.find((part) => part.id === id)?.state;
      if (state === undefined) return styled('plain', ' '.repeat(columnWidth));
      return styled(marks[state].style, marks[state].text.padEnd(columnWidth));
    }),
    styled('plain', all === 0 ? 'none external' : `${known} of ${all}`),
  ];
}

/** The last column in words, and for every gap what would close it. */
function writeLegend(page: TerminalPage, coverage: readonly HostCoverage[]): void {
  page.prose(
    [styled('faint', 'with process: external connections whose process is known, of all that were seen')],
    0,
    2,
  );
  const gaps = new Map<string, { part: CoveragePart; hosts: number }>();
  for (const part of coverage.flatMap((host) => host.parts)) {
    if (part.state === 'observed') continue;
    const key = `${part.id}|${part.detail}`;
    const known = gaps.get(key);
    gaps.set(key, { part, hosts: (known?.hosts ?? 0) + 1 });
  }
  for (const { part, hosts } of gaps.values()) {
    const where = hosts === coverage.length ? 'everywhere' : `on ${counted(hosts, 'host')}`;
    const what = part.state === 'not-observable' ? `NOT OBSERVABLE ${where}` : `not seen ${where}`;
    page.prose(
      [styled(marks[part.state].style, `${part.title}: ${what}`), styled('faint', `; ${part.detail}`)],
      0,
      2,
    );
  }
}

function writeNotes(page: TerminalPage, coverage: readonly HostCoverage[]): void {
  const notes = coverage.flatMap((host) => [
    ...(host.aliases.length === 0
      ? []
      : [`${host.host} is also called ${host.aliases.slice(0, 4).join(', ')}`]),
    ...host.notes.map((note) => `${host.host}: ${note}`),
  ]);
  for (const note of notes.slice(0, mostNotes))
    page.prose([styled('missing', 'note  '), styled('plain', note)], 0, 6);
  if (notes.length > mostNotes) page.prose(`… and ${counted(notes.length - mostNotes, 'more note')}`);
  const first = Math.min(...coverage.map((host) => host.first));
  const last = Math.max(...coverage.map((host) => host.last));
  if (Number.isFinite(first) && Number.isFinite(last)) {
    page.prose([styled('faint', `records from ${readableTime(first)} to ${readableTimeOnDay(last, first)}`)]);
  }
}
