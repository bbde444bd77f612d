import type { ChunkBytes } from './chunk-bytes.ts';
import { FragmentCompiler } from './fragment-compiler.ts';
import type { FragmentRole, TemplatePlan } from './template-plan.ts';

/** Link to the next template, GUID, size of the elements; the elements follow. */
export const TEMPLATE_HEADER_SIZE = 24;

/** The templates of one chunk, each compiled once for each role it is used in. */
export class TemplateTable {
  readonly #chunk: ChunkBytes;
  readonly #plans: Record<FragmentRole, Map<number, TemplatePlan | string>> = {
    document: new Map(),
    event: new Map(),
    'event-data': new Map(),
  };

  constructor(chunk: ChunkBytes) {
    this.#chunk = chunk;
  }

  /** Forgets the templates of the chunk before. */
  clear(): void {
    for (const plans of Object.values(this.#plans)) plans.clear();
  }

  /**
   * The plan of the template defined at `offset`, which an instance knows as `templateId` (the first 4 bytes of its
   * GUID). `undefined` leaves a damage in the chunk.
   */
  plan(offset: number, templateId: number, role: FragmentRole): TemplatePlan | undefined {
    const chunk = this.#chunk;
    const plans = this.#plans[role];
    let plan = plans.get(offset);
    if (plan === undefined) {
      plan = this.#compile(offset, role);
      plans.set(offset, plan);
    }
    if (typeof plan === 'string') {
      chunk.fail(plan);
      return undefined;
    }
    if (chunk.u32(offset + 4) !== templateId) {
      chunk.fail('the template is not the one the record names');
      return undefined;
    }
    return plan;
  }

  #compile(offset: number, role: FragmentRole): TemplatePlan | string {
    const chunk = this.#chunk;
    const start = offset + TEMPLATE_HEADER_SIZE;
    const end = start + chunk.u32(offset + 20);
    if (end > chunk.limit) return 'a template lies outside the chunk';
    const plan = new FragmentCompiler(chunk, start, end, role).compile();
    return chunk.damage === undefined ? plan : `its template is broken: ${chunk.damage}`;
  }
}
