/** The name a module is known by: `node:crypto` is `crypto`, `crypto-js/aes.js` is `crypto-js.aes`. */
export function canonicalModule(text: string): string {
  const url = /^https?:\/\/[^/]{1,200}\/(.{1,400})$/.exec(text)?.[1];
  // A URL is known by its last part that is no file name of a package's own.
  const named =
    url === undefined
      ? text
      : (url.split('/').findLast((part) => !/^(?:mod|index|main)\.\w+$/.test(part)) ?? url);
  return named
    .replace(/^(?:node|npm|jsr):/, '')
    .replace(/(.)@.*$/, '$1')
    .replace(/\.[mc]?[jt]s$/, '')
    .replaceAll('/', '.');
}
