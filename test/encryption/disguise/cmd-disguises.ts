/** What Invoke-DOSfuscation and loaders do to commands of cmd.exe, in our own words. */
import type { Dice, Disguise } from './disguise.ts';
import { anyCase, pieces } from './quoting.ts';

function disguise(name: string, hide: (text: string, dice: Dice) => string | undefined): Disguise {
  return { name: `cmd ${name}`, from: 'cmd', to: 'cmd', hide };
}

/** The program word, where it is a plain name, and what follows. */
function program(text: string): [string, string] | undefined {
  const found = /^([A-Za-z][\w.-]*[A-Za-z0-9])(?=\s)([\s\S]*)$/.exec(text);
  // Commands of cmd itself are not found in disguise.
  return found === null || /^(?:call|echo|for|if|set|start)$/i.test(found[1] ?? '')
    ? undefined
    : [found[1] ?? '', found[2] ?? ''];
}

/** Variables that hold the same on every Windows. */
const KNOWN: readonly (readonly [string, string])[] = [
  ['ProgramFiles', 'C:\\Program Files'],
  ['COMSPEC', 'C:\\Windows\\system32\\cmd.exe'],
  ['SystemRoot', 'C:\\Windows'],
  ['PUBLIC', 'C:\\Users\\Public'],
  ['ALLUSERSPROFILE', 'C:\\ProgramData'],
  ['CommonProgramFiles', 'C:\\Program Files\\Common Files'],
];

/** One letter, cut out of a variable where one holds it. */
function cutOut(letter: string, dice: Dice): string {
  const places = KNOWN.flatMap(([name, value]) => {
    const at = value.toLowerCase().indexOf(letter.toLowerCase());
    if (at < 0) return [];
    return [`%${name}:~${at},1%`, `%${name}:~-${value.length - at},1%`];
  });
  return places.length === 0 ? letter : dice.pick(places);
}

export const CMD_DISGUISES: readonly Disguise[] = [
  disguise('carets', (text, dice) => {
    // Variables are put in before carets are taken out.
    if (/[%!^]/.test(text)) return undefined;
    let quoted = false;
    return Array.from(text, (letter) => {
      if (letter === '"') quoted = !quoted;
      return !quoted && /[a-z]/i.test(letter) && dice.roll(3) === 0 ? `^${letter}` : letter;
    }).join('');
  }),
  disguise('nesting', (text, dice) => {
    const shell = dice.pick(['cmd', 'cmd.exe', '%COMSPEC%', 'C:\\Windows\\System32\\cmd.exe', 'CmD']);
    if (text.includes('"') && /[&|<>^]/.test(text)) return undefined;
    const letter = dice.pick(['/c', '/C', '/s /c', '/q /c', '/d /c', '/V:ON /C', '/r']);
    return `${shell} ${letter} "${text}"`;
  }),
  disguise('wrappers', (text, dice) =>
    dice.pick([`start /b ${text}`, `call ${text}`, `@${text}`, `start "" /min ${text}`, `(${text})`]),
  ),
  disguise('case', (text, dice) => {
    const parts = program(text);
    return parts === undefined ? undefined : anyCase(parts[0], dice) + parts[1];
  }),
  disguise('quotes in words', (text, dice) => {
    const parts = program(text);
    if (parts === undefined || parts[0].length < 3) return undefined;
    const at = 1 + dice.roll(parts[0].length - 2);
    const [head, tail] = [parts[0].slice(0, at), parts[0].slice(at)];
    return dice.pick([`${head}""${tail}`, `${head}"${tail}"`, `"${head}"${tail}`]) + parts[1];
  }),
  disguise('variables', (text, dice) => {
    const parts = program(text);
    if (parts === undefined || /[%"^]/.test(parts[0])) return undefined;
    const made = pieces(parts[0], dice);
    // An outer cmd.exe puts in the variables of the inner ones too.
    const name = `v${dice.roll(100_000)}x`;
    const sets = made.map((piece, index) => `set ${name}${index}=${piece}`).join('&&');
    return `${sets}&&call ${made.map((_, index) => `%${name}${index}%`).join('')}${parts[1]}`;
  }),
  disguise('whole line in a variable', (text) =>
    /["&|<>%!^]/.test(text) ? undefined : `cmd /V:ON /C "set x=${text}&&!x!"`,
  ),
  disguise('letters of variables', (text, dice) => {
    const parts = program(text);
    if (parts === undefined) return undefined;
    const letters = Array.from(parts[0], (letter) => (dice.roll(2) === 0 ? cutOut(letter, dice) : letter));
    return letters.join('') + parts[1];
  }),
  disguise('other ways to start', (text, dice) =>
    /["&|<>%^]/.test(text)
      ? undefined
      : dice.pick([
          `forfiles /p c:\\windows\\system32 /m notepad.exe /c "cmd /c ${text}"`,
          `echo ${text}|cmd`,
          `for /f "delims=" %i in ('${text}') do @echo %i`,
          `pcalua.exe -a cmd.exe -c "/c ${text}"`,
          `conhost.exe --headless cmd /c ${text}`,
          `schtasks /create /tn t /sc once /st 00:00 /tr "cmd /c ${text}"`,
          `wmic process call create "cmd /c ${text}"`,
        ]),
  ),
  {
    name: 'vbscript shell object',
    from: 'cmd',
    to: 'vbscript',
    hide: (text, dice) => {
      const literal = `"${text.replaceAll('"', '""')}"`;
      return text.includes('\n')
        ? undefined
        : dice.pick([
            `CreateObject("WScript.Shell").Run ${literal}, 0, True`,
            `Set sh = CreateObject("WScript.Shell")\nsh.Run ${literal}, 0`,
            `CreateObject("WScript." & "Shell").Exec ${literal}`,
            `Dim c\nc = ${literal}\nGetObject("winmgmts:Win32_Process").Create c`,
          ]);
    },
  },
  {
    name: 'vbscript characters',
    from: 'vbscript',
    to: 'vbscript',
    hide: (text) =>
      text.length > 3000 || !/^[\n\x20-\x7e]*$/.test(text)
        ? undefined
        : `Execute(${Array.from(text, (letter) => `Chr(${letter.charCodeAt(0)})`).join(' & ')})`,
  },
  {
    name: 'vbscript in mshta',
    from: 'vbscript',
    to: 'cmd',
    hide: (text, dice) =>
      /["'%^]/.test(text.replaceAll(/"[^"]*"/g, ''))
        ? undefined
        : `${dice.pick(['mshta', 'mshta.exe'])} vbscript:Execute("${text.replaceAll('\n', ':').replaceAll('"', '""')}")(window.close)`,
  },
];
