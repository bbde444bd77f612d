/** What people, schedules and agents do now and then on Windows machines. Many of them encrypt something and then connect. */
import type { Habit } from '../estate-role.ts';
import type { Actor, Scene } from '../scene.ts';

const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const CMD = 'C:\\Windows\\System32\\cmd.exe';
const SYSTEM = { user: 'NT AUTHORITY\\SYSTEM' } as const;

/** Management scripts: inventory to an inside server. */
export const INVENTORY: Habit = {
  id: 'inventory',
  hosts: 1,
  when: { kind: 'daily', hour: 11 },
  happen(scene) {
    const shell = scene.launch(
      'scheduler',
      POWERSHELL,
      `"${POWERSHELL}" -NoProfile -ExecutionPolicy Bypass -File C:\\ProgramData\\Inventory\\collect.ps1`,
      SYSTEM,
    );
    scene.script(
      shell,
      "$os = Get-CimInstance Win32_OperatingSystem\n'{0};{1}' -f $env:COMPUTERNAME, $os.Version | Out-File C:\\ProgramData\\Inventory\\host.csv\nInvoke-RestMethod -Uri 'https://inventory.corp.example.org/api' -Method Post -InFile C:\\ProgramData\\Inventory\\host.csv\n",
      'C:\\ProgramData\\Inventory\\collect.ps1',
    );
    scene.talk(shell, 'inventory.corp.example.org', { inside: '10.1.0.20' });
    scene.end(shell);
  },
};

/** Intune runs a detection script that hashes files and reports. */
export const INTUNE_SCRIPT: Habit = {
  id: 'intune-script',
  hosts: 0.7,
  when: { kind: 'daily', hour: 13 },
  happen(scene) {
    const agent = scene.launch(
      'services',
      'C:\\Program Files (x86)\\Microsoft Intune Management Extension\\AgentExecutor.exe',
      '"C:\\Program Files (x86)\\Microsoft Intune Management Extension\\agentexecutor.exe" -powershell detect.ps1',
      SYSTEM,
    );
    const shell = scene.launch(
      agent,
      POWERSHELL,
      `"${POWERSHELL}" -NoProfile -executionPolicy bypass -file "C:\\Program Files (x86)\\Microsoft Intune Management Extension\\Content\\DetectionScripts\\3f1c_1.ps1"`,
    );
    scene.script(
      shell,
      "$sha = [System.Security.Cryptography.SHA256]::Create()\n$f = [IO.File]::OpenRead('C:\\Program Files\\Acme\\acme.exe')\n$h = [BitConverter]::ToString($sha.ComputeHash($f))\nif ($h -eq 'AB') { exit 0 } else { exit 1 }\n",
    );
    scene.end(shell);
    scene.talk(agent, 'fef.msub06.manage.microsoft.com', { sent: 12_000 });
    scene.end(agent);
  },
};

/** A logon script that opens a stored password with a key and maps a drive, then reports. */
export const STORED_PASSWORD: Habit = {
  id: 'stored-password',
  hosts: 0.15,
  when: { kind: 'daily', hour: 8 },
  happen(scene) {
    const shell = scene.launch(
      'scheduler',
      POWERSHELL,
      `"${POWERSHELL}" -NonInteractive -File "C:\\Program Files\\Contoso Management\\mount.ps1"`,
      SYSTEM,
    );
    scene.script(
      shell,
      "$key = Get-Content 'C:\\Program Files\\Contoso Management\\key.bin' -Encoding Byte\n$secret = Get-Content 'C:\\Program Files\\Contoso Management\\pw.txt' | ConvertTo-SecureString -Key $key\n$login = New-Object System.Management.Automation.PSCredential('CORP\\svc_mount', $secret)\nNew-PSDrive -Name Z -PSProvider FileSystem -Root '\\\\fs01\\soft' -Credential $login\nInvoke-RestMethod -Uri 'https://status.example.com/ping' -Method Post -Body '{}'\n",
      'C:\\Program Files\\Contoso Management\\mount.ps1',
    );
    scene.talk(shell, 'status.example.com');
    scene.end(shell);
  },
};

/** Payroll sends a password-protected archive by mail. */
export const ARCHIVE_BY_MAIL: Habit = {
  id: 'archive-by-mail',
  hosts: 0.03,
  when: { kind: 'working', perDay: 0.4 },
  happen(scene) {
    const { user } = scene.host;
    const number = Math.floor(scene.next() * 1000);
    const zip = scene.launch(
      undefined,
      'C:\\Program Files\\7-Zip\\7zG.exe',
      `"C:\\Program Files\\7-Zip\\7zG.exe" a -tzip -pSummer26 -sae -- "C:\\Users\\${user}\\Documents\\salaries-${number}.zip" "C:\\Users\\${user}\\Documents\\salaries-${number}.xlsx"`,
    );
    scene.writes(zip, `C:\\Users\\${user}\\Documents\\salaries-${number}.zip`);
    scene.end(zip);
    scene.wait(40 + scene.next() * 400);
    scene.talk('runs-outlook', 'outlook.office365.com', { sent: 400_000 });
  },
};

