/** Every role of a simulated estate. A new one is one file and one line here. */
import type { EstateRole } from './estate-role.ts';
import { linuxDeveloper } from './roles/linux-developer.ts';
import { linuxServer } from './roles/linux-server.ts';
import { macosDeveloper } from './roles/macos-developer.ts';
import { macosOffice } from './roles/macos-office.ts';
import { windowsAdministrator } from './roles/windows-administrator.ts';
import { windowsDeveloper } from './roles/windows-developer.ts';
import { windowsOffice } from './roles/windows-office.ts';
import { windowsServer } from './roles/windows-server.ts';

export const ESTATE_ROLES: readonly EstateRole[] = [
  windowsOffice,
  windowsDeveloper,
  windowsAdministrator,
  windowsServer,
  macosOffice,
  macosDeveloper,
  linuxServer,
  linuxDeveloper,
];
