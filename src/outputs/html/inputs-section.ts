import type { HuntResult, SourceSummary } from '../hunt-result.ts';
import { placeWords } from '../place-words.ts';
import { counted, readableBytes, readableCount } from '../readable-amount.ts';
import { readableTime } from '../readable-time.ts';
import { html, type Markup } from './markup.ts';

const mostSources = 1000;
const mostRejected = 100;
const mostKinds = 12;

/** What was read, what was refused and where, and what went wrong with whole inputs. */
export function inputsSection(result: HuntResult): Markup {
  const more = result.sources.length - mostSources;
  return html`<div class="card">
    ${problems(result.problems)}
    <div class="scroll" tabindex="0" role="region" aria-label="Inputs">
      <table>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Layout</th>
            <th scope="col" class="number">Size</th>
            <th scope="col" class="number">Records</th>
            <th scope="col" class="number">Used</th>
            <th scope="col" class="number">Rejected</th>
            <th scope="col">Time covered</th>
          </tr>
        </thead>
        <tbody>
          ${result.sources.slice(0, mostSources).map(sourceRow)}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more input')}, in summary.json.</p>` : undefined}
    ${rejected(result.rejected)}
  </div>`;
}

function sourceRow(source: SourceSummary): Markup {
  const kinds = Object.entries(source.kinds).toSorted(([, a], [, b]) => b - a);
  const words = kinds.slice(0, mostKinds).map(([kind, count]) => `${kind}: ${readableCount(count)}`);
  return html`<tr>
    <th scope="row">
      ${source.source}<span class="small soft">${words.join(', ')}</span
      >${source.note === undefined ? undefined : html`<span class="small missing">${source.note}</span>`}
    </th>
    <td>${source.format}</td>
    <td class="number">${readableBytes(source.bytes)}</td>
    <td class="number">${readableCount(source.records)}</td>
    <td class="number">${readableCount(source.used)}</td>
    <td class="number">${readableCount(source.rejected)}</td>
    <td class="small">
      ${source.first === undefined ? '–' : `${readableTime(source.first)} to ${readableTime(source.last)}`}
    </td>
  </tr> `;
}

function problems(list: readonly string[]): Markup | undefined {
  if (list.length === 0) return undefined;
  return html`<h4>Problems</h4>
    <ul class="plain">
      ${list.slice(0, 100).map((problem) => html`<li>${problem}</li>`)}
    </ul>`;
}

function rejected({ total, byReason, samples }: HuntResult['rejected']): Markup {
  if (total === 0) return html`<p class="soft">No record was rejected.</p>`;
  const reasons = Object.entries(byReason).map(([reason, count]) => `${reason}: ${readableCount(count)}`);
  return html`<h4>${counted(total, 'record')} rejected</h4>
    <p>${reasons.join(', ')}. They were not read as events; the first of them:</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Rejected records">
      <table>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Place</th>
            <th scope="col">Detail</th>
          </tr>
        </thead>
        <tbody>
          ${samples.slice(0, mostRejected).map(
            ({ reason, place, detail }) =>
              html`<tr>
                <td>${reason}</td>
                <td class="any">${placeWords(place)}</td>
                <td class="any">${detail}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`;
}
