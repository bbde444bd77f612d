import type { Finding } from '../../findings/finding.ts';
import { placeWords } from '../place-words.ts';
import { counted } from '../readable-amount.ts';
import { readableSpan, readableTime } from '../readable-time.ts';
import { egressSection } from './egress-section.ts';
import { encryptionSection } from './encryption-section.ts';
import { html, type Markup } from './markup.ts';
import { processSection } from './process-section.ts';
import { scoreSection } from './score-section.ts';
import { storySection } from './story-section.ts';

const mostRecords = 500;

/** One finding in full. `number` counts from 1 in the order of the report and makes its anchor. */
export function findingSection(finding: Finding, number: number): Markup {
  return html`<article
    class="card finding edge-${finding.level}"
    id="finding-${number}"
    aria-labelledby="finding-${number}-title"
  >
    <header>
      <div>
        <h3 id="finding-${number}-title">${finding.title}</h3>
        <p class="any">
          <strong class="${finding.level}">${capitalised(finding.wording)}</strong> on
          <strong>${finding.host}</strong>, ${readableTime(finding.first)}, over
          ${readableSpan(finding.last - finding.first)}
        </p>
        <p class="soft small any">
          ${finding.analytic} · ${finding.techniques.join(', ')} · finding <code>${finding.id}</code>
        </p>
      </div>
      <span class="badge ${finding.level}">${finding.level}</span>
    </header>
    ${numbers(finding)} ${storySection(finding)} ${encryptionSection(finding)} ${processSection(finding)}
    ${egressSection(finding)} ${scoreSection(finding)} ${notSeen(finding)} ${records(finding)}
  </article> `;
}

function numbers(finding: Finding): Markup {
  const { share, missing } = finding.observability;
  return html`<dl class="numbers">
    <div class="${finding.level}">
      <dt>Risk: how bad if true</dt>
      <dd>${finding.score} <small>of 100</small></dd>
      ${bar(finding.score / 100)}
    </div>
    <div>
      <dt>Confidence: weakest link</dt>
      <dd>${finding.confidence.toFixed(2)}</dd>
      ${bar(finding.confidence)}
    </div>
    <div>
      <dt>Observability: needed evidence seen</dt>
      <dd>
        ${share.toFixed(2)}
        <small>${missing.length === 0 ? 'nothing missing' : `without ${missing.join(', ')}`}</small>
      </dd>
      ${bar(share)}
    </div>
  </dl>`;
}

function bar(share: number): Markup {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return html`<span class="bar" aria-hidden="true"><i style="width:${percent}%"></i></span>`;
}

function notSeen(finding: Finding): Markup | undefined {
  if (finding.notSeen.length === 0) return undefined;
  return html`<h4>What could not be seen</h4>
    <div class="unseen">
      <ul class="plain">
        ${finding.notSeen.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </div>`;
}

function records(finding: Finding): Markup {
  const more = finding.evidence.length - mostRecords;
  return html`<details>
    <summary>${counted(finding.evidence.length, 'record')} behind this finding</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Records">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Record</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody>
          ${finding.evidence.slice(0, mostRecords).map(
            ({ time, what, place }) =>
              html`<tr>
                <td class="number">${readableTime(time)}</td>
                <td>${what}</td>
                <td class="any">${placeWords(place)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more record')}, listed in manifest.json.</p>` : undefined}
  </details>`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
