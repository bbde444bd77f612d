import type { DecodingLayer, EncryptionOperation } from '../../encryption/encryption-operation.ts';
import type { Finding, LinkedOperation } from '../../findings/finding.ts';
import { evidenceExcerpt, type ExcerptLimits } from '../evidence-excerpt.ts';
import {
  keyWords,
  layerPath,
  linkWords,
  operationWords,
  processLabel,
  roleWords,
  tierWords,
} from '../finding-words.ts';
import { placeWords } from '../place-words.ts';
import { counted, readableCount } from '../readable-amount.ts';
import { readableTime } from '../readable-time.ts';
import { html, preformatted, type Markup } from './markup.ts';

const mostOperations = 12;
const mostLayers = 8;
const limits: ExcerptLimits = { context: 400, span: 4000, spans: 24 };

/** With what it was encrypted and what says so: every operation, its text with the evidence marked, layer by layer. */
export function encryptionSection(finding: Finding): Markup {
  const more = finding.encryption.length - mostOperations;
  return html`<h4>Encryption</h4>
    ${finding.encryption.length === 0 ? html`<p class="unseen">No encryption was seen. This finding rests on the process and its destination alone (coverage: ${finding.coverage}).</p>` : undefined}
    ${finding.encryption.slice(0, mostOperations).map(operationBlock)}
    ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more operation')}, in findings.ndjson.</p>` : undefined}`;
}

function operationBlock(linked: LinkedOperation): Markup {
  const { operation, layers } = linked;
  return html`<dl class="facts">
      <dt>Operation</dt>
      <dd><strong>${operationWords(operation)}</strong>, ${keyWords(operation)}<br />${operation.reason}</dd>
      <dt>Linked by</dt>
      <dd>
        <strong>${linkWords(linked.link)}</strong>, confidence ${linked.linkConfidence.toFixed(2)}:
        ${linked.linkReason}${linked.link === 'same-process' ? undefined : `. It was ${processLabel(linked.process)}.`}
      </dd>
      <dt>Seen in</dt>
      <dd>
        ${linked.seenIn},
        ${readableTime(linked.time)}${linked.places.slice(0, 5).map((place) => html`<br /><span class="soft small">${placeWords(place)}</span>`)}
      </dd>
      <dt>Reading</dt>
      <dd>
        ${tierWords(operation)}, confidence ${operation.confidence.toFixed(2)}, rule
        <code>${operation.rule}</code>
      </dd>
      ${files('Reads', operation.inputs)}${files('Writes', operation.outputs)}
      ${
        linked.traits.length === 0
          ? undefined
          : html`<dt>Also</dt>
              <dd>${linked.traits.map(roleWords).join(', ')}</dd>`
      }
    </dl>
    ${shownLayers(operation, layers).map((number) => layerBlock(number, operation, layers))}`;
}

function files(label: string, names: readonly string[]): Markup | undefined {
  if (names.length === 0) return undefined;
  return html`<dt>${label}</dt>
    <dd>${names.slice(0, 10).map((name) => html`<code>${name}</code> `)}</dd>`;
}

/** The layers that hold evidence and those on the way to them, outermost first. */
function shownLayers(operation: EncryptionOperation, layers: readonly DecodingLayer[]): readonly number[] {
  const numbers = new Set(operation.spans.flatMap((span) => layerPath(layers, span.layer)));
  if (numbers.size === 0 && layers.length > 0) numbers.add(0);
  return [...numbers].toSorted((a, b) => a - b).slice(0, mostLayers);
}

function layerBlock(
  number: number,
  operation: EncryptionOperation,
  layers: readonly DecodingLayer[],
): Markup | undefined {
  const layer = layers[number];
  if (layer === undefined) return undefined;
  const spans = operation.spans.filter((span) => span.layer === number);
  const parts = evidenceExcerpt(layer.text, spans, limits).map((part) => {
    if (part.kind === 'cut')
      return html`<span class="cut"> … ${counted(part.length, 'character')} not shown … </span>`;
    return part.kind === 'evidence' ? html`<mark>${preformatted(part.text)}</mark>` : preformatted(part.text);
  });
  const from =
    number === 0
      ? 'as recorded'
      : `decoded from layer ${layer.outer ?? 0}, characters ${readableCount(layer.start)} to ${readableCount(layer.end)}`;
  const what = `Layer ${number}: ${roleWords(layer.kind)}, ${from}${layer.opaque ? '; it could not be read further' : ''}`;
  const text = html`<pre tabindex="0" aria-label="${what}">${parts}</pre>`;
  return spans.length > 0
    ? html`<p class="soft small">${what}</p>
        ${text}`
    : html`<details>
        <summary class="small">${what}</summary>
        ${text}
      </details>`;
}
