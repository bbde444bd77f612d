/** Tools made to hand a file to somebody: croc, wormhole, clients of file-drop services and clouds. */
import { optionGrammar, readOptions } from '../options.ts';
import { payloadOf } from '../payload.ts';
import { authorityTarget, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

interface Sender {
  /** Options that take a value. */
  readonly options?: string;
  /** First operands by which files go out; `''` where every call sends. */
  readonly sends: RegExp;
  readonly fetches?: RegExp;
  /** The last operand is a remote name (`upload LOCAL REMOTE`). */
  readonly first?: boolean;
  /** Options that name a file to send. */
  readonly fileOptions?: readonly string[];
  readonly host?: string;
}

const ANY = /^/;
const TRANSFER_SH: Sender = { sends: ANY, options: 'd,max-downloads= D,max-days=', host: 'transfer.sh' };
const MEGA = {
  sends: ANY,
  options: 'path= u,username= p,password= limit-speed= config= proxy=',
  host: 'g.api.mega.co.nz',
};

const SENDERS: Readonly<Record<string, Sender>> = {
  croc: {
    sends: /^send$/,
    fetches: ANY,
    options:
      'relay= relay6= pass= c,code= p,port= ports= out= socks5= connect= throttleUpload= multicast= curve= ip= hash= transfers= text= t= dns=',
  },
  wormhole: {
    sends: /^(?:send|tx)$/,
    fetches: /^(?:receive|recv|rx)$/,
    options: 'relay-url= transit-helper= appid= c,code-length= code= text= o,output-file=',
  },
  'wormhole-william': {
    sends: /^send$/,
    fetches: /^(?:receive|recv)$/,
    options: 'relay-url= code= code-length= text=',
  },
  'magic-wormhole': { sends: /^send$/, fetches: /^receive$/, options: 'code= text=' },
  ffsend: {
    sends: /^(?:upload|up|u)$/,
    fetches: /^(?:download|down|d)$/,
    options: 'h,host= p,password= d,downloads,downloads-limit= n,name= e,expiry-time=',
  },
  portal: { sends: /^send$/, fetches: /^receive$/, options: 'r,relay=' },
  sendme: { sends: /^send$/, fetches: /^receive$/ },
  pcp: { sends: /^(?:send|s)$/, fetches: /^(?:receive|r)$/ },
  transfer: TRANSFER_SH,
  transfersh: TRANSFER_SH,
  'transfer.sh': TRANSFER_SH,
  'transfer-sh': TRANSFER_SH,
  megaput: MEGA,
  'mega-put': { ...MEGA, first: true },
  megaget: { sends: /^(?!)/, fetches: ANY, host: 'g.api.mega.co.nz' },
  'mega-get': { sends: /^(?!)/, fetches: ANY, host: 'g.api.mega.co.nz' },
  megadl: { sends: /^(?!)/, fetches: ANY, host: 'g.api.mega.co.nz' },
  megacopy: { ...MEGA, options: 'r,remote= l,local= u,username= p,password=', fileOptions: ['local'] },
  'mega-sync': { ...MEGA, first: true },
  megatools: {
    ...MEGA,
    sends: /^(?:put|copy)$/,
    fetches: /^(?:get|dl|ls)$/,
    options: 'r,remote= l,local= path= u,username= p,password=',
    fileOptions: ['local'],
  },
  dropbox_uploader: {
    sends: /^upload$/,
    fetches: /^(?:download|list|monitor)$/,
    options: 'f= p= k q s d h x=',
    first: true,
    host: 'content.dropboxapi.com',
  },
  'dropbox_uploader.sh': {
    sends: /^upload$/,
    fetches: /^(?:download|list|monitor)$/,
    options: 'f= x=',
    first: true,
    host: 'content.dropboxapi.com',
  },
  dbxcli: { sends: /^put$/, fetches: /^(?:get|ls|search)$/, first: true, host: 'content.dropboxapi.com' },
  gdrive: {
    sends: /^(?:upload|update|sync)$/,
    fetches: /^(?:download|list|info)$/,
    options:
      'p,parent= name= description= mime= share chunksize= timeout= c,config= refresh-token= access-token= service-account=',
    host: 'www.googleapis.com',
  },
  gdput: { sends: ANY, options: 'p= t= f= d=', host: 'www.googleapis.com' },
  'onedrive-uploader': { sends: /^upload$/, fetches: /^download$/, options: 'c,config=', first: true },
  onedrivecmd: { sends: /^put$/, fetches: /^get$/, first: true },
  bashupload: { sends: ANY, host: 'bashupload.com' },
  pastebinit: { sends: ANY, options: 'i= b= a= t= f= m= P= u= p=', fileOptions: ['i'] },
  wgetpaste: {
    sends: ANY,
    options: 's,service= l,language= d,description= e,expiration= n,nick= c,command=',
  },
  gist: { sends: ANY, options: 'd,description= f,filename= u,update= t,type=', host: 'api.github.com' },
  'onionshare-cli': { sends: ANY, options: 'title= config= persistent= auto-stop-timer=' },
  ppng: { sends: ANY },
  'piping-send': { sends: ANY },
  'telegram-upload': {
    sends: ANY,
    options: 'to= config= caption= thumbnail-file= d,delete-on-success',
    host: 'api.telegram.org',
  },
  'telegram-send': {
    sends: ANY,
    options: 'config= f,file= i,image= caption= format= timeout=',
    fileOptions: ['file', 'image'],
    host: 'api.telegram.org',
  },
  slackcat: { sends: ANY, options: 'c,channel= n,filename= comment=', host: 'slack.com' },
  signal: {
    sends: /^send$/,
    options: 'u,username= a,account= m,message= attachment=',
    fileOptions: ['attachment'],
  },
};

const GRAMMARS = new Map(
  Object.entries(SENDERS).map(([name, { options }]) => [name, optionGrammar(options ?? '')]),
);

function read({ program, words }: ToolCall): TransferReading | undefined {
  const sender = SENDERS[program];
  const grammar = GRAMMARS.get(program);
  if (sender === undefined || grammar === undefined || words.length === 0) return undefined;
  const options = readOptions(words, grammar);
  if (options.has('help', 'version', 'V')) return undefined;
  const anySends = sender.sends === ANY;
  const [verb = ''] = options.operands;
  const named = (sender.fileOptions ?? []).flatMap((option) => options.values(option));
  const common = {
    target: targetOfSender(sender, options.value('host', 'relay', 'relay-url')),
    encryptsChannel: true,
  };
  if (sender.sends.test(verb)) {
    const rest = options.operands.slice(anySends ? 0 : 1);
    const files = [...named, ...(sender.first === true && rest.length > 1 ? rest.slice(0, -1) : rest)];
    const text = options.value('text', 't', 'message');
    const payload = payloadOf(files);
    if (files.length === 0 && text !== undefined)
      return {
        ...common,
        direction: 'upload',
        carries: 'literal',
        certainty: 0.85,
        reason: `${program} sends a text of its arguments`,
      };
    return {
      ...common,
      direction: 'upload',
      ...payload,
      carries: payload.carries === 'none' ? 'stdin' : payload.carries,
      certainty: 0.95,
      reason: `${program} sends files to somebody`,
    };
  }
  return sender.fetches?.test(verb) === true && (verb !== '' || program === 'croc')
    ? {
        ...common,
        direction: 'download',
        carries: 'none',
        certainty: 0.85,
        reason: `${program} receives files`,
      }
    : undefined;
}

function targetOfSender({ host }: Sender, stated: string | undefined): TransferTarget | undefined {
  if (stated !== undefined) return urlTarget(stated) ?? authorityTarget(stated);
  return targetOf({ host });
}

export const sendTools: TransferTool = {
  id: 'send-tool',
  names: Object.keys(SENDERS),
  family: true,
  read,
};
