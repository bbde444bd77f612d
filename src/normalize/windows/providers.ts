import { sysmonLinuxProvider } from '../linux/sysmon-linux.ts';
import { powershellProvider } from './powershell.ts';
import type { WindowsProvider } from './provider.ts';
import { securityProvider } from './security.ts';
import { sysmonProvider } from './sysmon.ts';

/** Every Windows event provider Postern reads. */
export const WINDOWS_PROVIDERS: readonly WindowsProvider[] = [
  sysmonProvider,
  securityProvider,
  powershellProvider,
  sysmonLinuxProvider,
];

const BY_NAME: ReadonlyMap<string, WindowsProvider> = new Map(
  WINDOWS_PROVIDERS.flatMap((provider) =>
    provider.names.map((name) => [name.toLowerCase(), provider] as const),
  ),
);

/** The provider of a record by its name; some shippers keep only the channel. */
export function providerOf(name: string, channel: string): WindowsProvider | undefined {
  const known = BY_NAME.get(name.toLowerCase());
  if (known !== undefined || name !== '') return known;
  if (channel.includes('Sysmon')) return sysmonProvider;
  if (channel.toLowerCase() === 'security') return securityProvider;
  return channel.includes('PowerShell') ? powershellProvider : undefined;
}
