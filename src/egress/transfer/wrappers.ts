/** Programs that only start another: what stands behind them is what transfers. */
import { optionGrammar, readOptions } from './options.ts';
import type { OptionGrammar } from './options.ts';
import { programName } from './program-name.ts';

interface Wrapper {
  readonly grammar: OptionGrammar;
  /** Words of its own before the program: a duration, a lock file. */
  readonly operands: number;
}

function wrapper(options = '', operands = 0): Wrapper {
  return { grammar: optionGrammar(options, { stopAtOperand: true, abbreviated: true }), operands };
}

const SUDO =
  'u,user= g,group= p,prompt= C,close-from= c,class= D,chdir= r,role= t,type= h,host= T,command-timeout= U,other-user= R,chroot= a,auth-type= E,preserve-env? b n k K S H i s A';

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper(SUDO)],
  ['doas', wrapper('u= C= a=')],
  ['pkexec', wrapper('user=')],
  ['runuser', wrapper('u,user= g,group= G,supp-group=')],
  ['setpriv', wrapper('reuid= regid= groups= inh-caps= ambient-caps= bounding-set= securebits= pdeathsig=')],
  ['gosu', wrapper('', 1)],
  ['su-exec', wrapper('', 1)],
  ['setuidgid', wrapper('', 1)],
  ['chpst', wrapper('u= U= b= / = n= l= L= m= d= o= p= f= c= e=')],
  ['env', wrapper('u,unset= C,chdir= a,argv0= P= i,ignore-environment 0,null v,debug S,split-string=')],
  ['nice', wrapper('n,adjustment=')],
  ['ionice', wrapper('c,class= n,classdata= t,ignore')],
  ['chrt', wrapper('T,sched-runtime= P,sched-period= D,sched-deadline=', 1)],
  ['taskset', wrapper('', 1)],
  ['numactl', wrapper('N,cpunodebind= m,membind= i,interleave= C,physcpubind= p,preferred=')],
  ['time', wrapper('f,format= o,output= a,append p v')],
  ['timeout', wrapper('k,kill-after= s,signal= foreground preserve-status v,verbose', 1)],
  ['gtimeout', wrapper('k,kill-after= s,signal= foreground preserve-status', 1)],
  ['stdbuf', wrapper('i,input= o,output= e,error=')],
  ['flock', wrapper('w,wait,timeout= E,conflict-exit-code= n x s o u', 1)],
  ['chroot', wrapper('userspec= groups=', 1)],
  ['nsenter', wrapper('t,target= S,setuid= G,setgid= m? u? i? n? p? U? C? r? w?')],
  ['unshare', wrapper('S,setuid= G,setgid= R,root= w,wd=')],
  ['ip', wrapper()],
  ['exec', wrapper('a=')],
  [
    'xargs',
    wrapper(
      'a,arg-file= d,delimiter= E= I= i? L,max-lines= l? n,max-args= P,max-procs= s,max-chars= J= R= S= r t p x 0,null',
    ),
  ],
  [
    'parallel',
    wrapper(
      'j,jobs= N= a,arg-file= I= C,colsep= S,sshlogin= d,delimiter= joblog= timeout= retries= delay= results= halt=',
    ),
  ],
  ['strace', wrapper('e= o,output= p,attach= s= u,user= E= I= S= X= a= b= O= P=')],
  ['ltrace', wrapper('e= o= p= s= u= n= A= a= l= x=')],
  ['caffeinate', wrapper('t= w=')],
  ['arch', wrapper('e=')],
  ['proxychains', wrapper('f= q')],
  ['proxychains4', wrapper('f= q')],
  ['torsocks', wrapper('u,user= p,pass= a,address= P,port= i,isolate d q')],
  ['graftcp', wrapper('')],
  ['sshpass', wrapper('p= f= d= P= e v')],
  [
    'systemd-run',
    wrapper(
      'p,property= u,unit= M,machine= H,host= E,setenv= description= slice= uid= gid= working-directory= on-active= on-calendar= on-boot= on-unit-active= timer-property= nice=',
    ),
  ],
  ['systemd-inhibit', wrapper('what= who= why= mode=')],
  ['cgexec', wrapper('g=')],
  ['watch', wrapper('n,interval= d? b e g t x')],
  ['daemonize', wrapper('a e= o= p= l= u= c= E= v')],
  ['cpulimit', wrapper('l,limit= e,exe= p,pid= P,path=')],
  ['trickle', wrapper('u= d= w= t= l= n= s')],
  ['setarch', wrapper('', 1)],
  ['aws-vault', wrapper('d,duration= n,no-session', 2)],
  ['screen', wrapper('S= t= c= e= h= p= s= T= d m D L r x')],
  ['faketime', wrapper('f', 1)],
  ['socksify', wrapper()],
  ['setsid', wrapper('c f,fork w,wait')],
  ['nohup', wrapper()],
  ['wine', wrapper()],
  ['script', wrapper('I= O= B= T= m= o= E=', 1)],
  ...'command builtin coproc busybox toybox torify tsocks chronic unbuffer eatmydata firejail rlwrap linux64 linux32 winpty dbus-run-session dumb-init tini catchsegv'
    .split(' ')
    .map((name): [string, Wrapper] => [name, wrapper()]),
]);

