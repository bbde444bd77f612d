import { entityRisks } from '../../findings/entity-risk.ts';
import type { EntityRisk } from '../../findings/entity-risk.ts';
import type { Finding } from '../../findings/finding.ts';
import { counted } from '../readable-amount.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { abbreviateMiddle } from './cell-width.ts';
import { styled } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';

/** Of each kind. */
const MOST = 3;
/** One finding says all there is about its host. */
const WORTH_A_SECTION = 2;

/** Hosts, users and destinations that several findings speak of. */
export function writeEntities(page: TerminalPage, findings: readonly Finding[]): void {
  const at = Math.max(...findings.map(({ last }) => last));
  const risks = entityRisks(findings, at).filter(
    ({ level, distinct }) => level !== 'info' && distinct >= WORTH_A_SECTION,
  );
  if (risks.length === 0) return;
  page.heading('Hosts, users and destinations');
  for (const kind of ['host', 'user', 'destination'] as const) {
    for (const risk of risks.filter((one) => one.kind === kind).slice(0, MOST)) writeLine(page, risk);
  }
}

function writeLine(page: TerminalPage, { kind, name, risk, level, findings }: EntityRisk): void {
  const head = `${String(risk).padStart(3)} ${level}`.padEnd(13);
  const what = `${kind}  `.padEnd(13);
  const tail = `  ${counted(findings, 'finding')}`;
  const room = Math.max(8, page.width - head.length - what.length - tail.length - 4);
  page.line([
    styled(level, head),
    styled('faint', what),
    styled('plain', abbreviateMiddle(escapeTerminal(name.slice(0, 2_000)), room)),
    styled('faint', tail),
  ]);
}
