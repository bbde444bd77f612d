import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('package managers and containers', () => {
  it.each([
    ['npm publish', 'npm: upload of files, encrypted'],
    ['gem push a.gem', 'gem: upload of files a.gem, encrypted'],
    ['cargo publish', 'cargo: upload of files, encrypted'],
    ['twine upload dist/a', 'twine: upload of files dist/a, encrypted'],
    ['docker push reg.example:5000/x', 'docker: upload of files to https://reg.example:5000, encrypted'],
    ['kubectl cp a ns/p:/x', 'kubectl: upload of files a, encrypted'],
    ['gh gist create f', 'gh: upload of files f to https://api.github.com, encrypted'],
    ['gh release upload v1 f', 'gh: upload of files f to https://api.github.com, encrypted'],
    ['esxcli storage nfs add -H h -s /x -v n', 'esxcli: both of unknown to nfs://h/x'],
    ['yarn npm publish', 'yarn: upload of files, encrypted'],
    ['docker image push reg.example/x', 'docker: upload of files to https://reg.example, encrypted'],
    [
      'helm push c.tgz oci://reg.example/charts',
      'helm: upload of files c.tgz to https://reg.example, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('package managers and containers', () => {
  it.each([
    ['apt-get update', 'apt-get: download'],
    ['/usr/lib/apt/methods/http', 'apt-method: download'],
    ['/usr/lib/apt/methods/https', 'apt-method: download'],
    ['apt-get -y -q install x', 'apt-get: download'],
    ['dnf install x', 'dnf: download'],
    ['pip install x', 'pip: download'],
    ['python3.11 -m pip install x', 'pip: download'],
    ['pip3.11 download x', 'pip3.11: download'],
    ['npm install', 'npm: download'],
    ['npx create-x', 'npx: download'],
    ['cargo build', 'cargo: download'],
    ['go get x', 'go: download'],
    ['brew install x', 'brew: download'],
    ['docker pull x', 'docker: download, encrypted'],
    ['docker run x', 'docker: download, encrypted'],
    ['kubectl cp ns/p:/x a', 'kubectl: download, encrypted'],
    ['skopeo copy docker://a/b dir:/x', 'skopeo: download, encrypted'],
    ['esxcli software vib install -v https://h/a.vib', 'esxcli: download to https://h/a.vib, encrypted'],
    ['pacman -Syu', 'pacman: download'],
    ['snap install x', 'snap: download'],
    ['zypper --non-interactive in x', 'zypper: download'],
    ['dnf -y --setopt=x=y upgrade', 'dnf: download'],
    ['apk add --no-cache x', 'apk: download'],
    ['docker build -t x .', 'docker: download, encrypted'],
    ['podman pull reg.example/x', 'podman: download to https://reg.example, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('package managers and containers', () => {
  it.each([
    ['apt list', 'none'],
    ['dpkg -i x', 'none'],
    ['pip list', 'none'],
    ['npm run build', 'none'],
    ['go fmt', 'none'],
    ['docker ps', 'none'],
    ['kubectl get pods', 'none'],
    ['esxcli network ip interface list', 'none'],
    ['pacman -Q', 'none'],
    ['apt-cache search x', 'none'],
    ['flatpak list', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
