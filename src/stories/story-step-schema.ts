/** The zod schema of one step of a story. */
import { z } from 'zod';
import { canonicalAddress } from '../event/address.ts';
import { parseOffset } from './story-offset.ts';
import { ACT_KEYS, type StoryStep } from './story-step.ts';

const handle = z.string().min(1).max(64);
const port = z.int().min(0).max(65535);
const address = z.string().refine((text) => canonicalAddress(text) !== undefined, 'is no IP address');
const protocol = z.enum(['tcp', 'udp']).optional().describe('Default tcp.');
const offset = z
  .string()
  .refine((text) => parseOffset(text) !== undefined, 'is no offset such as 2.5s, +1m, 1h30m or -6h');

const processSchema = z.strictObject({
  as: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
      'must be a word of letters, digits, _ and - that starts with a letter',
    )
    .describe('Handle for later steps.'),
  parent: handle
    .optional()
    .describe(
      'Handle of the parent, or explorer, services, scheduler, none; default explorer, for SYSTEM services.',
    ),
  image: z.string().min(1).describe('Full path of the program.'),
  commandLine: z.string().optional().describe('Default the image in quotes.'),
  cwd: z.string().optional().describe('Current directory.'),
  user: z.string().optional().describe("DOMAIN\\name; default the parent's or the host's user."),
  session: z
    .string()
    .regex(/^0x[0-9a-fA-F]{1,16}$/, 'must be a logon id such as 0x2d5a4b')
    .optional()
    .describe('Logon id; on Linux the number of a login that begins here.'),
  pid: z.int().min(4).max(4_194_304).optional().describe('Default chosen, stable for the same story.'),
  integrity: z.enum(['Low', 'Medium', 'High', 'System']).optional(),
  company: z.string().optional().describe('Company of the version resource.'),
  product: z.string().optional(),
  fileDescription: z.string().optional(),
  originalName: z.string().optional().describe('OriginalFileName of the version resource.'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits')
    .optional(),
  unseen: z.boolean().optional().describe('True: it started before logging did, no start record is written.'),
  arguments: z
    .array(z.string())
    .min(1)
    .max(4096)
    .optional()
    .describe('POSIX: argument list; default the image alone.'),
  replaces: handle.optional().describe('POSIX: handle of the process that becomes this image by exec.'),
  forked: z.boolean().optional().describe("POSIX: a child that goes on with its parent's image."),
  script: z.string().optional().describe('POSIX: script file the program was started for.'),
  responsible: handle.optional().describe('macOS: handle of the process it runs on behalf of.'),
  signed: z
    .strictObject({
      identifier: z.string().min(1).describe('Signing identifier.'),
      team: z.string().optional().describe('Apple team id; without one the signature is ad hoc.'),
    })
    .optional()
    .describe('macOS: code signature; default part of the system where the image lies in its folders.'),
});

const scriptSchema = z.strictObject({
  process: handle,
  text: z.string().describe('Text of the script block.'),
  path: z.string().optional().describe('Script file; absent for text in memory.'),
  parts: z.int().min(1).max(500).optional().describe('Number of records the block is cut into.'),
  order: z
    .union([z.enum(['in-order', 'shuffled']), z.array(z.int().min(1)).max(500)])
    .optional()
    .describe('Order in which the parts are written.'),
  lost: z.array(z.int().min(1)).max(500).optional().describe('Part numbers that never arrive.'),
});

const connectSchema = z.strictObject({
  process: handle,
  to: address.describe('Destination address.'),
  port: port.describe('Destination port.'),
  protocol,
  sourcePort: port.optional(),
  name: z.string().optional().describe('Name the sensor attaches by reverse lookup.'),
  lateBy: offset.optional().describe('Delay of the Sysmon record; default 1s.'),
  afterExit: z.boolean().optional().describe('The connection lies after the end of its process.'),
  bytesOut: z.int().min(0).optional().describe('Payload bytes sent, for sensors that count.'),
  bytesIn: z.int().min(0).optional().describe('Payload bytes received.'),
  lasts: offset.optional().describe('How long it lasts; default 800ms.'),
  service: z.enum(['tls', 'http', 'ssh', 'ftp']).optional().describe('What a network sensor recognises.'),
  serverName: z.string().optional().describe('Name in the TLS handshake or HTTP request.'),
});

const imageSchema = z.strictObject({
  process: handle,
  module: z.string().min(1).describe('Full path of the module.'),
  signed: z.boolean().optional().describe('Default true.'),
  signature: z.string().optional().describe('Signer; default Microsoft Windows.'),
  status: z.string().optional().describe('Default Valid, or Unavailable when not signed.'),
});

/** One step: `at`, perhaps `host`, and exactly one act. */
export const stepSchema: z.ZodType<StoryStep> = z
  .strictObject({
    at: offset.describe('2.5s after the start, +1m after the step before, -6h before the start.'),
    host: handle.optional().describe('Host handle; needed with several hosts where no process tells.'),
    process: processSchema.optional().describe('A process starts.'),
    end: z.strictObject({ process: handle }).optional().describe('A process ends.'),
    script: scriptSchema.optional().describe('PowerShell compiles a script block.'),
    bindings: z
      .strictObject({
        process: handle,
        command: z.string().min(1),
        parameters: z.record(z.string(), z.string()).optional(),
      })
      .optional()
      .describe('PowerShell runs a command with parameters.'),
    dns: z
      .strictObject({
        process: handle,
        name: z.string().min(1).max(253),
        addresses: z.array(address),
        aliases: z.array(z.string()).optional(),
      })
      .optional()
      .describe('A process looks up a name.'),
    connect: connectSchema.optional().describe('A process connects.'),
    inbound: z
      .strictObject({ process: handle, from: address, port, remotePort: port.optional(), protocol })
      .optional()
      .describe('A process accepts a connection.'),
    file: z
      .strictObject({
        process: handle,
        path: z.string().min(1),
        action: z.enum(['write', 'read', 'rename', 'delete']).optional().describe('POSIX; default write.'),
        from: z.string().optional().describe('Old name of a rename.'),
      })
      .optional()
      .describe('A process creates a file, or does something else with it.'),
    image: imageSchema.optional().describe('A process loads a module.'),
    sensor: z
      .strictObject({
        state: z.enum(['started', 'stopped', 'configuration-changed', 'error']),
        detail: z.string().optional(),
      })
      .optional()
      .describe('Sysmon says something of itself.'),
  })
  .refine((step) => ACT_KEYS.filter((key) => step[key] !== undefined).length === 1, {
    message: `must have exactly one act: ${ACT_KEYS.join(', ')}`,
  });
