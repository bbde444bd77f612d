/** From a pattern's calls to constructs like the built-in ones, for every language it names. */
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import type { CipherConstruct, PatternClaim } from '../languages/reading/construct.ts';
import { comparedName, fullName } from './call-names.ts';
import type { ArgumentName, EncryptionPattern, ScriptPattern } from './pattern.ts';
import { PATTERN_LIMITS, patternRule } from './pattern.ts';
import type { PowershellCall, PowershellObject } from './powershell-calls.ts';
import { className } from './powershell-calls.ts';

/** Places as the readers take them: positions from 0 and names, divided by `|`. */
function place(names: readonly ArgumentName[] | undefined, caseless: boolean): string | undefined {
  if (names === undefined || names.length === 0) return undefined;
  return names
    .map((name) => (typeof name === 'number' ? String(name - 1) : caseless ? name.toLowerCase() : name))
    .join('|');
}

function methodsOf(script: ScriptPattern, caseless: boolean): Map<string, 'encrypt' | 'decrypt'> {
  const methods = new Map<string, 'encrypt' | 'decrypt'>();
  for (const effect of ['encrypt', 'decrypt'] as const)
    for (const name of script.methods?.[effect] ?? [])
      methods.set(caseless ? name.toLowerCase() : name, effect);
  return methods;
}

/** The names under which each call of a pattern is known in a language, and what the call is. */
export function patternCalls(
  script: ScriptPattern,
  language: Pick<CodeLanguage, 'id' | 'syntax'>,
): { readonly written: string; readonly name: string; readonly kind: CallKind }[] {
  return CALL_KINDS.flatMap((kind) =>
    (script[kind] ?? []).flatMap((written) => {
      const full = fullName(script, written, language);
      // Where objects are made with `new`, the name is that of the class.
      const forms = kind === 'creates' && !full.endsWith('.new') ? [full, `${full}.new`] : [full];
      return forms.map((form) => ({ written, name: comparedName(form), kind }));
    }),
  );
}

export const CALL_KINDS = ['creates', 'encrypts', 'decrypts', 'either'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** The constructs of a pattern in one language. */
export function compileScript(
  pattern: EncryptionPattern,
  script: ScriptPattern,
  language: CodeLanguage,
): CipherConstruct[] {
  const caseless = language.syntax.caseless === true;
  const { algorithm } = script;
  const fixed = typeof algorithm === 'object' ? algorithm.default : algorithm;
  const from = typeof algorithm === 'object' ? place(algorithm.from, caseless) : undefined;
  const key = place(script.key, caseless);
  const inputs = place(script.inputs, caseless);
  const outputs = place(script.outputs, caseless);
  const claim: PatternClaim = {
    rule: patternRule(pattern.id),
    reason: pattern.reason,
    confidence: pattern.confidence ?? PATTERN_LIMITS.confidence.usual,
    tier: pattern.tier === 1 ? 1 : 2,
    methods: methodsOf(script, caseless),
  };
  const shared = {
    does: 'cipher',
    tool: script.library ?? pattern.id,
    class: script.class ?? 'symmetric',
    pattern: claim,
    ...(fixed === undefined ? {} : { algorithm: fixed }),
    ...(from === undefined ? {} : { algorithmFrom: from }),
    ...(key === undefined ? {} : { key }),
    ...(script.keyed === true ? { keyed: true } : {}),
    ...(inputs === undefined ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs }),
  } as const;
  const calls = patternCalls(script, language);
  const names = (kind: CallKind): string =>
    [...new Set(calls.filter((call) => call.kind === kind).map(({ name }) => name))].join(' ');
  const constructs: CipherConstruct[] = [
    { ...shared, names: names('creates'), as: 'object' },
    { ...shared, names: names('encrypts'), as: 'operation', direction: 'encrypt' },
    { ...shared, names: names('decrypts'), as: 'operation', direction: 'decrypt' },
    { ...shared, names: names('either'), as: 'operation' },
  ];
  return constructs.filter((construct) => construct.names !== '');
}

/** What the pattern names for PowerShell, added to what others name. */
export function compilePowershell(
  pattern: EncryptionPattern,
  script: ScriptPattern,
  into: {
    readonly commands: Map<string, PowershellCall>;
    readonly methods: Map<string, PowershellCall>;
    readonly objects: Map<string, PowershellObject>;
  },
): void {
  const methods = methodsOf(script, true);
  for (const [name, effect] of USUAL_METHODS) if (!methods.has(name)) methods.set(name, effect);
  for (const name of script.creates ?? []) into.objects.set(className(name), { pattern, script, methods });
  const directions = { encrypts: 'encrypt', decrypts: 'decrypt-claimed', either: 'unknown' } as const;
  for (const kind of ['encrypts', 'decrypts', 'either'] as const) {
    for (const name of script[kind] ?? []) {
      const call: PowershellCall = { pattern, script, direction: directions[kind] };
      // A name with a dot is a method of a class, everything else a command.
      if (name.includes('.')) into.methods.set(className(name), call);
      else into.commands.set(name.toLowerCase(), call);
    }
  }
}

/** Methods that only a cipher has, whatever the class. */
const USUAL_METHODS: readonly (readonly [string, 'encrypt' | 'decrypt'])[] = [
  ['encrypt', 'encrypt'],
  ['encryptfile', 'encrypt'],
  ['createencryptor', 'encrypt'],
  ['seal', 'encrypt'],
  ['decrypt', 'decrypt'],
  ['decryptfile', 'decrypt'],
  ['createdecryptor', 'decrypt'],
  ['unseal', 'decrypt'],
];
