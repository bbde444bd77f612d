/** The registry of tool grammars. Adding one: a file in this folder, a line here. */
import { age } from './age.ts';
import { ccrypt } from './ccrypt.ts';
import { certutil } from './certutil.ts';
import { cipherEfs } from './cipher-efs.ts';
import { cryptcat } from './cryptcat.ts';
import { gpg } from './gpg.ts';
import { openssl } from './openssl.ts';
import { openvpn } from './openvpn.ts';
import { rar } from './rar.ts';
import { rclone } from './rclone.ts';
import { sevenZip } from './seven-zip.ts';
import { tar } from './tar.ts';
import type { Tool } from './tool.ts';
import { zip } from './zip.ts';

export const TOOLS = [
  openssl,
  gpg,
  sevenZip,
  rar,
  zip,
  tar,
  certutil,
  cipherEfs,
  ccrypt,
  age,
  rclone,
  openvpn,
  cryptcat,
] as const satisfies readonly Tool[];
