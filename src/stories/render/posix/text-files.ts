import type { RenderedFile } from '../renderer.ts';

/** Lines gathered by the name of the file they go into. */
export class TextFiles {
  readonly #lines = new Map<string, string[]>();

  add(name: string, line: string): void {
    const known = this.#lines.get(name);
    if (known === undefined) this.#lines.set(name, [line]);
    else known.push(line);
  }

  /** One JSON object a line. */
  addJson(name: string, value: unknown): void {
    this.add(name, JSON.stringify(value));
  }

  files(): readonly RenderedFile[] {
    return [...this.#lines].map(([name, lines]) => ({
      name,
      bytes: Buffer.from(`${lines.join('\n')}\n`, 'utf8'),
    }));
  }
}
