import type { EstateRole } from '../estate-role.ts';
import {
  ANSIBLE,
  DOCKER_PULL,
  FILE_FOR_PARTNER,
  GIT_PUSH,
  PASSWORD_STORE,
  PIP_AND_NPM,
  SECRET_THEN_PUSH,
} from './linux-developer-habits.ts';
import { APT_UPGRADE } from './linux-server-habits.ts';
import { LINUX_SHAPES, LINUX_SYSTEM } from './linux-programs.ts';

/** Developers and administrators on Linux. */
export const linuxDeveloper: EstateRole = {
  id: 'lin-dev',
  title: 'Linux developers and administrators',
  platform: 'linux',
  share: 55,
  personal: true,
  shapes: LINUX_SHAPES,
  programs: [
    ...LINUX_SYSTEM,
    {
      id: 'firefox',
      image: '/usr/lib/firefox-esr/firefox-esr',
      talks: [
        { name: 'www.example-search.com', perDay: 10 },
        { name: 'docs.example.net', perDay: 10, received: 300_000 },
        { name: 'github.com', perDay: 6, sent: 8_000, received: 300_000 },
      ],
    },
    {
      id: 'dockerd',
      image: '/usr/bin/dockerd',
      account: 'root',
      talks: [{ name: 'registry-1.docker.io', perDay: 2, received: 50_000_000 }],
    },
  ],
  habits: [
    APT_UPGRADE,
    GIT_PUSH,
    SECRET_THEN_PUSH,
    PASSWORD_STORE,
    PIP_AND_NPM,
    DOCKER_PULL,
    ANSIBLE,
    FILE_FOR_PARTNER,
  ],
};
