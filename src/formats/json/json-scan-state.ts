/**
 * Where the scanner of JSON text stands. `Between` is the level of records; the others are inside a record or wrapper.
 * Plain numbers, because they are compared for every byte.
 */
export const Between = 0;
export const Key = 1;
export const Colon = 2;
export const Value = 3;
/** After a value: a comma or a closing bracket follows. */
export const Next = 4;
export const Scalar = 5;
export const KeyString = 6;
export const ValueString = 7;
/** After the `[` behind a wrapper key: an object makes it the array of records. */
export const WrapperPeek = 8;
/** Looking for a place to go on after damage. */
export const Damaged = 9;
/** In a record that is nested too deeply, looking for its end. */
export const Deep = 10;
