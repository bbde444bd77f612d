import type { ScriptText } from '../event/event.ts';
import type { Recognition } from '../encryption/encryption-operation.ts';

/** What the engine asks of the recogniser; handed in, because decompression comes from outside the pure core. */
export interface TextRecogniser {
  recogniseCommandLine(text: string, platform: 'windows' | 'posix', image?: string): Recognition;
  recogniseScript(text: string, language: ScriptText['language']): Recognition;
  recogniseBindings(text: string): Recognition;
}
