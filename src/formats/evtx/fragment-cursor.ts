import { BINXML_TOKEN, MORE_FOLLOWS } from './binxml-token.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { FragmentCompiler } from './fragment-compiler.ts';
import { SubstitutionTable } from './substitution-table.ts';
import type { FragmentRole, TemplatePlan } from './template-plan.ts';
import { TEMPLATE_HEADER_SIZE, type TemplateTable } from './template-table.ts';

/** Token, one unused byte, template id, offset of the definition. */
const INSTANCE_HEADER_SIZE = 10;
const FRAGMENT_HEADER_SIZE = 4;

/** Opens one fragment of BinXML after the other: a template with its values, or elements that stand for themselves. */
export class FragmentCursor {
  readonly values: SubstitutionTable;
  /** Where the opened fragment ends. */
  end = 0;
  readonly #chunk: ChunkBytes;
  readonly #templates: TemplateTable;

  constructor(chunk: ChunkBytes, templates: TemplateTable) {
    this.#chunk = chunk;
    this.#templates = templates;
    this.values = new SubstitutionTable(chunk);
  }

  /** The plan of the fragment at `start`, its values loaded; `undefined` at the end of the stream or with a damage. */
  open(start: number, end: number, role: FragmentRole): TemplatePlan | undefined {
    const chunk = this.#chunk;
    let at = start;
    while (at < end && chunk.u8(at) === BINXML_TOKEN.fragmentHeader) at += FRAGMENT_HEADER_SIZE;
    if (at >= end || !chunk.afford(at - start)) return undefined;
    switch (chunk.u8(at) & ~MORE_FOLLOWS) {
      case BINXML_TOKEN.endOfStream:
        return undefined;
      case BINXML_TOKEN.templateInstance:
        return this.#openInstance(at, end, role);
      case BINXML_TOKEN.openStartElement: {
        const compiler = new FragmentCompiler(chunk, at, end, role);
        const plan = compiler.compile();
        this.values.clear();
        this.end = compiler.position;
        return plan;
      }
      default:
        chunk.fail('a fragment begins with neither a template nor an element');
        return undefined;
    }
  }

  #openInstance(at: number, end: number, role: FragmentRole): TemplatePlan | undefined {
    const chunk = this.#chunk;
    const definition = chunk.u32(at + 6);
    let values = at + INSTANCE_HEADER_SIZE;
    const plan = this.#templates.plan(definition, chunk.u32(at + 2), role);
    if (plan === undefined) return undefined;
    // The first record that uses a template carries its definition.
    if (definition === values) values += TEMPLATE_HEADER_SIZE + chunk.u32(definition + 20);
    this.end = this.values.load(values, end);
    return chunk.damage === undefined ? plan : undefined;
  }
}
