/** What one baseline knows that another does not, and what it knows otherwise. */
import type { Baseline } from '../baseline.ts';
import { LATEST } from '../moment.ts';
import { ProfileFacts } from '../profile/profile-facts.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { LIST_SLOTS } from '../sketch/list-store.ts';

export type BaselineChange =
  | { readonly change: 'added'; readonly before: undefined; readonly after: ProfileFacts }
  | { readonly change: 'removed'; readonly before: ProfileFacts; readonly after: undefined }
  | { readonly change: 'changed'; readonly before: ProfileFacts; readonly after: ProfileFacts };

/** Changes from `before` to `after`, in no meaningful order; sort them by `describeKey` for people. */
export function* diffBaselines(
  before: Baseline,
  after: Baseline,
): Generator<BaselineChange, void, undefined> {
  const old = before.table;
  const young = after.table;
  for (const record of young.index.sorted()) {
    const known = old.find(young.keyOf(record));
    const facts = (): ProfileFacts => new ProfileFacts(young, record, LATEST);
    if (known === 0) yield { change: 'added', before: undefined, after: facts() };
    else if (!isSame(old, known, young, record)) {
      yield { change: 'changed', before: new ProfileFacts(old, known, LATEST), after: facts() };
    }
  }
  for (const record of old.index.sorted()) {
    if (young.find(old.keyOf(record)) !== 0) continue;
    yield { change: 'removed', before: new ProfileFacts(old, record, LATEST), after: undefined };
  }
}

function isSame(a: ProfileTable, recordA: number, b: ProfileTable, recordB: number): boolean {
  return (
    areEqual(a.facts(recordA), b.facts(recordB)) &&
    LIST_SLOTS.every((slot) => areEqual(a.lists.words(recordA, slot), b.lists.words(recordB, slot)))
  );
}

function areEqual(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
