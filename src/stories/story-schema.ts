/** The shape of a story file as a zod schema; unknown keys are errors. Every key's text also feeds the JSON Schema. */
import { z } from 'zod';
import { parseRange, canonicalAddress } from '../event/address.ts';
import { stepSchema } from './story-step-schema.ts';
import { parseOffset } from './story-offset.ts';
import type { Story } from './story.ts';

const levelSchema = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const nameForm = z.enum(['name', 'fqdn']).optional();
const cidr = z
  .string()
  .refine((text) => parseRange(text) !== undefined, 'is no address range such as 10.0.0.0/8');
const address = z.string().refine((text) => canonicalAddress(text) !== undefined, 'is no IP address');
const offset = z
  .string()
  .refine((text) => parseOffset(text) !== undefined, 'is no offset such as -2h or 90m');
const handle = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must be a word of letters, digits, _ and - that starts with a letter',
  );

const hostSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,63}$/, 'must be a short machine name')
    .describe('Short machine name.'),
  fqdn: z.string().max(253).optional().describe('Full name; default the short name.'),
  addresses: z.array(address).min(1).describe("The machine's own addresses."),
  user: z.string().optional().describe('Default user of its processes, DOMAIN\\name.'),
  logsAs: z
    .strictObject({ sysmon: nameForm, security: nameForm, powershell: nameForm })
    .optional()
    .describe('Which of its names each log writes; default fqdn.'),
});

const operationSchema = z.strictObject({
  class: z
    .enum(['symmetric', 'asymmetric', 'hybrid', 'hash', 'encoding', 'compression', 'none'])
    .optional()
    .describe('What the operation is.'),
  algorithm: z.string().optional().describe('Canonical name: aes, aes-256-cbc, rc4, xor.'),
  direction: z.enum(['encrypt', 'decrypt-claimed', 'both', 'unknown']).optional(),
});

const findingSchema = z.strictObject({
  analytic: z.string().regex(/^AN\d{4}$/, 'must be an analytic id such as AN1389'),
  host: handle.describe('Host handle.'),
  process: handle.describe('Handle of the process that sends.'),
  destination: address.describe('Address the finding must name.'),
  port: z.int().min(0).max(65535).optional(),
  atLeast: levelSchema.describe('Lowest acceptable level.'),
  atMost: levelSchema.optional().describe('Highest acceptable level.'),
  link: z.enum(['same-process', 'pipeline', 'lineage', 'artefact', 'session', 'user', 'host']).optional(),
  operation: operationSchema.optional().describe('An encryption the finding must name.'),
});

const textSchema = z.strictObject({
  text: z.string(),
  as: z
    .enum(['plain', 'base64', 'base64-utf16', 'hex'])
    .describe('How the text is written where {name} stands.'),
});

const noiseSchema = z.strictObject({
  events: z.int().min(0).max(100_000).describe('How many ordinary acts to mix in.'),
  seed: z.int().min(0).optional().describe('Same seed, same acts; default 1.'),
  from: offset.optional().describe('Offset of the first possible act; default -2h.'),
  until: offset.optional().describe('Offset of the last possible act; default 2h.'),
  hosts: z.array(handle).optional().describe('Host handles; default all.'),
  servers: z
    .string()
    .refine((text) => canonicalAddress(`${text}.1`) === `${text}.1`, 'must be three octets such as 203.0.113')
    .optional()
    .describe("First three octets of the network the programs' servers lie in; default 203.0.113."),
});

const expectSchema = z.strictObject({
  findings: z.array(findingSchema).optional().describe('Findings that must be there.'),
  nothingAbove: levelSchema.optional().describe('No other finding may be above this level; default low.'),
  notVisibleIn: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe('Shape or sensor to the reason why the findings cannot be required there.'),
});

/** Checks one story's keys and values; references between them are checked by `story-check.ts`. */
export const storySchema: z.ZodType<Story> = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,79}$/, 'must be lower-case words joined by -')
    .describe('Unique name of the story, equal to its file name.'),
  title: z.string().min(1).max(160).describe('One line for people.'),
  platform: z.enum(['windows', 'macos', 'linux']).describe('Family of operating systems.'),
  description: z.string().min(1).describe('Why the story is told.'),
  references: z.array(z.string()).optional().describe('Where to read more.'),
  hosts: z.record(handle, hostSchema).describe('Machines by handle.'),
  internal: z.array(cidr).optional().describe("The site's own networks; default the private ranges."),
  external: z
    .array(cidr)
    .optional()
    .describe('Networks to treat as outside; default the documentation ranges.'),
  texts: z.record(handle, textSchema).optional().describe('Encoded texts, written where {name} stands.'),
  start: z.iso.datetime({ offset: true }).describe('ISO time with zone.'),
  steps: z.array(stepSchema).max(20_000).describe('What happens, each with a time and one act.'),
  noise: noiseSchema.optional().describe('Ordinary office-day activity mixed in.'),
  expect: expectSchema.describe('What Postern should say.'),
});
