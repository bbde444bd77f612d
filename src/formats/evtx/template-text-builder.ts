import type { TemplateText } from './template-plan.ts';

/** Gathers the pieces of one attribute or element text in order. */
export class TemplateTextBuilder {
  #parts: (string | number)[] = [];

  addText(text: string): void {
    if (text === '') return;
    const last = this.#parts.length - 1;
    const before = this.#parts[last];
    if (typeof before === 'string') this.#parts[last] = before + text;
    else this.#parts.push(text);
  }

  addSlot(slot: number): void {
    this.#parts.push(slot);
  }

  /** The substitution indexes in it, in order. */
  slots(): readonly number[] {
    return this.#parts.filter((part) => typeof part === 'number');
  }

  build(): TemplateText {
    const only = this.#parts[0];
    if (only === undefined) return { fixed: '', slot: -1, parts: undefined };
    if (this.#parts.length > 1) return { fixed: '', slot: -1, parts: this.#parts };
    if (typeof only === 'string') return { fixed: only, slot: -1, parts: undefined };
    return { fixed: '', slot: only, parts: undefined };
  }
}
