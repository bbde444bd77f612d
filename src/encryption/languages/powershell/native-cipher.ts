/** Windows functions that encrypt: bcrypt.dll, ncrypt.dll, advapi32.dll. */
const FUNCTIONS = /^(?:BCryptEncrypt|BCryptDecrypt|CryptEncrypt|CryptDecrypt|SystemFunction03[23])$/i;
const MENTIONS = /\b(?:BCryptEncrypt|BCryptDecrypt|CryptEncrypt|CryptDecrypt|SystemFunction03[23])\b/g;

/** Is this the name of such a function? */
export function isNativeCipher(name: string): boolean {
  return name.length <= 20 && FUNCTIONS.test(name);
}

/** Names of such functions in C# text, with how often each is used beyond its declaration. */
export function nativeCiphersIn(csharp: string): { readonly name: string; readonly calls: number }[] {
  const counts = new Map<string, number>();
  for (const [name] of csharp.matchAll(MENTIONS)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, calls: count - 1 }));
}
