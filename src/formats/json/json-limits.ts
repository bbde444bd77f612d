/** Longest JSON record that is buffered and parsed, in bytes. Longer ones are skipped without being held in memory. */
export const LONGEST_JSON_RECORD: number = 64 * 1024 * 1024;

/** Deepest nesting of objects and arrays in one record. Real telemetry stays below 20. */
export const DEEPEST_JSON: number = 64;
