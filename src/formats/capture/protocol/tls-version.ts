const NAMES: Readonly<Record<number, string>> = {
  0x0002: 'SSLv2',
  0x0300: 'SSLv3',
  0x0301: 'TLSv1.0',
  0x0302: 'TLSv1.1',
  0x0303: 'TLSv1.2',
  0x0304: 'TLSv1.3',
  0xfeff: 'DTLSv1.0',
  0xfefd: 'DTLSv1.2',
  0xfefc: 'DTLSv1.3',
};

/** `TLSv1.3`; drafts of TLS 1.3 count as it; `0x` and four digits for a version of somebody's own. */
export function tlsVersionName(version: number): string {
  const known = NAMES[version];
  if (known !== undefined) return known;
  const isDraft = version >>> 8 === 0x7f || version >>> 8 === 0xfb;
  return isDraft ? 'TLSv1.3' : `0x${version.toString(16).padStart(4, '0')}`;
}
