/** Windows accounts as the logs name them. */
import { chosenNumber } from './stable-choice.ts';

export interface Account {
  readonly domain: string;
  readonly name: string;
  readonly sid: string;
  /** Logon id of its usual session, `0x3e7`. */
  readonly logonId: string;
  readonly terminalSession: number;
  /** True for the accounts services run under. */
  readonly service: boolean;
}

const WELL_KNOWN: Readonly<Record<string, { readonly sid: string; readonly logonId: string }>> = {
  SYSTEM: { sid: 'S-1-5-18', logonId: '0x3e7' },
  'LOCAL SERVICE': { sid: 'S-1-5-19', logonId: '0x3e5' },
  'NETWORK SERVICE': { sid: 'S-1-5-20', logonId: '0x3e4' },
};

/** The account of `DOMAIN\name`; ids depend on the names alone. */
export function accountOf(user: string): Account {
  const slash = user.indexOf('\\');
  const domain = slash < 0 ? 'WORKGROUP' : user.slice(0, slash);
  const name = user.slice(slash + 1);
  const known = WELL_KNOWN[name.toUpperCase()];
  if (known !== undefined)
    return { domain: 'NT AUTHORITY', name, ...known, terminalSession: 0, service: true };
  const parts = [1, 2, 3].map((part) => 1_000_000_000 + chosenNumber(3_000_000_000, 'domain', domain, part));
  const relative = 1104 + chosenNumber(4000, 'account', domain, name);
  const logon = (0x20000 + chosenNumber(0x7ffff, 'logon', domain, name)).toString(16);
  return {
    domain,
    name,
    sid: `S-1-5-21-${parts.join('-')}-${relative}`,
    logonId: `0x${logon}`,
    terminalSession: 1,
    service: false,
  };
}
