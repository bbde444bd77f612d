/** The keys of profiles that are looked for together, by text numbers (0 for "any") and kind; then their records. */

/** Host and fleet have four profiles of a sighting, a peer group three, a user one. */
const MOST = 12;

export class KeyBatch {
  readonly names = new Uint32Array(MOST);
  readonly identities = new Uint32Array(MOST);
  readonly destinations = new Uint32Array(MOST);
  readonly kinds = new Uint32Array(MOST);
  readonly hashes = new Uint32Array(MOST);
  readonly records = new Uint32Array(MOST);
  count = 0;

  add(name: number, identity: number, destination: number, kind: number): void {
    const at = this.count++;
    this.names[at] = name;
    this.identities[at] = identity;
    this.destinations[at] = destination;
    this.kinds[at] = kind;
  }
}
