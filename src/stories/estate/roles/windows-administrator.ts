import type { EstateRole } from '../estate-role.ts';
import {
  ARCHIVE_TO_SHARE,
  GIT_PUSH,
  GRAPH_ADMIN,
  INTUNE_SCRIPT,
  INVENTORY,
  SOFTWARE_INSTALL,
  STORED_PASSWORD,
  STORES_CREDENTIAL,
} from './windows-habits.ts';
import { WINDOWS_OFFICE, WINDOWS_SHAPES, WINDOWS_SYSTEM } from './windows-programs.ts';

/** An administrator's Windows machine. */
export const windowsAdministrator: EstateRole = {
  id: 'win-admin',
  title: 'Windows administrators',
  platform: 'windows',
  share: 25,
  personal: true,
  shapes: WINDOWS_SHAPES,
  programs: [...WINDOWS_SYSTEM, ...WINDOWS_OFFICE],
  habits: [
    INVENTORY,
    INTUNE_SCRIPT,
    GRAPH_ADMIN,
    STORES_CREDENTIAL,
    STORED_PASSWORD,
    GIT_PUSH,
    SOFTWARE_INSTALL,
    ARCHIVE_TO_SHARE,
  ],
};
