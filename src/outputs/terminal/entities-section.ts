import { entityRisks, latestOf } from '../../findings/entity-risk.ts';
import type { EntityRisk } from '../../findings/entity-risk.ts';
import type { Finding } from '../../findings/finding.ts';
import { campaignWords, listWords } from '../entity-words.ts';
import { counted } from '../readable-amount.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { abbreviateMiddle } from './cell-width.ts';
import { styled } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';

/** Of each kind. */
const MOST = 3;
/** One finding says all there is about its host. */
const WORTH_A_SECTION = 2;
const MOST_CAMPAIGNS = 5;
const MOST_HOSTS = 8;
const MOST_FINDINGS = 4;

/** What several hosts share, then the hosts, users and destinations that several findings speak of. */
export function writeEntities(page: TerminalPage, findings: readonly Finding[]): void {
  const risks = entityRisks(findings, latestOf(findings));
  writeCampaigns(page, risks);
  const several = risks.filter(({ level, distinct }) => level !== 'info' && distinct >= WORTH_A_SECTION);
  const shown = (['host', 'user', 'destination'] as const).flatMap((kind) =>
    several.filter((one) => one.kind === kind).slice(0, MOST),
  );
  if (shown.length === 0) return;
  page.heading('Hosts, users and destinations');
  for (const risk of shown) writeLine(page, risk, counted(risk.findings, 'finding'));
}

function writeCampaigns(page: TerminalPage, risks: readonly EntityRisk[]): void {
  const campaigns = risks.filter(({ campaign }) => campaign !== undefined);
  if (campaigns.length === 0) return;
  page.heading('Campaigns: one destination or script, several hosts');
  for (const risk of campaigns.slice(0, MOST_CAMPAIGNS)) {
    const { campaign, text } = risk;
    if (campaign === undefined) continue;
    writeLine(page, risk, campaignWords(campaign));
    if (text !== undefined) page.abbreviated(text);
    page.row('hosts', listWords(campaign.hosts, MOST_HOSTS));
    page.row('findings', listWords(campaign.findings, MOST_FINDINGS));
  }
  const more = campaigns.length - MOST_CAMPAIGNS;
  if (more > 0) page.prose([styled('faint', `… and ${counted(more, 'more campaign')}: see --json-entities`)]);
}

function writeLine(page: TerminalPage, { kind, name, risk, level }: EntityRisk, words: string): void {
  const head = `${String(risk).padStart(3)} ${level}`.padEnd(13);
  const what = `${kind}  `.padEnd(13);
  const tail = `  ${words}`;
  const room = Math.max(8, page.width - head.length - what.length - tail.length - 4);
  page.line([
    styled(level, head),
    styled('faint', what),
    styled('plain', abbreviateMiddle(escapeTerminal(name.slice(0, 2_000)), room)),
    styled('faint', tail),
  ]);
}
