import type { EstateRole } from '../estate-role.ts';
import { ANSIBLE_VISIT, DATABASE_DUMP, INVENTORY, STORED_PASSWORD, VEEAM_OFFLOAD } from './windows-habits.ts';
import { WINDOWS_SHAPES, WINDOWS_SYSTEM } from './windows-programs.ts';

/** File, database and backup servers. */
export const windowsServer: EstateRole = {
  id: 'win-server',
  title: 'Windows servers',
  platform: 'windows',
  share: 85,
  personal: false,
  shapes: WINDOWS_SHAPES,
  programs: [
    ...WINDOWS_SYSTEM,
    {
      id: 'azcmagent',
      image: 'C:\\Program Files\\AzureConnectedMachineAgent\\himds.exe',
      account: 'NT AUTHORITY\\SYSTEM',
      talks: [{ name: 'gbl.his.arc.azure.com', perDay: 12 }],
    },
    {
      id: 'health',
      image: 'C:\\Program Files\\Microsoft Monitoring Agent\\Agent\\HealthService.exe',
      account: 'NT AUTHORITY\\SYSTEM',
      talks: [{ name: 'acme-logs.ods.opinsights.azure.com', perDay: 24, sent: 300_000 }],
    },
  ],
  habits: [INVENTORY, ANSIBLE_VISIT, STORED_PASSWORD, VEEAM_OFFLOAD, DATABASE_DUMP],
};
