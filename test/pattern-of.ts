/** Patterns for tests, as short as they can be. */
import type { EncryptionOperation, Recognition } from '../src/encryption/encryption-operation.ts';
import type { EncryptionPattern, ScriptPattern, ToolPattern } from '../src/encryption/patterns/pattern.ts';

const SHARED = { title: 'A tool of our own', source: 'its manual', examples: [], not: [] } as const;

export function toolPattern(id: string, tool: ToolPattern): EncryptionPattern {
  return { ...SHARED, id, tool };
}

export function scriptPattern(id: string, script: ScriptPattern): EncryptionPattern {
  return { ...SHARED, id, script };
}

/** What patterns found. */
export function ofPatterns({ operations }: Recognition): EncryptionOperation[] {
  return operations.filter(({ rule }) => rule.startsWith('pattern/'));
}

/** The texts that would be masked. */
export function secretsOf({ secrets, layers }: Recognition): string[] {
  return secrets.map(({ layer, start, end }) => layers[layer]?.text.slice(start, end) ?? '');
}
