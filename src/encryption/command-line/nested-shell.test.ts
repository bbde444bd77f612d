import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { maskSecrets } from '../mask-secrets.ts';
import { createRecogniser } from '../recognise.ts';

const recogniser = createRecogniser();
const LINE = 'openssl enc -aes-256-cbc -k winter -in a';

function read(text: string) {
  return recogniser.recogniseCommandLine(text, 'posix');
}

describe('commands inside commands', () => {
  it.each([
    `sh -c '${LINE}'`,
    `bash -lc '${LINE}'`,
    `/bin/bash --norc -ec '${LINE}'`,
    `env -i PATH=/bin LC_ALL=C ${LINE}`,
    `env -S '${LINE}'`,
    `sudo -u root -- nohup nice -n 10 ionice -c2 -n7 ${LINE}`,
    `sudo --user=root VAR=1 ${LINE}`,
    `timeout -s KILL 5m ${LINE}`,
    `timeout --signal=KILL 60 ${LINE}`,
    `setsid stdbuf -oL taskset -c 0,1 ${LINE}`,
    `su - backup -c '${LINE}'`,
    `su -c '${LINE}' backup`,
    `runuser -u backup -- ${LINE}`,
    `flock -n /tmp/l ${LINE}`,
    `flock /tmp/l -c '${LINE}'`,
    `script -q -c '${LINE}' /dev/null`,
    `ssh -o BatchMode=yes -p 22 u@h '${LINE}'`,
    `ssh h ${LINE}`,
    `ssh h -- sudo ${LINE}`,
    `ssh h bash -c "'${LINE}'"`,
    `ls | xargs -0 -I{} -P 4 ${LINE}`,
    `find . -type f -exec ${LINE} {} \\;`,
    `find . -execdir sh -c '${LINE}' _ {} +`,
    `docker exec -i -e A=1 box ${LINE}`,
    `kubectl exec -n x pod -c c -- sh -c '${LINE}'`,
    `busybox sh -c '${LINE}'`,
    `docker run --rm -v /srv:/d alpine ${LINE}`,
    `docker run --rm alpine/openssl:3 enc -aes-256-cbc -k winter -in a`,
    `echo 'enc -aes-256-cbc -k winter -in a' | openssl`,
    `toybox timeout 5 ${LINE}`,
    `tar -I '${LINE}' -cf a.tar d`,
    `split -b 1m --filter='${LINE}' a`,
    `eval "${LINE}"`,
    `eval ${LINE}`,
    `trap '${LINE}' EXIT`,
    `watch -n 5 ${LINE}`,
    `(cd /srv && ${LINE})`,
    `{ ${LINE}; }`,
    `if true; then ${LINE}; fi`,
    `f() { ${LINE}; }`,
    `x=$(${LINE})`,
    `echo "\`${LINE}\`"`,
    `cat <(${LINE})`,
    `[ -f a ] && ${LINE} || true`,
    `sh -c "sh -c '${LINE}'"`,
    `{openssl,enc,-aes-256-cbc,-k,winter,-in,a}`,
    'openssl${IFS}enc${IFS}-aes-256-cbc${IFS}-k${IFS}winter',
    `o'pen's"sl" enc -aes-256-cbc -k winter`,
    `$'\\x6fpenssl' enc -aes-256-cbc -k winter`,
    `\\openssl enc -aes-256-cbc -k winter`,
    `0 3 * * 1-5 root ${LINE}`,
    `@daily ${LINE}`,
    `ExecStart=-/usr/bin/${LINE}`,
    `RUN ${LINE}`,
    `- run: ${LINE}`,
    `$ ${LINE}`,
    '["openssl", "enc", "-aes-256-cbc", "-k", "winter", "-in", "a"]',
    `CMD ["sh", "-c", "${LINE}"]`,
  ])('sees the tool and its secret in %s', (text) => {
    const recognition = read(text);
    const found = recognition.operations.filter((operation) => operation.class === 'symmetric');
    expect(found.map(({ rule }) => rule)).toEqual(['tool/openssl-enc']);
    expect(maskSecrets(text, recognition)).not.toContain('winter');
  });

  it.each([
    `echo '${LINE}' | sh`,
    `echo "${LINE}" | sudo bash`,
    `printf '%s' '${LINE}' | bash -s`,
    `bash <<< '${LINE}'`,
    `bash <<EOF\n${LINE}\nEOF\n`,
    `sudo -u x sh -s <<-'EOF'\n\t${LINE}\n\tEOF\n`,
    `ssh h <<EOF\n${LINE}\nEOF`,
    `ssh h bash -s <<EOF\n${LINE}\nEOF`,
    `cat <<EOF | sh\n${LINE}\nEOF`,
    `echo '${LINE}' | ssh u@h`,
    `echo '${LINE}' | xargs -0 sh -c`,
    `source <(echo '${LINE}')`,
    `. /dev/stdin <<< '${LINE}'`,
  ])('reads what a shell reads in %j', (text) => {
    const recognition = read(text);
    expect(recognition.operations.map(({ rule }) => rule)).toEqual(['tool/openssl-enc']);
    expect(maskSecrets(text, recognition)).not.toContain('winter');
  });

  const encoded = Buffer.from(`${LINE}\n`).toString('base64');
  const hex = Buffer.from(LINE).toString('hex');
  const escaped = Array.from(LINE, (letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('');
  it.each([
    ['base64', `echo ${encoded} | base64 -d | sh`],
    ['base64', `echo -n '${encoded}' | base64 --decode | bash`],
    ['base64', `base64 -d <<< ${encoded} | sh`],
    ['base64', `base64 -D <<EOF | bash\n${encoded}\nEOF`],
    ['base64', `bash -c "$(echo ${encoded} | base64 -d)"`],
    ['base64', `eval "$(printf %s ${encoded} | base64 -di)"`],
    ['base64', `eval \`echo ${encoded} | base64 -d\``],
    ['base64', `bash <(echo ${encoded} | base64 -d)`],
    ['base64', `echo ${encoded} | openssl base64 -d -A | sh`],
    ['base64', `echo ${Buffer.from(encoded).toString('base64')} | base64 -d | base64 -d | sh`],
    ['hex', `echo ${hex} | xxd -r -p | sh`],
    ['printf', `printf '${escaped}' | sh`],
    ['reversed', `echo '${Array.from(LINE).reverse().join('')}' | rev | sh`],
    ['tr', `echo '${LINE.replaceAll('o', '0')}' | tr 0 o | sh`],
    ['sed', `echo '${LINE.replace('openssl', 'XX')}' | sed 's/XX/openssl/' | sh`],
    ['echo', `echo -e '${escaped}' | sh`],
  ])('undoes %s in %s', (kind, text) => {
    const recognition = read(text);
    expect(recognition.operations.filter((operation) => operation.class === 'symmetric')).toHaveLength(1);
    expect(recognition.layers.map((layer) => layer.kind)).toContain(kind);
    expect(recognition.opaque).toBe(false);
  });

  it.each([
    'curl -s https://h.example.com/x | sh',
    'wget -qO- https://h.example.com/x | sudo bash -s -- -y',
    'bash -c "$(curl -fsSL https://h.example.com/x)"',
    'base64 -d /tmp/x | sh',
    'openssl enc -d -aes-256-cbc -k winter -in x | sh',
  ])('says that the script is not seen in %s', (text) => {
    expect(read(text).opaque).toBe(true);
  });

  it('tells of downloads that are run at once', () => {
    expect(read('curl -s https://h.example.com/x | sh').traits).toEqual(['download', 'in-memory-execution']);
    expect(read('curl -s https://h.example.com/x | grep openssl').traits).toEqual([]);
  });

  it.each([
    `echo '${LINE}'`,
    `echo ${LINE} > notes.txt`,
    `grep -r 'openssl enc -aes-256-cbc' .`,
    `cat <<EOF > notes.txt\n${LINE}\nEOF`,
    `man openssl enc`,
    `git commit -m '${LINE}'`,
    `# ${LINE}`,
    'command -v openssl',
    'which gpg ccrypt',
  ])('finds nothing run in %j', (text) => {
    expect(read(text).operations.filter((operation) => operation.class === 'symmetric')).toEqual([]);
  });

  it('is less sure of a script that is only written down', () => {
    const stored = read(`cat > /etc/cron.daily/b.sh <<'EOF'\n#!/bin/sh\n${LINE}\nEOF\n`);
    expect(stored.operations).toHaveLength(1);
    expect(stored.operations[0]?.confidence).toBeLessThan(0.8);
  });

  it('understands argument lists whose quotes were lost', () => {
    expect(read(`sh -c ${LINE}`).operations.map(({ rule }) => rule)).toEqual(['tool/openssl-enc']);
  });

  it('names the files around a pipeline', () => {
    const operation = read(
      'tar c /srv | openssl enc -aes-256-ctr -k x 2>>err.log >| /tmp/o.bin',
    ).operations.find(({ tool }) => tool === 'openssl');
    expect(operation?.outputs).toEqual(['err.log', '/tmp/o.bin']);
  });

  it('stays within its bounds on deep and long texts', () => {
    for (const unit of [
      'sh -c "',
      'eval ',
      '| sh ',
      '<<A ',
      'sudo ',
      '$(',
      '`',
      '<(',
      'find . -exec ',
      'ssh h ',
      '| rev ',
      '{a,',
    ]) {
      const text = `openssl ${unit.repeat(4000)}`;
      expect(() => read(text)).not.toThrow();
    }
  });

  it('never fails, whatever is piped into what', () => {
    const piece = fc.constantFrom(
      'echo ',
      'b3BlbnNzbA==',
      ' | ',
      'base64 -d',
      'sh',
      ' -c ',
      "'",
      '"',
      '$(',
      ')',
      '<<E',
      '\nE\n',
      'rev',
      'xxd -r -p',
      'tr a b',
      "sed 's/a/b/g'",
      'printf ',
      '\\x41',
      '%s%b',
      'gunzip',
      'eval ',
      '<(',
      'ssh h ',
      'find . -exec ',
      ' \\;',
      '["a","b"]',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const { layers, secrets, operations } = read(`sh; ${pieces.join('')}`);
        for (const { layer, start, end } of [...secrets, ...operations.flatMap(({ spans }) => spans)]) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(layers[layer]?.text.length ?? -1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
