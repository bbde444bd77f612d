import { z } from 'zod';
import { PATTERN_LIMITS } from '../../encryption/patterns/pattern.ts';

const { names: mostNames, name: longestName } = PATTERN_LIMITS;

const callName = z
  .string()
  .max(longestName)
  .regex(
    /^[A-Za-z_$@][\w$-]*(?:(?:\.|::|->|\\)[\w$@-]+){0,6}[?!]?$/,
    'must be the name of a call, such as vault.seal or Acme::Vault->seal',
  );
const calls = z.array(callName).min(1).max(mostNames);
const methodName = z
  .string()
  .max(longestName)
  .regex(/^[A-Za-z_]\w*[?!]?$/, 'must be the name of a method, without what it is called on');
const argument = z.union(
  [
    z.int().min(1).max(16),
    z
      .string()
      .max(longestName)
      .regex(/^[A-Za-z_]\w*$/),
  ],
  'must be the number of an argument, counted from 1, or its name',
);
const argumentPlaces = z.array(argument).min(1).max(16);
const algorithm = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be a name such as aes-256-gcm');

export const scriptSchema = z
  .strictObject({
    languages: z
      .array(z.enum(['powershell', 'python', 'javascript', 'ruby', 'perl', 'php', 'vbscript']))
      .min(1)
      .max(7)
      .describe('Languages in which the calls are looked for.'),
    module: z
      .string()
      .max(longestName)
      .regex(/^@?[A-Za-z_][\w./:\\-]*$/, 'must be the name of a module')
      .optional()
      .describe(
        'Module the calls belong to: they count under its name, and without it where it is imported.',
      ),
    library: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\w.:@/ -]+$/, 'must be a plain name')
      .optional()
      .describe('Name of the library in results; the id by default.'),
    class: z.enum(['symmetric', 'asymmetric', 'hybrid']).optional().describe('Default symmetric.'),
    algorithm: z
      .union(
        [algorithm, z.strictObject({ from: argumentPlaces, default: algorithm.optional() })],
        'must be a name such as aes-256-gcm, or {from: [2, cipher], default: aes-256-gcm}',
      )
      .optional(),
    creates: calls
      .optional()
      .describe('Calls and classes that make an object which encrypts by its methods.'),
    encrypts: calls.optional().describe('Calls that encrypt by themselves.'),
    decrypts: calls.optional().describe('Calls that decrypt by themselves.'),
    either: calls.optional().describe('Calls that do one or the other, which is not told.'),
    methods: z
      .strictObject({
        encrypt: z.array(methodName).min(1).max(mostNames).optional(),
        decrypt: z.array(methodName).min(1).max(mostNames).optional(),
      })
      .optional()
      .describe('Methods of the objects beside the usual ones (encrypt, seal, update ...).'),
    keyed: z.boolean().optional().describe('Counts only where one of the arguments of "key" is given.'),
    key: argumentPlaces
      .optional()
      .describe('Arguments that hold the key; a key that is written out is masked.'),
    inputs: argumentPlaces.optional().describe('Arguments that name files read.'),
    outputs: argumentPlaces.optional().describe('Arguments that name files written.'),
  })
  .superRefine((script, context) => {
    const { creates, encrypts, decrypts, either, methods, module, languages, keyed, key } = script;
    if (keyed === true && key === undefined)
      context.addIssue({
        code: 'custom',
        path: ['keyed'],
        message: 'needs "key": which argument would it be?',
      });
    const named = [creates, encrypts, decrypts, either].flatMap((names) => names ?? []);
    if (named.length === 0)
      context.addIssue({
        code: 'custom',
        message: 'needs calls: "creates", "encrypts", "decrypts" or "either"',
      });
    if (methods !== undefined && creates === undefined)
      context.addIssue({ code: 'custom', path: ['methods'], message: 'needs "creates": methods of what?' });
    for (const kind of ['creates', 'encrypts', 'decrypts', 'either'] as const) {
      for (const [index, name] of (script[kind] ?? []).entries()) {
        if (!isEveryday(name) || module !== undefined || languages.every((id) => id === 'powershell'))
          continue;
        context.addIssue({
          code: 'custom',
          path: [kind, index],
          message: `"${name}" alone may be anything; write what it belongs to before it, or give "module"`,
        });
      }
    }
  });

const EVERYDAY =
  /^(?:new|open|close|run|call|load|save|read|write|init|start|process|update|final|finish|encode|decode|encrypt|decrypt|cipher|crypt|create|make|build|send|apply|transform|convert|pack|main|test|get|set|put|add)$/i;

/** A bare name that every other script has too. */
function isEveryday(name: string): boolean {
  return EVERYDAY.test(name) || name.length < 4;
}
