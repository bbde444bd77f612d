/** Columns to lay out for: the terminal's own, 100 for a file or pipe; very wide terminals are not filled. */
export function terminalWidth(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  if (stream.isTTY !== true || stream.columns === undefined || stream.columns <= 0) return 100;
  return Math.min(stream.columns, 140);
}
