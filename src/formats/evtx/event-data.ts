/** The data of one event while it is gathered. */
export class EventData {
  readonly fields: Record<string, string> = {};
  #unnamed = 0;

  /** A repeated name is what Windows makes of an array: its values are joined by commas, as those of arrays are. */
  add(name: string, value: string): void {
    const before = this.fields[name];
    // A name such as `constructor` finds what every object inherits.
    this.fields[name] = typeof before === 'string' ? `${before},${value}` : value;
  }

  addUnnamed(value: string): void {
    this.#unnamed += 1;
    this.fields[`param${this.#unnamed}`] = value;
  }
}
