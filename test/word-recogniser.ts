import type { EncryptionOperation, Recognition } from '../src/encryption/encryption-operation.ts';
import type { TextRecogniser } from '../src/engine/text-recogniser.ts';
import { operation, recognition } from './host-view.ts';

/** A recogniser for tests of the joins: it knows the words `encrypt`, `decrypt`, `hash` and `tamper`, and nothing else. */
export const WORD_RECOGNISER: TextRecogniser = {
  recogniseCommandLine: (text) => read(text, 'tool/word'),
  recogniseScript: (text) => read(text, 'powershell/word'),
  recogniseBindings: (text) => read(text, 'bindings/word'),
};

function read(text: string, rule: string): Recognition {
  const operations: EncryptionOperation[] = [];
  const outputs = /\S+\.7z/.exec(text)?.slice(0, 1) ?? [];
  if (text.includes('encrypt')) operations.push(operation({ rule, outputs }));
  if (text.includes('decrypt'))
    operations.push(operation({ rule: `${rule}-d`, direction: 'decrypt-claimed' }));
  if (text.includes('hash')) operations.push(operation({ rule: `${rule}-h`, class: 'hash' }));
  return recognition({ operations, traits: text.includes('tamper') ? ['logging-tamper'] : [] });
}
