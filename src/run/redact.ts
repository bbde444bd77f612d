import { MASK, maskSecrets } from '../encryption/mask-secrets.ts';
import type { DecodingLayer, Recognition } from '../encryption/encryption-operation.ts';
import type { TextRecogniser } from '../engine/text-recogniser.ts';
import type { Redactor } from '../findings/redactor.ts';

/** Masks the passwords and keys that the recogniser finds. */
export function secretMasker(recogniser: TextRecogniser): Redactor {
  return {
    commandLine: (text, image) => maskSecrets(text, recogniser.recogniseCommandLine(text, 'windows', image)),
    layers: maskLayers,
  };
}

/** For who must see: nothing is masked. */
export const SHOW_SECRETS: Redactor = {
  commandLine: (text) => text,
  layers: (recognition) => recognition.layers,
};

/** A recognition that may be shown to anybody. */
export function maskRecognition(recognition: Recognition): Recognition {
  return { ...recognition, layers: maskLayers(recognition) };
}

function maskLayers(recognition: Recognition): DecodingLayer[] {
  return recognition.layers.map((layer, index) => maskLayer(layer, index, recognition));
}

/** Every character of a secret becomes one of the mask, so that evidence spans still point where they pointed. */
function maskLayer(layer: DecodingLayer, index: number, { secrets }: Recognition): DecodingLayer {
  let text = layer.text;
  for (const { layer: of, start, end } of secrets) {
    if (of !== index || start >= end) continue;
    text =
      text.slice(0, start) + (MASK[0] ?? '*').repeat(Math.min(end, text.length) - start) + text.slice(end);
  }
  return { ...layer, text };
}
