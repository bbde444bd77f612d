import type { HostFlows, NetworkCoverage } from '../../coverage/network-coverage.ts';
import { UNOWNED_REASONS } from '../../hosts/flow-match/flow-match.ts';
import { counted, readableShare } from '../readable-amount.ts';
import { html, type Markup } from './markup.ts';

const mostHosts = 200;

/** Whose the flows were that network sensors saw: by host the share with a process, and why the rest has none. */
export function networkSection(network: NetworkCoverage | undefined): Markup | undefined {
  if (network === undefined || network.hosts.length === 0) return undefined;
  const more = network.hosts.length - mostHosts;
  return html`<h2 id="flows">Whose the flows were</h2>
    <div class="card">
      <div class="scroll" tabindex="0" role="region" aria-label="Flows by host">
        <table>
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">Seen by</th>
              <th scope="col" class="number">External flows</th>
              <th scope="col">Encrypted or not readable, with a process</th>
              <th scope="col">Why the others have none</th>
            </tr>
          </thead>
          <tbody>
            ${network.hosts.slice(0, mostHosts).map(hostRow)}
          </tbody>
        </table>
      </div>
      ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more host')}.</p>` : undefined}
      ${
        network.notes.length === 0
          ? undefined
          : html`<ul class="plain">
              ${network.notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
      }
    </div>`;
}

function hostRow({ host, sensors, flows, encrypted, owned, reasons }: HostFlows): Markup {
  const why = Object.entries(UNOWNED_REASONS).flatMap(([reason, words]) => {
    const count = Object.entries(reasons).find(([one]) => one === reason)?.[1];
    return count === undefined ? [] : [html`<li>${count}: ${words}</li>`];
  });
  return html`<tr>
    <th scope="row">${host}</th>
    <td>${sensors.join(', ')}</td>
    <td class="number">${flows}</td>
    <td>${readableShare(owned, encrypted)}</td>
    <td>
      ${
        why.length === 0
          ? undefined
          : html`<ul class="plain">
              ${why}
            </ul>`
      }
    </td>
  </tr>`;
}
