/** Package managers: nearly always they fetch; a few commands publish. */
import { urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

interface Manager {
  readonly fetches: RegExp;
  readonly publishes?: RegExp;
  /** Does every call fetch? */
  readonly always?: boolean;
  /** Options that mean fetching. */
  readonly letters?: RegExp;
}

const SYSTEM: Manager = {
  fetches:
    /^(?:install|update|upgrade|dist-upgrade|full-upgrade|download|source|build-dep|reinstall|add|fetch|search|makecache|check-update|groupinstall|distro-sync|refresh|ref|in|up|dup|se|module|selfupdate|self-update|offline-upgrade|changelog|info|safe-upgrade|outdated|tap|bundle|cask|sync|switch|get|remote-add|refresh-md)$/,
};
const ALWAYS: Manager = { fetches: /^/, always: true };

const MANAGERS: Readonly<Record<string, Manager>> = {
  ...Object.fromEntries(
    'apt apt-get aptitude nala dnf dnf5 yum microdnf tdnf zypper apk opkg pkg xbps-install snap flatpak brew port conda mamba micromamba pkgin rpm-ostree urpmi choco winget scoop'
      .split(' ')
      .map((name) => [name, SYSTEM]),
  ),
  ...Object.fromEntries(
    'apt-method freshclam fwupdmgr softwareupdate mas unattended-upgrade unattended-upgrades packagekitd snapd debootstrap emerge portsnap freebsd-update dnf-automatic'
      .split(' ')
      .map((name) => [name, ALWAYS]),
  ),
  ...Object.fromEntries(
    ['pip', 'pip3', 'pipx', 'uv', 'poetry', 'pdm', 'hatch', 'flit'].map((name) => [
      name,
      {
        fetches: /^(?:install|download|wheel|sync|add|lock|update|run|upgrade|search|index|pip|tool|python)$/,
        publishes: /^publish$/,
      },
    ]),
  ),
  ...Object.fromEntries(
    ['npm', 'pnpm', 'yarn', 'bun', 'npx', 'bunx', 'jsr', 'vsce'].map((name) => [
      name,
      {
        fetches:
          /^(?:install|i|ci|add|update|up|upgrade|view|info|search|outdated|audit|dlx|exec|create|init|x)$/,
        publishes: /^publish$/,
        always: name === 'npx' || name === 'bunx',
      },
    ]),
  ),
  gem: { fetches: /^(?:install|update|fetch|search|outdated)$/, publishes: /^push$/ },
  bundle: { fetches: /^(?:install|update|outdated|add)$/ },
  cargo: {
    fetches: /^(?:install|fetch|update|add|search|build|b|check|run|r|test|t|vendor)$/,
    publishes: /^(?:publish|upload)$/,
  },
  rustup: { fetches: /^(?:update|install|toolchain|component|target|self|default)$/ },
  go: { fetches: /^(?:get|mod|install|build|run|test)$/ },
  composer: { fetches: /^(?:install|update|require|create-project|self-update|search|global)$/ },
  cpan: ALWAYS,
  cpanm: ALWAYS,
  mvn: { fetches: /^/, publishes: /^deploy$/ },
  gradle: { fetches: /^/, publishes: /^publish/ },
  dotnet: { fetches: /^(?:restore|add|tool|workload|new|build)$/, publishes: /^push$/ },
  nuget: { fetches: /^(?:install|restore|update|list)$/, publishes: /^push$/ },
  ...Object.fromEntries(
    ['pacman', 'yay', 'paru'].map((name) => [name, { fetches: /^(?!)/, letters: /^-(?:-sync$|[a-z]*S)/ }]),
  ),
  twine: { fetches: /^(?!)/, publishes: /^upload$/ },
};

function read({ program, words }: ToolCall): TransferReading | undefined {
  const manager = MANAGERS[program.replace(/^pip3?\.\d+$/, 'pip').replace(/^pip3\d?$/, 'pip')];
  if (manager === undefined || words.some((word) => word === '--help' || word === '--version'))
    return undefined;
  const operands = words.filter((word) => !/^[-/+]/.test(word) && !word.includes('='));
  const [first = '', second = ''] = operands;
  const stated = words.find((word) => urlTarget(word.slice(word.indexOf('=') + 1)) !== undefined);
  const target = stated === undefined ? undefined : urlTarget(stated.slice(stated.indexOf('=') + 1));
  const common = { target, tool: program };
  const publishes = manager.publishes;
  if (
    publishes !== undefined &&
    (publishes.test(first) ||
      ((program === 'dotnet' || program === 'yarn' || program === 'uv') && publishes.test(second)))
  )
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: program === 'twine' || program === 'gem' || program === 'nuget' ? operands.slice(1) : [],
      encryptsChannel: true,
      reason: `${program} publishes a package`,
    };
  // Options of the system's managers may take words before the command: any of the first few may be it.
  const fetches =
    manager.always === true ||
    words.some((word) => manager.letters?.test(word) === true) ||
    operands.slice(0, 4).some((word) => manager.fetches.test(word));
  return fetches
    ? {
        ...common,
        direction: 'download',
        carries: 'none',
        certainty: 0.9,
        reason: `${program} only fetches packages`,
      }
    : undefined;
}

export const packageManagers: TransferTool = {
  id: 'package-manager',
  names: [...Object.keys(MANAGERS), 'pip2', 'pip3.8', 'pip3.9', 'pip3.10', 'pip3.11', 'pip3.12', 'pip3.13'],
  read,
};
