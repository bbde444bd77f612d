import { verdictOf } from '../../encryption/verdict.ts';
import type { EncryptionOperation, Recognition } from '../../encryption/encryption-operation.ts';
import { evidenceExcerpt } from '../evidence-excerpt.ts';
import { styled } from './styled-text.ts';
import type { StyledText } from './styled-text.ts';
import { TerminalPage } from './terminal-page.ts';
import type { TerminalOptions } from './terminal-page.ts';

const LIMITS = { context: 60, span: 400, spans: 4 };

/** What the recogniser read: the verdict, every operation with its text, and how each layer was got out of another. */
export function renderRecognition(recognition: Recognition, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  const verdict = verdictOf(recognition);
  const algorithm = verdict.operation?.algorithm;
  page.prose([
    styled('strong', `${verdict.class}${algorithm === undefined ? '' : ` (${algorithm})`}`),
    styled(
      'plain',
      verdict.operation === undefined
        ? ': nothing was encrypted, hashed or encoded here'
        : `: ${verdict.operation.reason}`,
    ),
  ]);
  for (const operation of recognition.operations) writeOperation(page, operation, recognition);
  if (recognition.traits.length > 0) page.row('Traits', recognition.traits.join(', '));
  writeLayers(page, recognition);
  return page.toString();
}

function writeOperation(page: TerminalPage, operation: EncryptionOperation, recognition: Recognition): void {
  page.blank();
  const { algorithm, direction, keySource, tier, confidence } = operation;
  page.row(
    'Operation',
    `${operation.class}, ${algorithm ?? 'algorithm not stated'}, ${direction} · ${operation.reason}`,
  );
  page.row('Tool', `${operation.tool} (rule ${operation.rule})`);
  page.row('Key', keySource);
  if (operation.inputs.length > 0) page.row('Reads', operation.inputs.join(', '));
  if (operation.outputs.length > 0) page.row('Writes', operation.outputs.join(', '));
  page.row('Evidence', `tier T${tier}, confidence ${confidence.toFixed(2)}`);
  for (const { layer } of operation.spans.slice(0, 1)) {
    const text = recognition.layers[layer]?.text ?? '';
    const spans = operation.spans.filter((span) => span.layer === layer);
    const pieces: StyledText[] = evidenceExcerpt(text, spans, LIMITS).map((part) =>
      part.kind === 'cut'
        ? styled('faint', ' … ')
        : styled(part.kind === 'evidence' ? 'evidence' : 'faint', part.text),
    );
    page.row(layer === 0 ? 'Text' : `Text, layer ${layer}`, pieces);
  }
}

function writeLayers(page: TerminalPage, { layers, opaque }: Recognition): void {
  if (layers.length < 2 && !opaque) return;
  page.blank();
  for (const [index, layer] of layers.entries()) {
    const from =
      index === 0
        ? 'as given'
        : `from characters ${layer.start} to ${layer.end} of layer ${layer.outer ?? 0}`;
    const hidden = layer.opaque ? ', OPAQUE: it could not be read further' : '';
    page.row(`Layer ${index}`, `${layer.kind}, ${from}, ${layer.text.length} characters${hidden}`);
    page.abbreviated(layer.text, 'faint', 3);
  }
}
