import type { Finding } from '../../findings/finding.ts';
import { endpointWords, imageName } from '../finding-words.ts';
import { counted } from '../readable-amount.ts';
import { readableTime } from '../readable-time.ts';
import { abbreviateMiddle, cells } from './cell-width.ts';
import { styled } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';
import { escapeTerminal } from '../escape-terminal.ts';

const most = 40;

/** Findings that need no story now: one line each. */
export function writeLowerFindings(page: TerminalPage, findings: readonly Finding[], heading: string): void {
  if (findings.length === 0) return;
  page.heading(heading);
  for (const finding of findings.slice(0, most)) writeLine(page, finding);
  if (findings.length > most)
    page.prose([
      styled('faint', `… and ${counted(findings.length - most, 'more finding')}: see --json or --out`),
    ]);
}

function writeLine(page: TerminalPage, finding: Finding): void {
  const head = `${String(finding.score).padStart(3)} ${finding.level}`.padEnd(13);
  const clock = readableTime(finding.first).slice(0, 16);
  const endpoint = endpointWords(finding.egress);
  const fixed = head.length + clock.length + endpoint.length + finding.id.length + 9;
  const room = page.width - fixed;
  if (room < 20) {
    const process = imageName(finding.process.image);
    page.prose(
      [
        styled(finding.level, head),
        styled('plain', `${finding.host} ${process} → ${endpoint} ${finding.id}`),
      ],
      0,
      4,
    );
    return;
  }
  const host = short(finding.host, Math.ceil(room / 2));
  page.line([
    styled(finding.level, head),
    styled('faint', `${clock}  `),
    styled('plain', `${host}  ${short(imageName(finding.process.image), room - cells(host))} → ${endpoint}`),
    styled('faint', `  ${finding.id}`),
  ]);
}

function short(text: string, width: number): string {
  return abbreviateMiddle(escapeTerminal(text.slice(0, 2000)), width);
}
