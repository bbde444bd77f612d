import type { FlowTable } from './flow-table.ts';

const NONE = -1;

/** Flows in the order they were appended, linked through two words of their records. Every method leaves `flow` opened. */
export class FlowList {
  oldest: number = NONE;
  newest: number = NONE;
  readonly #table: FlowTable;
  readonly #older: number;
  readonly #newer: number;

  constructor(table: FlowTable, older: number, newer: number) {
    this.#table = table;
    this.#older = older;
    this.#newer = newer;
  }

  append(flow: number): void {
    const table = this.#table;
    if (this.newest !== NONE) {
      table.open(this.newest);
      table.words[table.base + this.#newer] = flow;
    } else this.oldest = flow;
    table.open(flow);
    table.words[table.base + this.#older] = this.newest;
    table.words[table.base + this.#newer] = NONE;
    this.newest = flow;
  }

  remove(flow: number): void {
    const table = this.#table;
    table.open(flow);
    const older = table.words[table.base + this.#older]!;
    const newer = table.words[table.base + this.#newer]!;
    if (older === NONE) this.oldest = newer;
    else {
      table.open(older);
      table.words[table.base + this.#newer] = newer;
    }
    if (newer === NONE) this.newest = older;
    else {
      table.open(newer);
      table.words[table.base + this.#older] = older;
    }
    table.open(flow);
  }
}
