/** The shape of a pattern file as a zod schema; unknown keys are errors. Every key's text also feeds the JSON Schema. */
import { z } from 'zod';
import { SCRIPT_LANGUAGES } from '../../encryption/languages/language.ts';
import { PATTERN_LIMITS } from '../../encryption/patterns/pattern.ts';
import type { EncryptionPattern } from '../../encryption/patterns/pattern.ts';
import { scriptSchema } from './script-pattern-schema.ts';
import { toolSchema } from './tool-pattern-schema.ts';

const { examples, text: longestText, confidence } = PATTERN_LIMITS;

const shortText = z.string().trim().min(1).max(500);
const platform = z.enum(['windows', 'macos', 'linux', 'esxi']);
const language = z.enum(SCRIPT_LANGUAGES);
const encryptionClass = z.enum([
  'symmetric',
  'asymmetric',
  'hybrid',
  'hash',
  'encoding',
  'compression',
  'none',
]);
const keySource = z.enum([
  'command-line',
  'environment',
  'file',
  'descriptor',
  'prompt',
  'literal',
  'derived',
  'agent',
  'network',
  'unknown',
]);

const textKeys = {
  text: z.string().min(1).max(longestText).describe('A command line, or the text of a script.'),
  platform: platform.optional().describe('The text is a command line of this platform.'),
  language: language.optional().describe('The text is a script in this language.'),
};

/** Says how the text is read: one way, not two and not none. */
function readOneWay(text: { platform?: unknown; language?: unknown }): boolean {
  return (text.platform === undefined) !== (text.language === undefined);
}
const ONE_WAY = 'needs "platform" (a command line) or "language" (a script), not both';

const notSchema = z.strictObject(textKeys).refine(readOneWay, ONE_WAY);

const files = z.array(z.string().max(1000)).max(PATTERN_LIMITS.names);
const exampleSchema = z
  .strictObject({
    ...textKeys,
    class: encryptionClass.exclude(['none']).describe('What the operation is.'),
    operation: z.enum(['encrypt', 'decrypt-claimed', 'both', 'unknown']).describe('Its direction.'),
    algorithm: z.string().max(40).optional().describe('Canonical name, as results show it.'),
    keySource: keySource.optional(),
    tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
    inputs: files.optional().describe('Files it reads, exactly these.'),
    outputs: files.optional().describe('Files it writes, exactly these.'),
    secrets: z.array(z.string().min(1).max(1000)).max(16).optional().describe('Texts that must be masked.'),
  })
  .refine(readOneWay, ONE_WAY);

export const patternSchema = z
  .strictObject({
    id: z
      .string()
      .max(64)
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by -')
      .describe('Unique; results name the rule pattern/<id>.'),
    title: shortText.describe('What it is about.'),
    source: shortText.describe('Where this is known from: a manual, a report, the source code.'),
    references: z
      .array(z.url({ protocol: /^https?$/ }).max(500))
      .max(16)
      .optional(),
    reason: shortText.max(200).optional().describe('The sentence that findings show.'),
    confidence: z
      .number()
      .min(confidence.least)
      .max(confidence.most)
      .optional()
      .describe(`How sure a reading is at best; ${confidence.usual} when not given.`),
    tier: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .optional()
      .describe('1 for a capability only; by default, and at most, 3 for a tool and 2 for a script.'),
    tool: toolSchema.optional(),
    script: scriptSchema.optional(),
    examples: z.array(exampleSchema).min(1).max(examples).describe('Texts, and what must be seen in them.'),
    not: z
      .array(notSchema)
      .min(1, 'needs at least one text in which the pattern must see nothing')
      .max(examples)
      .describe('Texts in which this pattern must see no operation.'),
  })
  .superRefine(({ tool, script, tier }, context) => {
    if ((tool === undefined) === (script === undefined))
      context.addIssue({ code: 'custom', message: 'needs "tool" or "script", one of them' });
    if (script !== undefined && tier === 3)
      context.addIssue({ code: 'custom', path: ['tier'], message: 'a script shows tier 2 at most' });
  }) satisfies z.ZodType<EncryptionPattern>;
