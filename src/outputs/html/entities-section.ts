import { entityRisks, latestOf } from '../../findings/entity-risk.ts';
import type { EntityKind, EntityRisk } from '../../findings/entity-risk.ts';
import type { Finding } from '../../findings/finding.ts';
import { campaignWords, listWords } from '../entity-words.ts';
import { counted } from '../readable-amount.ts';
import { html, type Markup } from './markup.ts';

const mostRows = 100;
const mostHosts = 12;
const mostFindings = 24;

const titles: Readonly<
  Record<Exclude<EntityKind, 'script'>, { readonly one: string; readonly all: string }>
> = {
  host: { one: 'Host', all: 'Hosts' },
  user: { one: 'User', all: 'Users' },
  destination: { one: 'Destination', all: 'Destinations' },
};

/**
 * Risk of hosts, users and destinations, and what several hosts share. `numbers` gives the number by which the page tells a
 * finding in full, by its id.
 */
export function entitiesSection(
  findings: readonly Finding[],
  numbers: ReadonlyMap<string, number>,
): Markup | undefined {
  if (findings.length === 0) return undefined;
  const risks = entityRisks(findings, latestOf(findings));
  const kinds = (['host', 'user', 'destination'] as const).map((kind) =>
    kindTable(
      kind,
      risks.filter((one) => one.kind === kind),
      numbers,
    ),
  );
  return html`<h2 id="entities">Hosts, users and destinations</h2>
    <div class="card">
      <p class="soft small">
        The strongest finding counts in full, each further distinct one a quarter of the one before; repeated
        findings add nothing, and weight halves with every seven days of age.
      </p>
      ${campaignTable(
        risks.filter(({ campaign }) => campaign !== undefined),
        numbers,
      )}
      ${kinds}
    </div>`;
}

function kindTable(
  kind: keyof typeof titles,
  risks: readonly EntityRisk[],
  numbers: ReadonlyMap<string, number>,
): Markup | undefined {
  if (risks.length === 0) return undefined;
  const { one, all } = titles[kind];
  return html`<h4>${all}</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="${all} by risk">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">Risk</th>
            <th scope="col">Level</th>
            <th scope="col">${one}</th>
            ${kind === 'host' ? undefined : html`<th scope="col">${kind === 'user' ? 'Acted on' : 'Sent from'}</th>`}
            <th scope="col" class="number">Findings</th>
            <th scope="col">What weighs most</th>
          </tr>
        </thead>
        <tbody>
          ${risks.slice(0, mostRows).map((risk) => entityRow(risk, numbers))}
        </tbody>
      </table>
    </div>
    ${moreOf(risks.length - mostRows, kind)}`;
}

function entityRow(entity: EntityRisk, numbers: ReadonlyMap<string, number>): Markup {
  const { kind, name, risk, level, findings, distinct, hosts, campaign, contributors } = entity;
  const where = html`<td class="any">
    ${hosts.length === 1 ? hosts[0] : html`${counted(hosts.length, 'host')}<span class="small soft">${listWords(hosts, mostHosts)}</span>`}${campaign === undefined ? undefined : html`<span class="small state">campaign</span>`}
  </td>`;
  const weighing = contributors.map(
    ({ finding, score, title }) => html`<li>${linked(finding, title, numbers)} (${score})</li>`,
  );
  return html`<tr>
    <td class="number">${risk}</td>
    <td><span class="state ${level}">${level}</span></td>
    <th scope="row">${name}</th>
    ${kind === 'host' ? undefined : where}
    <td class="number">${findings}<span class="small soft">${distinct} distinct</span></td>
    <td class="any">
      <ul class="plain">
        ${weighing}
      </ul>
    </td>
  </tr> `;
}

function campaignTable(
  risks: readonly EntityRisk[],
  numbers: ReadonlyMap<string, number>,
): Markup | undefined {
  if (risks.length === 0) return undefined;
  return html`<h4>Campaigns</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="Campaigns by risk">
      <table>
        <caption>
          One destination that three hosts or more sent to, or one script that encrypted on two or more. Names
          that many parties share, bare addresses and approved sending make none. A campaign adds 10 points.
        </caption>
        <thead>
          <tr>
            <th scope="col" class="number">Risk</th>
            <th scope="col">Level</th>
            <th scope="col">Shared</th>
            <th scope="col">Hosts</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          ${risks.slice(0, mostRows).map((risk) => campaignRow(risk, numbers))}
        </tbody>
      </table>
    </div>
    ${moreOf(risks.length - mostRows, 'campaign')}`;
}

function campaignRow(
  { kind, name, text, risk, level, campaign }: EntityRisk,
  numbers: ReadonlyMap<string, number>,
): Markup | undefined {
  if (campaign === undefined) return undefined;
  const { hosts, findings } = campaign;
  const more = findings.length - mostFindings;
  const links = findings.slice(0, mostFindings).map((id) => html`<li>${linked(id, id, numbers)}</li>`);
  return html`<tr>
    <td class="number">${risk}</td>
    <td><span class="state ${level}">${level}</span></td>
    <th scope="row">
      ${name}<span class="small soft">${kind}</span
      >${text === undefined ? undefined : html`<code class="small">${text}</code>`}
    </th>
    <td class="any">
      ${campaignWords(campaign)}<span class="small soft">${listWords(hosts, mostHosts)}</span>
    </td>
    <td class="any">
      <ul class="plain">
        ${links}${more > 0 ? html`<li>${counted(more, 'more finding')}</li>` : undefined}
      </ul>
    </td>
  </tr> `;
}

/** A link where the page tells the finding in full. */
function linked(id: string, text: string, numbers: ReadonlyMap<string, number>): Markup {
  const number = numbers.get(id);
  return number === undefined ? html`${text}` : html`<a href="#finding-${number}">${text}</a>`;
}

function moreOf(more: number, noun: string): Markup | undefined {
  return more > 0
    ? html`<p class="soft">
        … and ${counted(more, `more ${noun}`)}: postern hunt --json-entities lists all.
      </p>`
    : undefined;
}
