import { LIMITS } from '../../layers/limits.ts';
import { argument } from './command-argument.ts';
import { keyOrigin } from './key-origin.ts';
import type { FactCollector } from './fact-collector.ts';
import type { CommandUse } from './script-observer.ts';

/** ConvertFrom-/ConvertTo-SecureString: AES with -Key or -SecureKey; without, DPAPI, which no key of ours can move. */
export function readSecureString(collector: FactCollector, use: CommandUse, source: string): void {
  const encrypts = use.name.includes('from');
  const key = argument(use, 'key', 1) ?? argument(use, 'securekey', 7);
  const plain = argument(use, 'asplaintext', 2);
  if (plain !== undefined && !encrypts) {
    const text = argument(use, 'string', 2, 0) ?? plain;
    if (typeof text.value === 'string' && text.value !== '')
      collector.facts.secrets.push(valueStretch(text, source));
    return;
  }
  if (key === undefined || !key.hasValue || collector.facts.direct.length >= LIMITS.operations) return;
  const piped = use.inputStretch;
  const typed = encrypts && piped !== undefined && isTyped(source.slice(piped.start, piped.end));
  const origin = keyOrigin(source, { ...key, constant: key.value !== undefined }, collector.facts.variables);
  collector.facts.direct.push({
    ...collector.sighting(use),
    rule: 'powershell/secure-string-key',
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes',
    keySource: origin,
    // What a person types at that moment is a secret to keep, no data to carry out.
    tier: typed ? 1 : 3,
    confidence: 0.9,
    reason: typed
      ? 'ConvertFrom-SecureString with a key encrypts what somebody types at a prompt'
      : encrypts
        ? 'ConvertFrom-SecureString with a key encrypts with AES'
        : 'ConvertTo-SecureString with a key decrypts',
  });
  if (origin === 'literal') collector.facts.secrets.push(valueStretch(key, source));
}

/** A prompt whose answer goes into the pipe. */
function isTyped(piped: string): boolean {
  return /^Read-Host\s/i.test(piped.trim()) && /\s-AsSecureString\b/i.test(piped);
}

/** The argument without its parameter name. */
export function valueStretch(
  given: { start: number; end: number; parameter: string | undefined },
  source: string,
): {
  start: number;
  end: number;
} {
  if (given.parameter === undefined) return { start: given.start, end: given.end };
  const text = source.slice(given.start, given.end);
  // A value out of a table stands without its name.
  const name = /^[-–—―/][\w`]*:?\s*/.exec(text)?.[0].length ?? 0;
  return { start: given.start + name, end: given.end };
}
