import type { HostFlows, NetworkCoverage } from '../../coverage/network-coverage.ts';
import { UNOWNED_REASONS } from '../../hosts/flow-match/flow-match.ts';
import type { UnownedReason } from '../../hosts/flow-match/flow-match.ts';
import { counted } from '../readable-amount.ts';
import type { TerminalPage } from './terminal-page.ts';
import { styled } from './styled-text.ts';

const mostHosts = 10;

/** Whose the flows were that network sensors saw: the share with a process, by host, and why the rest has none. */
export function writeNetwork(page: TerminalPage, network: NetworkCoverage | undefined): void {
  if (network === undefined || network.hosts.length === 0) return;
  page.heading('Whose the flows were');
  for (const host of network.hosts.slice(0, mostHosts)) writeHost(page, host);
  if (network.hosts.length > mostHosts)
    page.prose([styled('faint', `… and ${network.hosts.length - mostHosts} more hosts`)]);
  for (const note of network.notes.slice(0, mostHosts)) page.prose([styled('faint', `note ${note}`)]);
}

function writeHost(page: TerminalPage, { host, sensors, flows, encrypted, owned, reasons }: HostFlows): void {
  page.prose([
    styled('strong', host),
    styled(
      'plain',
      `: ${counted(flows, 'external flow')} (${sensors.join(', ')}), ${encrypted} encrypted or not readable, `,
    ),
    styled(owned === encrypted ? 'plain' : 'missing', `${owned} of them with a process`),
  ]);
  for (const [reason, count] of Object.entries(reasons)) {
    if (isReason(reason)) page.prose([styled('faint', `${count}: ${UNOWNED_REASONS[reason]}`)], 2);
  }
}

function isReason(text: string): text is UnownedReason {
  return text in UNOWNED_REASONS;
}
