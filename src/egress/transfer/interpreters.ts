/** Tools written as scripts run under an interpreter: `/usr/bin/python3 /usr/bin/aws s3 cp ...`. */
import { optionGrammar, readOptions } from './options.ts';
import type { OptionGrammar } from './options.ts';
import { programName } from './program-name.ts';

interface Interpreter {
  readonly names: RegExp;
  readonly grammar: OptionGrammar;
  /** Options after which there is no script file. */
  readonly inline: readonly string[];
}

function interpreter(names: RegExp, options: string, inline: string): Interpreter {
  return {
    names,
    grammar: optionGrammar(options, { stopAtOperand: true }),
    inline: inline.split(' '),
  };
}

const INTERPRETERS: readonly Interpreter[] = [
  interpreter(/^(?:python|pypy|pythonw|py)[\d.]*$/, 'c= m= W= X= Q= check-hash-based-pycs=', 'c m'),
  interpreter(/^perl[\d.]*$/, 'e= E= I= M? m? x? i? l? 0? D? C? F=', 'e E'),
  interpreter(/^ruby[\d.]*$/, 'e= I= r= C= x? i? E= F=', 'e'),
  interpreter(
    /^(?:node|nodejs|deno|bun)$/,
    'e,eval= p,print= r,require= import= C,conditions= input-type= loader=',
    'eval print',
  ),
  interpreter(/^php[\d.]*$/, 'r= R= B= E= F= S= t= c= d= f= z=', 'r R S'),
  interpreter(/^(?:ba|da|z|k|mk|a|tc|c)?sh$/, 'c= o= O= rcfile= init-file=', 'c s'),
];

/** The script that an interpreter runs, with its arguments; `undefined` for other programs and for inline code. */
export function scriptCall(words: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = words;
  if (first === undefined || rest.length === 0) return undefined;
  const name = programName(first);
  const known = INTERPRETERS.find(({ names }) => names.test(name));
  if (known === undefined) return undefined;
  const options = readOptions(rest, known.grammar);
  const module = /^(?:python|pypy|py)/.test(name) ? options.value('m') : undefined;
  if (module !== undefined) return moduleCall(module, rest);
  if (known.inline.some((option) => options.has(option))) return undefined;
  // `php -f script`
  const file = options.value('f');
  const call = file !== undefined && known.names.test('php') ? [file, ...options.operands] : options.operands;
  return call.length > 0 ? [scriptName(call[0] ?? ''), ...call.slice(1)] : undefined;
}

/** `python3 -m pip install x`: everything after the module's name is the module's. */
function moduleCall(module: string, rest: readonly string[]): readonly string[] {
  const glued = rest.findIndex((word) => /^-[A-Za-z]*m./.test(word) && word.endsWith(module));
  const at = glued >= 0 ? glued : rest.findIndex((word) => /^-[A-Za-z]*m$/.test(word)) + 1;
  const named: Readonly<Record<string, string>> = { awscli: 'aws', 'aws.cli': 'aws', 'pip._internal': 'pip' };
  return [named[module] ?? module.replace(/\.__main__$/, ''), ...rest.slice(at + 1)];
}

/** `npm-cli.js` is npm; `dropbox_uploader.sh` keeps its name. */
function scriptName(path: string): string {
  return programName(path)
    .replace(/\.(?:pyc?|pl|rb|[cm]?js|phar)$/, '')
    .replace(/-cli$/, '');
}
