import type {
  AlsoSent,
  Contribution,
  Finding,
  LinkedOperation,
  ProcessFacts,
  StoryStep,
} from '../../findings/finding.ts';
import {
  connectionWords,
  endpointWords,
  imageName,
  keyWords,
  layerWords,
  linkWords,
  nameSourceWords,
  operationWords,
  processLabel,
  roleWords,
  tierWords,
} from '../finding-words.ts';
import { counted, readableBytes } from '../readable-amount.ts';
import { readableSpan, readableTime, readableTimeOnDay } from '../readable-time.ts';
import { signed } from './signed-points.ts';
import { styled, type StyledText } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';

const mostSteps = 10;
const mostOperations = 3;
const mostSpans = 2;

/** One finding as a person tells it: what happened, who, with what, where to, how unusual, how sure, what was hidden. */
export function writeStory(page: TerminalPage, finding: Finding): void {
  page.blank();
  page.prose([
    styled('badge', `\u00a0${finding.level.toUpperCase()}\u00a0${finding.score}\u00a0`),
    styled('plain', ' '),
    styled('strong', finding.title),
  ]);
  page.prose(
    [
      styled(finding.level, capitalised(finding.wording)),
      styled(
        'plain',
        ` on ${finding.host}, ${readableTime(finding.first)}, over ${readableSpan(finding.last - finding.first)}`,
      ),
    ],
    2,
  );
  page.prose(
    [styled('faint', `${finding.analytic} · ${finding.techniques.join(', ')} · finding ${finding.id}`)],
    2,
  );
  page.blank();
  writeSteps(page, finding);
  page.blank();
  writeProcess(page, finding);
  if (finding.encryption.length === 0) {
    page.row('Encrypted', 'No encryption was seen: this rests on the process and its destination alone.');
  }
  for (const linked of finding.encryption.slice(0, mostOperations)) writeEncryption(page, linked, finding);
  if (finding.encryption.length > mostOperations) {
    page.row('', [
      styled(
        'faint',
        `${counted(finding.encryption.length - mostOperations, 'more operation')} in the full report`,
      ),
    ]);
  }
  writeEgress(page, finding);
  writeUnusual(page, finding.contributions);
  writeScore(page, finding);
  for (const [index, sentence] of finding.notSeen.entries()) {
    page.row(index === 0 ? 'Not seen' : '', sentence, 16, 'missing');
  }
}

/** Step texts speak of processes and addresses; the column of times lets the eye run down. */
function writeSteps(page: TerminalPage, finding: Finding): void {
  const { story } = finding;
  const shown: readonly (StoryStep | number)[] =
    story.length <= mostSteps
      ? story
      : [...story.slice(0, mostSteps - 3), story.length - mostSteps + 1, ...story.slice(-2)];
  for (const step of shown) {
    if (typeof step === 'number') page.row('', [styled('faint', `… ${counted(step, 'more step')}`)]);
    else page.row(readableTimeOnDay(step.time, finding.first), step.text, 16, 'faint');
  }
}

function writeProcess(page: TerminalPage, { process, ancestry, script, egress }: Finding): void {
  if (egress.attribution.method === 'none') {
    page.row('Who', 'no process is known: only the wire was seen');
    return;
  }
  const who: StyledText[] = [
    styled('strong', process.user ?? 'an unknown user'),
    styled('plain', ` ran ${imageName(process.image)} (`),
    styled(
      'plain',
      [process.pid === undefined ? 'pid unknown' : `pid ${process.pid}`, roleWords(process.role)].join(', '),
    ),
    styled('plain', `)${parentWords(ancestry)}`),
  ];
  page.row('Who', who);
  if (process.commandLine !== undefined) page.abbreviated(process.commandLine, 'faint', 2);
  if (script !== undefined) {
    const kind = { file: 'file', inline: 'text on the command line', block: 'script block' }[script.kind];
    const blocks = script.blockIds.length === 0 ? '' : `, ${counted(script.blockIds.length, 'block')}`;
    page.row('Script', script.kind === 'file' ? [styled('strong', script.label)] : `${kind}${blocks}`);
    if (script.kind !== 'file') page.abbreviated(script.label);
  }
}

function parentWords(ancestry: readonly ProcessFacts[]): string {
  const shown = ancestry.slice(0, 3).map((parent) => `, started by ${processLabel(parent)}`);
  return `${shown.join('')}${ancestry.length > 3 ? ' …' : ''}`;
}

