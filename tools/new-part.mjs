/**
 * Writes the skeleton of a new part and its test from `tools/new-part/`, and says which lines to add where.
 *
 *   node tools/new-part.mjs format acme-lines
 *   node tools/new-part.mjs tool xcrypt
 *   node tools/new-part.mjs story my-story
 *
 * `--into <folder>` writes below another checkout. Nothing that exists is overwritten.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const TEMPLATES = new URL('new-part/', import.meta.url);
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What each kind consists of: files by template, and the registry that must name it. */
const PARTS = {
  format: {
    files: {
      'format.ts.template': 'src/formats/__id__/__id__-format.ts',
      'format.test.ts.template': 'src/formats/__id__/__id__-format.test.ts',
    },
    registry: 'src/formats/registry.ts',
    import: "import { __name__Format } from './__id__/__id__-format.ts';",
    list: 'FORMATS',
    entry: '__name__Format,',
  },
  tool: {
    files: {
      'tool.ts.template': 'src/encryption/tools/__id__.ts',
      'tool.test.ts.template': 'src/encryption/tools/__id__.test.ts',
    },
    registry: 'src/encryption/tools/tools.ts',
    import: "import { __name__ } from './__id__.ts';",
    list: 'TOOLS',
    entry: '__name__,',
  },
  // The suite plays every story of the folder: there is nothing to register.
  story: { files: { 'story.yaml.template': 'content/stories/windows/__id__.yaml' } },
};

function filled(text, id) {
  const Name = `-${id}`.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
  const name = Name.slice(0, 1).toLowerCase() + Name.slice(1);
  return text.replaceAll('__id__', id).replaceAll('__name__', name).replaceAll('__Name__', Name);
}

async function main(args) {
  const into = args.indexOf('--into');
  const root = into < 0 ? CHECKOUT : (args[into + 1] ?? CHECKOUT);
  const [kind, id, ...rest] = into < 0 ? args : args.toSpliced(into, 2);
  if (!Object.hasOwn(PARTS, kind ?? '') || id === undefined || rest.length > 0) {
    console.error('usage: node tools/new-part.mjs format|tool|story <id> [--into <checkout>]');
    return 2;
  }
  if (!ID.test(id)) {
    console.error(
      `${id} is no id: lower-case words joined by "-", beginning with a letter, such as acme-lines.`,
    );
    return 2;
  }
  const part = PARTS[kind];
  const files = Object.entries(part.files).map(([template, path]) => ({ template, path: filled(path, id) }));
  const taken = files.find(({ path }) => existsSync(join(root, path)));
  if (taken !== undefined) {
    console.error(`${taken.path} exists already; nothing was written.`);
    return 2;
  }
  for (const { template, path } of files) {
    const text = filled(await readFile(new URL(template, TEMPLATES), 'utf8'), id);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  if (part.registry === undefined) console.log(`play it: postern validate ${files[0].path}`);
  else {
    console.log(`add to ${part.registry}: ${filled(part.import, id)}`);
    console.log(`add to ${part.list} there: ${filled(part.entry, id)}`);
  }
  console.log('CONTRIBUTING.md says what a finished one needs.');
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