const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const FILLING = /^(?:xargs|parallel|find)$/;
const DEEPEST = 12;
/** What `xargs` and `find` write a name over; appended where xargs has none. */
export const PLACEHOLDER = '{}';

/** A program with its arguments, and whether anything stood before it. */
export interface Unwrapped {
  readonly words: readonly string[];
  readonly wrapped: boolean;
  /** Arguments are filled in from elsewhere (`xargs`, `find -exec`): what is named is not all. */
  readonly filled: boolean;
}

/** Takes `sudo`, `nohup`, `timeout 5`, `VAR=x`, `xargs` and the like off the front. */
export function unwrap(argv: readonly string[]): Unwrapped {
  let words = argv;
  let filled = false;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = behind(words);
    if (inner === undefined) break;
    const fills = FILLING.test(programName(words[0] ?? ''));
    filled ||= fills;
    words = fills && !inner.some((word) => word.includes(PLACEHOLDER)) ? [...inner, PLACEHOLDER] : inner;
  }
  return { words, wrapped: words !== argv, filled };
}

/** What a wrapper starts; `undefined` for every other program and for a wrapper with nothing behind it. */
function behind(words: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = words;
  if (first === undefined || rest.length === 0) return undefined;
  if (ASSIGNMENT.test(first)) return rest;
  const name = programName(first);
  if (name === 'find') return found(rest);
  if (name === 'ip') return networkNamespace(rest);
  const known = WRAPPERS.get(name);
  if (known === undefined) return undefined;
  const options = readOptions(rest, known.grammar);
  const split = name === 'env' ? options.value('split-string') : undefined;
  let skip = known.operands;
  let at = 0;
  for (; at < options.operands.length; at++) {
    if (ASSIGNMENT.test(options.operands[at] ?? '')) continue;
    if (skip === 0) break;
    skip--;
  }
  const inner = options.operands.slice(at);
  // `timeout 5 -- curl`
  if (inner[0] === '--') inner.shift();
  if (split !== undefined) return [...split.split(/\s+/), ...inner];
  return inner.length > 0 ? inner : undefined;
}

/** `find . -exec curl -T {} url ;` */
function found(rest: readonly string[]): readonly string[] | undefined {
  const start = rest.findIndex((word) => /^-(?:exec|execdir|ok|okdir)$/.test(word));
  if (start < 0) return undefined;
  const command = rest.slice(start + 1);
  const end = command.findIndex((word) => word === ';' || word === '+');
  const inner = end < 0 ? command : command.slice(0, end);
  return inner.length > 0 ? inner : undefined;
}

/** `ip netns exec NAME command` */
function networkNamespace(rest: readonly string[]): readonly string[] | undefined {
  const [netns, exec] = rest;
  return netns === 'netns' && exec === 'exec' && rest.length > 3 ? rest.slice(3) : undefined;
}
