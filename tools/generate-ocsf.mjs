/**
 * Writes `src/event/ocsf.generated.ts`: interfaces of the OCSF classes Postern speaks, from the schema's own archive.
 *
 *   node tools/generate-ocsf.mjs <ocsf-schema-x.y.z.tar.gz> [output file | -]
 *
 * Names, numbers and captions only; the schema's descriptions stay in the schema.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';

/** Event classes Postern produces or follows. */
export const CLASSES = [
  'file_activity',
  'module_activity',
  'process_activity',
  'script_activity',
  'detection_finding',
  'network_activity',
  'http_activity',
  'dns_activity',
];

/** Profiles whose attributes are part of the types; the others are left out with all that only they need. */
export const PROFILES = ['host', 'security_control'];

const OUTPUT = new URL('../src/event/ocsf.generated.ts', import.meta.url);

/** Reads every JSON file of the archive, by path below its root. */
async function readArchive(file) {
  const files = new Map();
  const tar = extract();
  tar.end(gunzipSync(await readFile(file)));
  for await (const entry of tar) {
    const chunks = [];
    for await (const chunk of entry) chunks.push(chunk);
    const path = entry.header.name.replace(/^\.\//, '').replace(/^ocsf-schema-[^/]*\//, '');
    if (path.endsWith('.json')) files.set(path, JSON.parse(Buffer.concat(chunks).toString('utf8')));
  }
  return files;
}

/**
 * Reads the schema and answers for one class or object: its attributes with inheritance, profiles and dictionary
 * resolved. Extensions (windows, linux, macos) are not part of it.
 */
export async function readSchema(file) {
  const files = await readArchive(file);
  const dictionary = files.get('dictionary.json');
  const categories = files.get('categories.json').attributes;
  const objects = new Map();
  const events = new Map();
  for (const [path, value] of files) {
    if (path.startsWith('objects/')) objects.set(value.name, value);
    if (path.startsWith('events/')) events.set(value.name, value);
  }

  function includes(definition) {
    return (definition.attributes.$include ?? [])
      .map((path) => files.get(path))
      .filter((profile) => PROFILES.includes(profile.name))
      .map((profile) =>
        Object.fromEntries(
          Object.entries(profile.attributes).map(([name, value]) => [
            name,
            { profile: profile.name, ...value },
          ]),
        ),
      );
  }

  /** Own attributes win over included ones, both over inherited ones; enumerations add up. */
  function attributesOf(registry, name) {
    const definition = registry.get(name);
    if (definition === undefined) throw new Error(`the schema has no ${name}`);
    const merged = new Map(definition.extends ? attributesOf(registry, definition.extends) : []);
    const { $include: _, ...own } = definition.attributes;
    for (const layer of [...includes(definition), own]) {
      for (const [key, value] of Object.entries(layer)) {
        const base = merged.get(key) ?? {};
        const joined = { ...base, ...value };
        if (base.enum || value.enum) joined.enum = { ...base.enum, ...value.enum };
        merged.set(key, joined);
      }
    }
    return merged;
  }

  function constraintsOf(registry, name) {
    const definition = registry.get(name);
    return (
      definition.constraints ?? (definition.extends ? constraintsOf(registry, definition.extends) : undefined)
    );
  }

  function categoryOf(name) {
    const definition = events.get(name);
    return definition.category ?? categoryOf(definition.extends);
  }

  function resolve(registry, name) {
    const attributes = new Map();
    for (const [key, value] of attributesOf(registry, name)) {
      const known = dictionary.attributes[key] ?? {};
      const joined = { ...known, ...value, type: value.type ?? known.type };
      if (known.enum || value.enum) joined.enum = { ...known.enum, ...value.enum };
      attributes.set(key, joined);
    }
    return {
      name,
      caption: registry.get(name).caption,
      attributes,
      constraints: constraintsOf(registry, name),
    };
  }

  return {
    version: files.get('version.json').version,
    types: dictionary.types.attributes,
    isObject: (name) => objects.has(name),
    object: (name) => resolve(objects, name),
    event(name) {
      const definition = resolve(events, name);
      const category = categories[categoryOf(name)];
      const uid = category.uid * 1000 + events.get(name).uid;
      const only = (key, value, title) =>
        definition.attributes.set(key, {
          ...definition.attributes.get(key),
          enum: { [value]: { caption: title } },
        });
      only('category_uid', category.uid, category.caption);
      only('class_uid', uid, definition.caption);
      return { ...definition, uid };
    },
  };
}

const pascal = (name) =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Names that would hide a global type get the prefix every reader knows. */
const interfaceName = (name) =>
  ['object', 'function'].includes(name) ? `Ocsf${pascal(name)}` : pascal(name);

function scalar(schema, type) {
  const root = schema.types[type]?.type ?? type;
  if (root === 'string_t' || type === 'string_t') return 'string';
  if (['integer_t', 'long_t', 'float_t', 'timestamp_t'].includes(root)) return 'number';
  if (root === 'boolean_t') return 'boolean';
  return 'unknown';
}

/** Unsafe text cannot occur in names and numbers; captions are kept to one line and cannot close a comment. */
const caption = (text) => text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /');

function attributeLines(schema, owner, key, attribute) {
  const { type } = attribute;
  let typeText;
  if (type === 'object') typeText = 'Readonly<Record<string, unknown>>';
  else if (schema.isObject(type)) typeText = interfaceName(type);
  else typeText = scalar(schema, type);
  const notes = [];
  if (attribute.enum && typeText === 'number') {
    const entries = Object.entries(attribute.enum);
    // Long code lists (DNS, HTTP) say nothing a type checker should hold a sensor to.
    if (entries.length <= 64) typeText = entries.map(([value]) => value).join(' | ');
    notes.push(entries.map(([value, item]) => `${value} ${caption(item.caption)}`).join(', ') + '.');
  }
  if (attribute.profile) notes.push(`Profile ${attribute.profile}.`);
  if (attribute['@deprecated']) notes.push(`@deprecated since ${attribute['@deprecated'].since}`);
  if (attribute.is_array)
    typeText = /[ |]/.test(typeText) ? `readonly (${typeText})[]` : `readonly ${typeText}[]`;
  const lines = notes.length > 0 ? [`  /** ${notes.join(' ')} */`] : [];
  const optional = attribute.requirement === 'required' ? '' : '?';
  lines.push(`  readonly ${key}${optional}: ${typeText};`);
  return lines;
}

function interfaceLines(schema, owner, name) {
  const head =
    owner.uid === undefined ? caption(owner.caption) : `${caption(owner.caption)}, class ${owner.uid}`;
  const keys = [...owner.attributes.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return [
    `/** ${head}. */`,
    `export interface ${name} {`,
    ...keys.flatMap((key) => attributeLines(schema, owner, key, owner.attributes.get(key))),
    '}',
    '',
  ];
}

/** Every object reachable from the wanted classes, in alphabetical order. */
function reachableObjects(schema, roots) {
  const seen = new Map();
  const queue = [...roots];
  while (queue.length > 0) {
    for (const { type } of queue.pop().attributes.values()) {
      if (type === 'object' || !schema.isObject(type) || seen.has(type)) continue;
      const object = schema.object(type);
      seen.set(type, object);
      queue.push(object);
    }
  }
  return [...seen.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The whole generated file as text; the same schema always gives the same text. */
export function generateTypes(schema) {
  const events = CLASSES.map((name) => schema.event(name)).toSorted((a, b) => a.uid - b.uid);
  return [
    '/**',
    ` * OCSF ${schema.version}: the event classes Postern speaks and every object they use.`,
    ' *',
    ' * Generated by tools/generate-ocsf.mjs from the OCSF schema (https://github.com/ocsf/ocsf-schema, Apache-2.0).',
    ' * Do not edit: run `npm run generate:ocsf -- <schema archive>`.',
    ` * Profiles included: ${PROFILES.join(', ')}. Extensions: none.`,
    ' */',
    '',
    `export const OCSF_VERSION = '${schema.version}';`,
    '',
    ...events.flatMap((event) => interfaceLines(schema, event, interfaceName(event.name))),
    ...reachableObjects(schema, events).flatMap((object) =>
      interfaceLines(schema, object, interfaceName(object.name)),
    ),
  ].join('\n');
}

async function main(args) {
  const [archive, output] = args;
  if (archive === undefined) {
    console.error('usage: node tools/generate-ocsf.mjs <ocsf-schema-x.y.z.tar.gz> [output file | -]');
    process.exitCode = 2;
    return;
  }
  const text = generateTypes(await readSchema(archive));
  if (output === '-') process.stdout.write(text);
  else {
    await writeFile(output ?? OUTPUT, text);
    console.error(`wrote ${text.split('\n').length} lines to ${output ?? fileURLToPath(OUTPUT)}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
