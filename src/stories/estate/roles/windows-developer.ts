import type { EstateRole } from '../estate-role.ts';
import {
  ARCHIVE_TO_SHARE,
  GIT_PUSH,
  INTUNE_SCRIPT,
  INVENTORY,
  NPM_INSTALL,
  PYTHON_TESTS,
  SECRET_THEN_PUSH,
  SOFTWARE_INSTALL,
} from './windows-habits.ts';
import { WINDOWS_OFFICE, WINDOWS_SHAPES, WINDOWS_SYSTEM } from './windows-programs.ts';

/** A developer's Windows machine. */
export const windowsDeveloper: EstateRole = {
  id: 'win-dev',
  title: 'Windows developers',
  platform: 'windows',
  share: 90,
  personal: true,
  shapes: WINDOWS_SHAPES,
  programs: [
    ...WINDOWS_SYSTEM,
    ...WINDOWS_OFFICE,
    {
      id: 'code',
      image: 'C:\\Users\\%USER%\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe',
      talks: [
        { name: 'marketplace.visualstudio.com', perDay: 3, received: 400_000 },
        { name: 'api.github.com', perDay: 6 },
      ],
    },
    {
      id: 'docker',
      image: 'C:\\Program Files\\Docker\\Docker\\resources\\com.docker.backend.exe',
      talks: [{ name: 'registry-1.docker.io', perDay: 2, received: 60_000_000 }],
    },
  ],
  habits: [
    INVENTORY,
    INTUNE_SCRIPT,
    GIT_PUSH,
    SECRET_THEN_PUSH,
    NPM_INSTALL,
    PYTHON_TESTS,
    SOFTWARE_INSTALL,
    ARCHIVE_TO_SHARE,
  ],
};