function writeEncryption(page: TerminalPage, linked: LinkedOperation, finding: Finding): void {
  const { operation, layers } = linked;
  page.row('Encrypted', [
    styled('strong', operationWords(operation)),
    styled(
      'plain',
      `, ${keyWords(operation)} · ${readableTimeOnDay(linked.time, finding.first)} · ${operation.reason}`,
    ),
  ]);
  const traits = linked.traits.length === 0 ? '' : ` · ${linked.traits.map(roleWords).join(', ')}`;
  page.row('', [
    styled(
      'faint',
      `${linked.seenIn}: ${layerWords(layers, operation.spans[0]?.layer ?? layers.length - 1)}${traits}`,
    ),
  ]);
  for (const span of operation.spans.slice(0, mostSpans)) {
    page.verbatim(layers[span.layer]?.text.slice(span.start, span.end) ?? '', 3);
  }
  const more = operation.spans.length - mostSpans;
  page.row('', [
    styled(
      'faint',
      `${tierWords(operation)} · ${operation.rule}${more > 0 ? ` · ${counted(more, 'more place')} in this text` : ''}`,
    ),
  ]);
  page.row(
    'Linked by',
    `${linkWords(linked.link)} (confidence ${linked.linkConfidence.toFixed(2)}): ${linked.linkReason}` +
      (linked.link === 'same-process' ? '' : `; it was ${processLabel(linked.process)}`),
  );
}

function writeEgress(page: TerminalPage, { egress, first }: Finding): void {
  const name = egress.name === undefined ? '' : `${egress.name} → `;
  const from = readableTimeOnDay(egress.first, first);
  const until = egress.last === egress.first ? '' : ` to ${readableTimeOnDay(egress.last, first)}`;
  page.row('Sent to', [
    styled('strong', `${name}${endpointWords(egress)}`),
    styled('plain', `, ${connectionWords(egress)}, ${from}${until}`),
  ]);
  page.row(
    '',
    `Name: ${nameSourceWords(egress.nameSource)}${egress.registrableDomain === undefined ? '' : ` (domain ${egress.registrableDomain})`}. Protocol: ${egress.protocolEvidence}.`,
  );
  if (egress.bytesOut !== undefined) {
    const received = egress.bytesIn === undefined ? '' : `, received ${readableBytes(egress.bytesIn)}`;
    const what = egress.wireBytes === true ? ' (whole packets)' : ' of payload';
    page.row('', `Sent ${readableBytes(egress.bytesOut)}${received}${what}.`);
  }
  if (egress.stated !== undefined) page.row('', `Its command line says: ${egress.stated}.`);
  if (egress.also !== undefined) page.row('', alsoWords(egress.also));
  page.row(
    '',
    `Process known by: ${egress.attribution.method} attribution (confidence ${egress.attribution.confidence.toFixed(2)}), ${egress.attribution.reason}. Seen in ${egress.sensors.join(', ')}.`,
  );
}

/** The other connections of the act, the first few by name. */
function alsoWords(also: readonly AlsoSent[]): string {
  const told = also
    .slice(0, 3)
    .map(({ pid, address, port }) => `${address}:${port}${pid === undefined ? '' : ` by pid ${pid}`}`);
  const more = also.length > told.length ? ` and ${also.length - told.length} more` : '';
  return `The same act: ${told.join(', ')}${more}.`;
}

function writeUnusual(page: TerminalPage, contributions: readonly Contribution[]): void {
  const reasons = contributions.filter(
    ({ group, points, counted: counts }) => counts && points !== 0 && group !== 'claim' && group !== 'cap',
  );
  for (const [index, { points, reason }] of reasons.entries()) {
    page.row(index === 0 ? 'Unusual' : '', `${signed(points)}\u00a0${reason}`);
  }
  if (reasons.length === 0) page.row('Unusual', 'nothing beyond the claim itself');
}

function writeScore(page: TerminalPage, finding: Finding): void {
  page.row('Score', [
    styled('strong', `risk ${finding.score} of 100`),
    styled('plain', ` (${finding.level}) · `),
    styled('strong', `confidence ${finding.confidence.toFixed(2)}`),
    styled('plain', ' · '),
    styled('strong', `observability ${finding.observability.share.toFixed(2)}`),
    styled('plain', ` · claim ${finding.claim}, coverage ${finding.coverage}`),
  ]);
  const { missing } = finding.observability;
  if (missing.length > 0) page.row('', [styled('missing', `not available here: ${missing.join(', ')}`)]);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
