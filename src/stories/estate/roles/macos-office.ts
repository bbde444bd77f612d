import type { EstateRole } from '../estate-role.ts';
import { ARQ, BACKBLAZE, DROPBOX, IMAGE_BY_MAIL, JAMF_PARAMETERS, PASSWORD_MANAGER } from './macos-habits.ts';
import { MACOS_SHAPES, MACOS_SYSTEM } from './macos-programs.ts';

/** A Mac in an office. */
export const macosOffice: EstateRole = {
  id: 'mac-desk',
  title: 'Macs of the office',
  platform: 'macos',
  share: 75,
  personal: true,
  shapes: MACOS_SHAPES,
  programs: MACOS_SYSTEM,
  habits: [JAMF_PARAMETERS, BACKBLAZE, ARQ, DROPBOX, PASSWORD_MANAGER, IMAGE_BY_MAIL],
};
