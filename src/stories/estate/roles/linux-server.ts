import type { EstateRole } from '../estate-role.ts';
import {
  APT_UPGRADE,
  BORG,
  CERTBOT,
  CI_JOB,
  DUMP_TO_BUCKET,
  HEALTH_CHECK,
  LOGS_ENCRYPTED,
  RESTIC,
  VISIT,
} from './linux-server-habits.ts';
import { LINUX_SHAPES, LINUX_SYSTEM } from './linux-programs.ts';

/** Web, database and build servers. */
export const linuxServer: EstateRole = {
  id: 'lin-server',
  title: 'Linux servers',
  platform: 'linux',
  share: 140,
  personal: false,
  shapes: LINUX_SHAPES,
  programs: [
    ...LINUX_SYSTEM,
    {
      id: 'shop',
      image: '/usr/bin/node',
      commandLine: '/usr/bin/node /srv/shop/server.js',
      account: 'www-data',
      talks: [{ name: 'api.payments.example', perDay: 40, sent: 4_000, received: 3_000 }],
    },
  ],
  habits: [APT_UPGRADE, CERTBOT, DUMP_TO_BUCKET, RESTIC, BORG, LOGS_ENCRYPTED, CI_JOB, HEALTH_CHECK, VISIT],
};
