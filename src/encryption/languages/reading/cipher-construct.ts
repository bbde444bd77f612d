/** Short ways to state what the names of an encryption library do. */
import type { CipherConstruct } from './construct.ts';

type More = Omit<Partial<CipherConstruct>, 'names' | 'does' | 'as' | 'tool' | 'algorithm' | 'direction'>;

/** Calls that make a cipher object. */
export function makes(names: string, tool: string, algorithm?: string, more: More = {}): CipherConstruct {
  return {
    ...more,
    names,
    does: 'cipher',
    as: 'object',
    tool,
    ...(algorithm === undefined ? {} : { algorithm }),
  };
}

/** Calls that encrypt by themselves. */
export function encrypts(names: string, tool: string, algorithm?: string, more: More = {}): CipherConstruct {
  return { ...makes(names, tool, algorithm, more), as: 'operation', direction: 'encrypt' };
}

/** Calls that decrypt by themselves. */
export function decrypts(names: string, tool: string, algorithm?: string, more: More = {}): CipherConstruct {
  return { ...makes(names, tool, algorithm, more), as: 'operation', direction: 'decrypt' };
}

/** Modules and classes whose import alone shows that the script can encrypt. */
export function imports(names: string, tool: string, algorithm?: string): CipherConstruct {
  return { ...makes(names, tool, algorithm), as: 'named' };
}