export const GIT_PUSH: Habit = {
  id: 'git-push',
  hosts: 1,
  when: { kind: 'working', perDay: 4 },
  happen(scene) {
    const shell = scene.launch(undefined, CMD, 'cmd.exe');
    push(scene, shell);
    scene.end(shell);
  },
};

/** A secret is encrypted for the repository, then pushed with it. */
export const SECRET_THEN_PUSH: Habit = {
  id: 'secret-then-push',
  hosts: 0.2,
  when: { kind: 'working', perDay: 0.1 },
  happen(scene) {
    const { user } = scene.host;
    const shell = scene.launch(
      undefined,
      'C:\\Program Files\\Git\\usr\\bin\\bash.exe',
      '"C:\\Program Files\\Git\\usr\\bin\\bash.exe" --login -i',
    );
    const openssl = scene.launch(
      shell,
      'C:\\Program Files\\Git\\usr\\bin\\openssl.exe',
      'openssl enc -aes-256-cbc -pbkdf2 -in .env -out .env.enc -pass file:../key',
      { cwd: `C:\\Users\\${user}\\src\\shop\\` },
    );
    scene.writes(openssl, `C:\\Users\\${user}\\src\\shop\\.env.enc`);
    scene.end(openssl);
    scene.wait(60 + scene.next() * 600);
    push(scene, shell);
    scene.end(shell);
  },
};

function push(scene: Scene, shell: Actor): void {
  const git = scene.launch(shell, 'C:\\Program Files\\Git\\mingw64\\bin\\git.exe', 'git push origin main');
  const remote = scene.launch(
    git,
    'C:\\Program Files\\Git\\mingw64\\libexec\\git-core\\git-remote-https.exe',
    'git-remote-https.exe origin https://github.com/acme/shop.git',
  );
  scene.talk(remote, 'github.com', { sent: 60_000 + scene.next() * 2_000_000, received: 8_000 });
  scene.end(remote, git);
}

export const NPM_INSTALL: Habit = {
  id: 'npm-install',
  hosts: 0.8,
  when: { kind: 'working', perDay: 1.5 },
  happen(scene) {
    const node = scene.launch(
      undefined,
      'C:\\Program Files\\nodejs\\node.exe',
      '"C:\\Program Files\\nodejs\\node.exe" "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js" install',
    );
    scene.talk(node, 'registry.npmjs.org', { received: 9_000_000 });
    scene.end(node);
  },
};

/** Tests of a program that uses AES: nobody sees the encryption, but the libraries. */
export const PYTHON_TESTS: Habit = {
  id: 'python-tests',
  hosts: 0.3,
  when: { kind: 'working', perDay: 3 },
  happen(scene) {
    const python = scene.launch(
      undefined,
      'C:\\Program Files\\Python312\\python.exe',
      'python -m pytest tests\\test_vault.py -k aes_gcm',
    );
    scene.wait(4);
    scene.end(python);
    if (scene.next() < 0.5) return;
    const pip = scene.launch(
      undefined,
      'C:\\Program Files\\Python312\\python.exe',
      'python -m pip install --upgrade cryptography',
    );
    scene.talk(pip, 'files.pythonhosted.org', { received: 4_000_000 });
    scene.end(pip);
  },
};

/** An administrator opens a stored credential with a key and works on the tenant. */
export const GRAPH_ADMIN: Habit = {
  id: 'graph-admin',
  hosts: 0.6,
  when: { kind: 'working', perDay: 2 },
  happen(scene) {
    const shell = scene.launch(undefined, POWERSHELL, `"${POWERSHELL}"`);
    scene.script(
      shell,
      "$key = Get-Content .\\graph.key -Encoding Byte\n$secret = Get-Content .\\graph.sec | ConvertTo-SecureString -Key $key\nConnect-MgGraph -ClientSecretCredential (New-Object PSCredential('app', $secret)) -TenantId acme.onmicrosoft.com\nGet-MgUser -All | Export-Csv users.csv\n",
    );
    scene.talk(shell, 'login.microsoftonline.com');
    scene.talk(shell, 'graph.microsoft.com', { sent: 20_000, received: 3_000_000 });
    scene.end(shell);
  },
};

