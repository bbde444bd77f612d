/** A product's own way of writing lines of text. Formats only split them; `normalize` reads them. */
export interface Dialect {
  readonly id: string;
  /** For people: "Squid access log". */
  readonly title: string;
  /** Are these the first lines of such a log (up to 64, each cut at 4 KiB, empty ones left out)? Must be certain. */
  sniff(lines: readonly string[]): boolean;
}
