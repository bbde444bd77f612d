import type { EstateRole } from '../estate-role.ts';
import {
  ARQ,
  BACKBLAZE,
  BREW,
  CERTIFICATES,
  DROPBOX,
  GIT_PUSH,
  JAMF_PARAMETERS,
  NPM,
  PASSWORD_MANAGER,
  PUSHES_BY_SSH,
  PYTHON_TESTS,
  SECRET_THEN_PUSH,
} from './macos-habits.ts';
import { MACOS_SHAPES, MACOS_SYSTEM } from './macos-programs.ts';

/** A developer's Mac. */
export const macosDeveloper: EstateRole = {
  id: 'mac-dev',
  title: 'Mac developers',
  platform: 'macos',
  share: 100,
  personal: true,
  shapes: MACOS_SHAPES,
  programs: MACOS_SYSTEM,
  habits: [
    JAMF_PARAMETERS,
    GIT_PUSH,
    PUSHES_BY_SSH,
    SECRET_THEN_PUSH,
    BREW,
    NPM,
    PYTHON_TESTS,
    CERTIFICATES,
    PASSWORD_MANAGER,
    DROPBOX,
    BACKBLAZE,
    ARQ,
  ],
};
