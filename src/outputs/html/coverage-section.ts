import type { CoveragePart, HostCoverage, PartState } from '../../coverage/host-coverage.ts';
import { counted, readableShare } from '../readable-amount.ts';
import { readableTime } from '../readable-time.ts';
import { html, type Markup } from './markup.ts';

const mostHosts = 500;
const mostNotes = 20;

const states: Readonly<
  Record<PartState, { readonly words: string; readonly style: string; readonly sign: string }>
> = {
  observed: { words: 'observed', style: 'good', sign: '●' },
  'not-observed': { words: 'not observed', style: 'soft', sign: '○' },
  'not-observable': { words: 'NOT OBSERVABLE', style: 'missing', sign: '✕' },
};

/** What each host's telemetry could show: a matrix of hosts and parts, every cell with its reason. */
export function coverageSection(coverage: readonly HostCoverage[]): Markup {
  if (coverage.length === 0) {
    return html`<p class="card">
      No host: no record of a known product was read, so nothing could be seen.
    </p>`;
  }
  const titles = new Map<string, string>();
  for (const host of coverage) for (const part of host.parts) titles.set(part.id, part.title);
  const columns = [...titles];
  const shown = coverage.slice(0, mostHosts);
  const more = coverage.length - shown.length;
  return html`<div class="card">
    <div class="scroll" tabindex="0" role="region" aria-label="Coverage by host">
      <table class="matrix">
        <caption>
          “Not observable” means that no record given here can show it, whatever happened. It is never a pass.
        </caption>
        <thead>
          <tr>
            <th scope="col">Host</th>
            ${columns.map(([, title]) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((host) => hostRow(host, columns))}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more host')}, in summary.json.</p>` : undefined}
    ${shown.filter((host) => host.notes.length > 0).map(notes)}
  </div>`;
}

function hostRow(host: HostCoverage, columns: readonly (readonly [string, string])[]): Markup {
  const parts = new Map(host.parts.map((part) => [part.id, part]));
  const aliases =
    host.aliases.length === 0
      ? undefined
      : html`<span class="small soft">also ${host.aliases.slice(0, 6).join(', ')}</span>`;
  return html`<tr>
    <th scope="row">
      ${host.host}${aliases}
      <span class="small">${host.sensors.join(', ') || 'no known sensor'}</span>
      <span class="small soft">${readableTime(host.first)} to ${readableTime(host.last)}</span>
      <span class="small"
        >${readableShare(host.externalConnectionsWithProcess, host.externalConnections)} external connections
        with a process</span
      >
    </th>
    ${columns.map(([id]) => partCell(parts.get(id)))}
  </tr> `;
}

function partCell(part: CoveragePart | undefined): Markup {
  if (part === undefined) return html`<td class="soft">not asked</td>`;
  const { words, style, sign } = states[part.state];
  return html`<td>
    <span class="state ${style}"><span aria-hidden="true">${sign} </span>${words}</span
    ><span class="small soft">${part.detail}</span>
  </td>`;
}

function notes(host: HostCoverage): Markup {
  const more = host.notes.length - mostNotes;
  return html`<h4>Notes on <span class="as-is">${host.host}</span></h4>
    <ul class="plain">
      ${host.notes.slice(0, mostNotes).map((note) => html`<li>${note}</li>`)}${more > 0 ? html`<li>${counted(more, 'more note')}</li>` : undefined}
    </ul>`;
}
