import type { EstateRole } from '../estate-role.ts';
import {
  ARCHIVE_BY_MAIL,
  ARCHIVE_TO_SHARE,
  INTUNE_SCRIPT,
  INVENTORY,
  SOFTWARE_INSTALL,
  STORED_PASSWORD,
} from './windows-habits.ts';
import { WINDOWS_OFFICE, WINDOWS_SHAPES, WINDOWS_SYSTEM } from './windows-programs.ts';

/** A desk in an office. */
export const windowsOffice: EstateRole = {
  id: 'win-desk',
  title: 'Windows desks',
  platform: 'windows',
  share: 430,
  personal: true,
  shapes: WINDOWS_SHAPES,
  programs: [...WINDOWS_SYSTEM, ...WINDOWS_OFFICE],
  habits: [INVENTORY, INTUNE_SCRIPT, STORED_PASSWORD, ARCHIVE_BY_MAIL, ARCHIVE_TO_SHARE, SOFTWARE_INSTALL],
};
