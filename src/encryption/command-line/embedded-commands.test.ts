/** Lines that imitate GTFOBins entries and write-ups of shells started from other tools. */
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../recognise.ts';

const recogniser = createRecogniser();

function found(line: string) {
  return recogniser
    .recogniseCommandLine(line, 'posix')
    .operations.filter(({ class: kind }) => kind === 'symmetric');
}

describe('commands inside the code of other tools', () => {
  it.each([
    `awk 'BEGIN{system("openssl enc -aes-256-cbc -k winter -in a")}'`,
    `awk '{print | "openssl enc -aes-256-cbc -k winter"}' f`,
    `gawk 'BEGIN{cmd="openssl enc -aes-256-cbc -k winter"; system(cmd)}'`,
    `lua -e 'os.execute("openssl enc -aes-256-cbc -k winter -in a")'`,
    `tclsh <<< 'exec openssl enc -aes-256-cbc -k winter -in a'`,
    `expect -c 'spawn openssl enc -aes-256-cbc -k winter -in a; expect eof'`,
    `vim -c ':!openssl enc -aes-256-cbc -k winter -in a' -c ':q'`,
    `socat - EXEC:"openssl enc -aes-256-cbc -k winter -in a"`,
    `tar cf /dev/null x --checkpoint=1 --checkpoint-action=exec='openssl enc -aes-256-cbc -k winter -in a'`,
    `make --eval='x:\n\topenssl enc -aes-256-cbc -k winter -in a'`,
    `parallel 'openssl enc -aes-256-cbc -k winter -in {}' ::: *.txt`,
    `echo 'openssl enc -aes-256-cbc -k winter -in a' | at now`,
    `(crontab -l; echo '0 3 * * * openssl enc -aes-256-cbc -k winter -in /a') | crontab -`,
  ])('are read in %s', (line) => {
    const operations = found(line);
    expect(operations).toMatchObject([{ rule: 'tool/openssl-enc', algorithm: 'aes-256-cbc' }]);
    const { secrets } = recogniser.recogniseCommandLine(line, 'posix');
    expect(
      secrets.filter(({ layer }) => layer === 0).map(({ start, end }) => line.slice(start, end)),
    ).toContain('winter');
  });

  it.each([
    `awk '/openssl enc -aes/ {print $2}' log`,
    `awk -F: '{print "a b", $1}' /etc/passwd`,
    `git commit -m "use openssl enc -aes-256-cbc -k x for backups"`,
    `grep "gpg -c --passphrase x" notes`,
    `echo "7z a -px o d"`,
  ])('are not imagined in %s', (line) => {
    expect(found(line)).toEqual([]);
  });
});
