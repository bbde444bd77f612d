import { z } from 'zod';
import { PATTERN_LIMITS } from '../../encryption/patterns/pattern.ts';

const { names: mostNames, name: longestName, marks: mostMarks } = PATTERN_LIMITS;

const programName = z
  .string()
  .max(longestName)
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.+-]*(?: [A-Za-z0-9_.+-]+){0,4}$/,
    'must be a program name without directory: letters, digits, and _ . + - inside',
  )
  .refine(
    (name) => name.replace(/\.(?:exe|com|bat|cmd)$/i, '').length >= 3,
    'is too short to look for: 3 characters at least',
  );

const spelling = /^(?:-{1,2}|\/)[A-Za-z0-9?@][\w.-]*$/;
const glued = /^(?:-{1,2}|\/)?[A-Za-z0-9][\w.:=-]*\*$/;
const markPattern =
  /^(?:(?:-{1,2}|\/)[A-Za-z0-9?@][\w.-]*(?:[=:][\w.-]+|\*)?|[A-Za-z0-9_][\w.-]*=[\w.-]+|[A-Za-z0-9_][\w.-]*(?: [A-Za-z0-9_][\w.-]*){0,2})$/;

const mark = z
  .string()
  .max(longestName)
  .regex(
    markPattern,
    'must be an option (-e, --encrypt, /enc, --mode=encrypt, -p*) or a subcommand of up to three words',
  );
const marks = z.array(mark).min(1).max(mostMarks);

function isOption(text: string): boolean {
  return spelling.test(text) || (glued.test(text) && text.length >= 3);
}

const optionName = z
  .string()
  .max(longestName)
  .refine(
    isOption,
    'must be an option that takes a value (-o, --output, /out), or -p* and key=* for glued values',
  );
const operandWord = z.enum(['all', 'last', 'rest', 'all-but-last']);
const placeMessage =
  'must be an option (-o, --output, -p*, key=*), the number of a word that is no option, or all, last, rest, all-but-last';
const operandNumber = z.int(placeMessage).min(1, placeMessage).max(16, placeMessage);
const placeName = z
  .string()
  .max(longestName)
  .refine((text) => isOption(text) || operandWord.safeParse(text).success, placeMessage);
const places = z
  .array(z.union([operandNumber, placeName], placeMessage))
  .min(1)
  .max(mostMarks);
const variable = z
  .string()
  .max(longestName)
  .regex(/^[A-Z_][A-Z0-9_]*$/, 'must be the name of a variable');

const algorithm = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be a name such as aes-256-gcm');

const encryptionClass = z.enum(['symmetric', 'asymmetric', 'hybrid', 'hash', 'encoding', 'compression']);

export const toolSchema = z
  .strictObject({
    names: z
      .array(programName)
      .min(1)
      .max(mostNames)
      .describe('Names the program is known by, those of renamed copies too.'),
    platforms: z
      .array(z.enum(['windows', 'macos', 'linux', 'esxi']))
      .min(1)
      .optional()
      .describe('Default all. Linux, macOS and ESXi command lines are read alike: one stands for all three.'),
    class: encryptionClass.optional().describe('Default symmetric.'),
    classWhen: z
      .partialRecord(encryptionClass, marks)
      .optional()
      .describe('Another class, where one of these options or subcommands stands.'),
    algorithm: z
      .union(
        [algorithm, z.strictObject({ from: places, default: algorithm.optional() })],
        'must be a name such as aes-256-gcm, or {from: [--cipher], default: aes-256-gcm}',
      )
      .optional(),
    encrypts: marks.optional().describe('Options and subcommands that say it encrypts.'),
    decrypts: marks.optional().describe('Options and subcommands that say it decrypts.'),
    either: marks.optional().describe('It does one or the other, which is not told.'),
    neither: marks.optional().describe('With one of these it does neither, whatever else stands there.'),
    otherwise: z
      .enum(['encrypt', 'decrypt', 'either', 'nothing'])
      .optional()
      .describe(
        'What it does without any of these. Default: nothing where "encrypts" or "either" is given, else encrypt.',
      ),
    keyed: z.boolean().optional().describe('Counts only where one of the places of "key" is used.'),
    key: z
      .strictObject({
        password: places.optional().describe('The secret itself stands there; it is masked.'),
        file: places.optional(),
        environment: z
          .array(z.union([variable, optionName]))
          .min(1)
          .max(mostMarks)
          .optional(),
        descriptor: places.optional(),
        prompt: z.array(mark).min(1).max(mostMarks).optional().describe('Options that make it ask.'),
        agent: z.array(mark).min(1).max(mostMarks).optional(),
        network: places.optional(),
        derived: places.optional(),
        otherwise: z
          .enum(['environment', 'file', 'descriptor', 'prompt', 'derived', 'agent', 'network', 'unknown'])
          .optional()
          .describe('Where the key comes from when none of these is used. Default unknown.'),
      })
      .optional()
      .describe('Where the key stands or comes from.'),
    inputs: places.optional().describe('Files it reads.'),
    outputs: places.optional().describe('Files it writes.'),
    outputSuffix: z
      .string()
      .max(20)
      .regex(/^[\w.-]*$/, 'must be a file ending such as .enc')
      .optional()
      .describe(
        'Ending of what it writes beside each input when no output is named; empty for the input itself.',
      ),
    values: z
      .array(optionName)
      .min(1)
      .max(mostMarks)
      .optional()
      .describe('Other options that take a value, which would be taken for a file otherwise.'),
    renamed: z
      .array(
        z
          .string()
          .max(longestName)
          .regex(/^[\w./-]+$/, 'must be one word'),
      )
      .min(2)
      .max(8)
      .refine((words) => words.some((word) => word.length >= 4), 'needs one word of four characters at least')
      .optional()
      .describe(
        "Words that stand together in no other tool's command line: copies under other names are known by them.",
      ),
  })
  .superRefine((tool, context) => {
    const { encrypts, decrypts, either, otherwise, keyed, key } = tool;
    if (encrypts === undefined && decrypts === undefined && either === undefined && otherwise === undefined)
      context.addIssue({
        code: 'custom',
        message:
          'needs "encrypts", "decrypts" or "either", or "otherwise: encrypt" where every call encrypts',
      });
    if (keyed === true && key === undefined)
      context.addIssue({
        code: 'custom',
        path: ['keyed'],
        message: 'needs "key": where would the key stand?',
      });
  });
