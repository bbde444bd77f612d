import { optionGrammar, readOptions } from '../options.ts';
import { schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const OPTIONS = optionGrammar(
  'd,depot= v,vib,viburl= H,host,hosts= s,share= u= p= c,count= I,interface= n,vibname= i,image= formatter= encoding= server= username= password=',
);

/** `esxcli software vib install -v URL` fetches; `esxcli storage nfs add -H host -s /share -v name` mounts. */
function read({ words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const command = options.operands.join(' ');
  if (/^software (?:vib|profile|component) (?:install|update|apply)/.test(command)) {
    const target = options
      .values('depot', 'viburl')
      .map((place) => urlTarget(place))
      .find((place) => place !== undefined);
    return target === undefined
      ? undefined
      : {
          direction: 'download',
          carries: 'none',
          target,
          encryptsChannel: schemeEncrypts(target.scheme),
          reason: 'esxcli fetches software',
        };
  }
  if (!/^storage nfs(?:41)? add/.test(command)) return undefined;
  return {
    direction: 'both',
    carries: 'unknown',
    target: targetOf({ scheme: 'nfs', host: options.value('hosts'), path: options.value('share') }),
    certainty: 0.6,
    reason: 'esxcli mounts a store of another host',
  };
}

export const esxi: TransferTool = { id: 'esxcli', names: ['esxcli', 'localcli'], read };
