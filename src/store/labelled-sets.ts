/** Labelled recordings: a file of labels beside the data, or folders with a `truth.json` each. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export interface LabelledSet {
  readonly id: string;
  readonly paths: readonly string[];
  /** Networks that the label declares. */
  readonly internal: readonly string[];
  readonly acts: readonly {
    readonly pid: number;
    readonly image: string;
    readonly address: string;
    readonly port: number;
  }[];
}

/** Labels that cannot be read; the message says where. */
export class LabelError extends Error {}

const label = z.looseObject({
  id: z.string(),
  /** Below the folder of the labels. */
  file: z.string(),
  internal_networks: z.array(z.string()).nullish(),
  positives: z
    .array(
      z.looseObject({
        pid: z.coerce.number(),
        image: z.string(),
        dest: z.string(),
        dport: z.coerce.number(),
      }),
    )
    .default([]),
});

const truth = z.looseObject({
  expected: z
    .array(z.looseObject({ process: z.string(), pid: z.number(), destination: z.string() }))
    .default([]),
});

/** `path` is a file of one JSON label a line, a folder with `truth.json`, or a folder of such folders. @throws LabelError */
export function readLabelledSets(path: string): LabelledSet[] {
  try {
    if (!statSync(path).isDirectory()) return readLabels(path);
    const folders = existsSync(join(path, 'truth.json'))
      ? [path]
      : readdirSync(path)
          .sort()
          .map((name) => join(path, name))
          .filter((folder) => existsSync(join(folder, 'truth.json')));
    if (folders.length === 0) throw new LabelError(`${path} holds no recording with a truth.json.`);
    return folders.map(readTruth);
  } catch (error) {
    if (error instanceof LabelError) throw error;
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new LabelError(`The labels ${path} cannot be read: ${why}`, { cause: error });
  }
}

function readLabels(path: string): LabelledSet[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const parsed = label.safeParse(JSON.parse(line));
      if (!parsed.success)
        throw new LabelError(`${path}:${index + 1} is no label: it needs id, file and positives.`);
      const { id, file, internal_networks: internal, positives } = parsed.data;
      return {
        id,
        paths: [join(dirname(path), ...file.split('/'))],
        internal: internal ?? [],
        acts: positives.map(({ pid, image, dest, dport }) => ({
          pid,
          image: fileName(image),
          address: dest,
          port: dport,
        })),
      };
    })
    .filter(({ paths }) => paths.every((one) => existsSync(one)));
}

/** Everything beside the truth that is a file is telemetry; what lies deeper is told again in other ways. */
function readTruth(folder: string): LabelledSet {
  const parsed = truth.safeParse(JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')));
  if (!parsed.success) throw new LabelError(`${join(folder, 'truth.json')} has no list of what is expected.`);
  const log = join(folder, 'audit.log');
  const paths = existsSync(log)
    ? [log]
    : readdirSync(folder)
        .filter((name) => name !== 'truth.json' && statSync(join(folder, name)).isFile())
        .map((name) => join(folder, name));
  return {
    id: folder.slice(Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\')) + 1),
    paths,
    internal: [],
    acts: parsed.data.expected.map(({ process, pid, destination }) => {
      const cut = destination.lastIndexOf(':');
      return {
        pid,
        image: fileName(process),
        address: destination.slice(0, cut).replace(/^\[|\]$/g, ''),
        port: Number(destination.slice(cut + 1)),
      };
    }),
  };
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1).toLowerCase();
}
