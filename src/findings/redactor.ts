import type { DecodingLayer, Recognition } from '../encryption/encryption-operation.ts';

/** Takes passwords and keys out of texts before they become part of a finding; handed in by whoever may decide. */
export interface Redactor {
  /** A command line; `image` is the program that ran it. */
  commandLine(text: string, image: string | undefined): string;
  /** Layers of a recognised text, each as long as before: evidence spans count in them. */
  layers(recognition: Recognition): readonly DecodingLayer[];
}
