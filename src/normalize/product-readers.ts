/** Finds the product of each record of one member and reads it; what product the last record was is asked first. */
import type { Place } from '../event/place.ts';
import type { Layout, RawRecords } from '../formats/raw-record.ts';
import type { JsonObject } from './json-object.ts';
import { isObject } from './json-object.ts';
import type { JsonProduct, JsonReader, RawReader, ReadRecord, SourceContext } from './product.ts';
import { JSON_PRODUCTS, RAW_PRODUCTS } from './products.ts';

type RawReaders = { [L in Layout]?: RawReader<L> };

export class ProductReaders {
  readonly #context: SourceContext;
  readonly #open = new Map<string, JsonReader>();
  readonly #raw: RawReaders = {};
  #last: JsonProduct | undefined;

  constructor(context: SourceContext) {
    this.#context = context;
  }

  /** `undefined` when no product knows the record. Wrappers of search exports are looked through. */
  json(record: JsonObject, place: Place): ReadRecord | undefined {
    const product =
      this.#last?.knows(record) === true ? this.#last : JSON_PRODUCTS.find((one) => one.knows(record));
    if (product === undefined) {
      const inner = record['_source'] ?? record['result'];
      return isObject(inner) ? this.json(inner, place) : undefined;
    }
    this.#last = product;
    let reader = this.#open.get(product.id);
    if (reader === undefined) {
      reader = product.open(this.#context);
      this.#open.set(product.id, reader);
    }
    return reader(record, place);
  }

  raw<L extends Layout>(layout: L, record: RawRecords[L], place: Place): ReadRecord | undefined {
    const known: RawReader<L> | undefined = this.#raw[layout];
    if (known !== undefined) return known(record, place);
    const reader = RAW_PRODUCTS[layout]?.open(this.#context);
    if (reader === undefined) return undefined;
    Object.assign(this.#raw, { [layout]: reader });
    return reader(record, place);
  }
}