/** A new credential is stored: SecureString written out under a key, in the same session as calls to the tenant. */
export const STORES_CREDENTIAL: Habit = {
  id: 'stores-credential',
  hosts: 0.2,
  when: { kind: 'working', perDay: 0.1 },
  happen(scene) {
    const shell = scene.launch(undefined, POWERSHELL, `"${POWERSHELL}"`);
    scene.script(
      shell,
      '$key = New-Object Byte[] 32\n[Security.Cryptography.RNGCryptoServiceProvider]::Create().GetBytes($key)\nRead-Host -AsSecureString | ConvertFrom-SecureString -Key $key | Out-File .\\graph.sec\n',
    );
    scene.wait(30);
    scene.talk(shell, 'graph.microsoft.com', { sent: 4_000 });
    scene.end(shell);
  },
};

/** Ansible comes in over WinRM: encoded command, inventory of the host, report to inside. */
export const ANSIBLE_VISIT: Habit = {
  id: 'ansible-visit',
  hosts: 0.8,
  when: { kind: 'nightly', hour: 22 },
  happen(scene) {
    const host = scene.launch(
      'services',
      'C:\\Windows\\System32\\wsmprovhost.exe',
      'C:\\Windows\\system32\\wsmprovhost.exe -Embedding',
      SYSTEM,
    );
    const shell = scene.launch(
      host,
      POWERSHELL,
      'PowerShell -NoProfile -NonInteractive -ExecutionPolicy Unrestricted -EncodedCommand JgBjAGgAYwBwAC4AYwBvAG0AIAA2ADUAMAAwADEAIAA+ACAAJABuAHUAbABsAA==',
    );
    scene.end(shell, host);
  },
};

/** Veeam sends last night's blocks to an object store. The archive is encrypted inside of the service; nothing shows it. */
export const VEEAM_OFFLOAD: Habit = {
  id: 'veeam-offload',
  hosts: 0.15,
  when: { kind: 'nightly', hour: 1 },
  happen(scene) {
    const agent = scene.launch(
      'services',
      'C:\\Program Files\\Veeam\\Backup and Replication\\Backup\\VeeamAgent.exe',
      'VeeamAgent.exe -p 2500 -mode offload',
      SYSTEM,
    );
    for (let part = 0; part < 4; part++)
      scene.talk(agent, 'acme-veeam.blob.core.windows.net', {
        sent: 2_000_000_000 + scene.next() * 1e9,
        received: 90_000,
        lasts: 900,
      });
    scene.end(agent);
  },
};

/** A database dump under a password, copied to the company's own store by a script that the scheduler starts. */
export const DATABASE_DUMP: Habit = {
  id: 'database-dump',
  hosts: 0.06,
  when: { kind: 'nightly', hour: 2 },
  happen(scene) {
    const shell = scene.launch(
      'scheduler',
      CMD,
      'cmd.exe /c "C:\\Program Files\\Acme Jobs\\dump.bat"',
      SYSTEM,
    );
    const zip = scene.launch(
      shell,
      'C:\\Program Files\\7-Zip\\7z.exe',
      '7z.exe a -mhe=on -p%DUMPKEY% D:\\dump\\erp.7z D:\\dump\\erp.bak',
    );
    scene.writes(zip, 'D:\\dump\\erp.7z');
    scene.wait(200);
    scene.end(zip);
    const azcopy = scene.launch(
      shell,
      'C:\\Program Files\\AzCopy\\azcopy.exe',
      'azcopy.exe copy D:\\dump\\erp.7z https://acmedumps.blob.core.windows.net/erp/',
    );
    scene.reads(azcopy, 'D:\\dump\\erp.7z');
    scene.talk(azcopy, 'acmedumps.blob.core.windows.net', {
      sent: 600_000_000 + scene.next() * 50_000_000,
      received: 40_000,
      lasts: 120,
    });
    scene.end(azcopy, shell);
  },
};

/** Chocolatey, winget and others fetch and check. */
export const SOFTWARE_INSTALL: Habit = {
  id: 'software-install',
  hosts: 0.3,
  when: { kind: 'working', perDay: 0.2 },
  happen(scene) {
    const choco = scene.launch(undefined, 'C:\\ProgramData\\chocolatey\\choco.exe', 'choco install jq -y');
    scene.talk(choco, 'community.chocolatey.org', { received: 3_000_000 });
    scene.end(choco);
  },
};

/** A colleague packs a sample or a report under a password and leaves it on a share. */
export const ARCHIVE_TO_SHARE: Habit = {
  id: 'archive-to-share',
  hosts: 0.05,
  when: { kind: 'working', perDay: 0.2 },
  happen(scene) {
    const { user } = scene.host;
    const zip = scene.launch(
      undefined,
      'C:\\Program Files\\7-Zip\\7z.exe',
      `7z.exe a -pinfected "\\\\fs01\\exchange\\${user}.7z" "C:\\Users\\${user}\\Desktop\\sample"`,
    );
    scene.writes(zip, `\\\\fs01\\exchange\\${user}.7z`);
    scene.end(zip);
  },
};
