/** What Elastic's ingest pipelines make of a record's event data. */
import { canonicalAddress } from '../../../event/address.ts';
import type { JsonFields } from './json-line.ts';
import type { StoryRecord } from './story-record.ts';

/** ECS fields of a record; `event` is merged into `event`, `left` stays as `winlog.event_data`. */
export interface EcsFields {
  readonly event?: JsonFields;
  readonly left?: JsonFields;
  readonly [field: string]: unknown;
}

type Data = Readonly<Record<string, string>>;

export function ecsFields(record: StoryRecord): EcsFields {
  const { data } = record;
  if (record.channel === 'Security') return securityFields(record.eventId, data);
  if (record.channel === 'Windows PowerShell') return classicFields(record.eventId, data);
  if (record.channel === 'Microsoft-Windows-PowerShell/Operational')
    return powershellFields(record.eventId, data);
  switch (record.eventId) {
    case 1:
      return launchFields(data);
    case 3:
      return connectionFields(data);
    case 5:
      return {
        process: processOf(data),
        user: userOf(data['User']),
        event: { category: ['process'], type: ['end'] },
      };
    case 7:
      return moduleFields(data);
    case 11:
      return {
        process: processOf(data),
        user: userOf(data['User']),
        file: fileOf(data['TargetFilename'] ?? ''),
        event: { category: ['file'], type: ['creation'] },
      };
    case 22:
      return lookupFields(data);
    default: {
      const { UtcTime: _time, ...left } = data;
      return { left };
    }
  }
}

function launchFields(data: Data): EcsFields {
  const {
    Company,
    Description,
    FileVersion,
    IntegrityLevel,
    LogonGuid,
    LogonId,
    Product,
    TerminalSessionId,
  } = data;
  return {
    process: {
      ...processOf(data),
      args: argumentsOf(data['CommandLine'] ?? ''),
      command_line: data['CommandLine'],
      working_directory: data['CurrentDirectory'],
      hash: hashesOf(data['Hashes'] ?? ''),
      pe: {
        company: Company,
        description: Description,
        file_version: FileVersion,
        original_file_name: data['OriginalFileName'],
        product: Product,
      },
      parent: {
        command_line: data['ParentCommandLine'],
        entity_id: data['ParentProcessGuid'],
        executable: data['ParentImage'],
        name: baseName(data['ParentImage'] ?? ''),
        pid: Number(data['ParentProcessId']),
      },
    },
    user: userOf(data['User']),
    event: { category: ['process'], type: ['start'] },
    left: {
      Company,
      Description,
      FileVersion,
      IntegrityLevel,
      LogonGuid,
      LogonId,
      Product,
      TerminalSessionId,
    },
  };
}

function connectionFields(data: Data): EcsFields {
  const isV6 = data['SourceIsIpv6'] === 'true';
  const end = (name: string): JsonFields => ({
    ip: canonicalAddress(data[`${name}Ip`] ?? ''),
    port: Number(data[`${name}Port`]),
    ...(data[`${name}Hostname`] === '-' ? {} : { domain: data[`${name}Hostname`] }),
  });
  return {
    process: processOf(data),
    user: userOf(data['User']),
    source: end('Source'),
    destination: end('Destination'),
    network: {
      direction: data['Initiated'] === 'true' ? 'egress' : 'ingress',
      transport: data['Protocol'],
      type: isV6 ? 'ipv6' : 'ipv4',
    },
    event: { category: ['network'], type: ['start', 'connection', 'protocol'] },
  };
}

function moduleFields(data: Data): EcsFields {
  const path = data['ImageLoaded'] ?? '';
  const { Company, Description, FileVersion, Product } = data;
  return {
    process: processOf(data),
    user: userOf(data['User']),
    dll: { name: baseName(path), path, hash: hashesOf(data['Hashes'] ?? '') },
    file: {
      ...fileOf(path),
      code_signature: {
        signed: data['Signed'] === 'true',
        status: data['SignatureStatus'],
        subject_name: data['Signature'],
        valid: data['SignatureStatus'] === 'Valid',
      },
    },
    event: { category: ['process'], type: ['change'] },
    left: { Company, Description, FileVersion, Product, Signed: data['Signed'] },
  };
}

function lookupFields(data: Data): EcsFields {
  const answers = (data['QueryResults'] ?? '')
    .split(';')
    .filter((answer) => answer !== '' && answer !== '-')
    .map((answer) =>
      answer.startsWith('type:')
        ? { data: answer.slice(answer.lastIndexOf(' ') + 1), type: 'CNAME' }
        : {
            data: canonicalAddress(answer) ?? answer,
            type: canonicalAddress(answer)?.includes(':') ? 'AAAA' : 'A',
          },
    );
  const addresses = answers.filter(({ type }) => type !== 'CNAME').map(({ data }) => data);
  return {
    process: processOf(data),
    user: userOf(data['User']),
    dns: { answers, question: { name: data['QueryName'] }, resolved_ip: addresses },
    network: { protocol: 'dns' },
    sysmon: { dns: { status: data['QueryStatus'] === '0' ? 'SUCCESS' : 'DNS_ERROR_RCODE_NAME_ERROR' } },
    event: { category: ['network'], type: ['connection', 'protocol', 'info'] },
  };
}

function powershellFields(eventId: number, data: Data): EcsFields {
  if (eventId === 4104) {
    const text = data['ScriptBlockText'] ?? '';
    const path = data['Path'] ?? '';
    return {
      powershell: {
        file: {
          script_block_id: data['ScriptBlockId'],
          ...(text === '' ? {} : { script_block_text: text }),
        },
        sequence: Number(data['MessageNumber']),
        total: Number(data['MessageTotal']),
      },
      ...(path === '' ? {} : { file: fileOf(path) }),
      event: { category: ['process'], type: ['info'] },
    };
  }
  const context = data['ContextInfo'] ?? '';
  const application = /Host Application = ([^\r\n]*)/.exec(context)?.[1] ?? '';
  return {
    process: {
      command_line: application,
      args: argumentsOf(application),
      entity_id: /Host ID = ([^\r\n]*)/.exec(context)?.[1],
      title: 'ConsoleHost',
    },
    powershell: {
      command: {
        invocation_details: invocations(data['Payload'] ?? ''),
        name: /Command Name = ([^\r\n]*)/.exec(context)?.[1],
        type: 'Cmdlet',
      },
      runspace_id: /Runspace ID = ([^\r\n]*)/.exec(context)?.[1],
    },
    event: { category: ['process'], type: ['info'] },
  };
}

function classicFields(eventId: number, data: Data): EcsFields {
  const details = data[eventId === 400 ? 'param3' : 'param2'] ?? '';
  const application = /HostApplication=([^\r\n]*)/.exec(details)?.[1] ?? '';
  return {
    process: {
      command_line: application,
      args: argumentsOf(application),
      entity_id: /HostId=([^\r\n]*)/.exec(details)?.[1],
      title: 'ConsoleHost',
    },
    powershell:
      eventId === 400
        ? { engine: { new_state: 'Available', previous_state: 'None' } }
        : { command: { value: data['param1'], invocation_details: invocations(data['param3'] ?? '') } },
    event: { category: ['process'], type: [eventId === 400 ? 'start' : 'info'] },
  };
}

function securityFields(eventId: number, data: Data): EcsFields {
  if (eventId !== 4688) return { left: data };
  const path = data['NewProcessName'] ?? '';
  const commandLine = data['CommandLine'] ?? '';
  return {
    process: {
      executable: path,
      name: baseName(path),
      pid: Number(data['NewProcessId']),
      ...(commandLine === '' ? {} : { command_line: commandLine, args: argumentsOf(commandLine) }),
      parent: { executable: data['ParentProcessName'], name: baseName(data['ParentProcessName'] ?? '') },
    },
    left: data,
  };
}

function processOf(data: Data): JsonFields {
  const path = data['Image'] ?? '';
  return {
    entity_id: data['ProcessGuid'],
    executable: path,
    name: baseName(path),
    pid: Number(data['ProcessId']),
  };
}

/** `user.id` is the logging account's, as the pipelines leave it. */
function userOf(user: string | undefined): JsonFields {
  const [domain, name] = (user ?? '').split('\\');
  return { domain, name, id: 'S-1-5-18' };
}

function fileOf(path: string): JsonFields {
  const name = baseName(path);
  return { path, name, directory: path.slice(0, Math.max(0, path.length - name.length - 1)) };
}

function hashesOf(text: string): JsonFields {
  return Object.fromEntries(
    text
      .split(',')
      .map((pair) => [pair.split('=')[0]?.toLowerCase() ?? '', pair.split('=')[1]?.toLowerCase() ?? '']),
  );
}

function invocations(payload: string): readonly JsonFields[] {
  return payload.split(/\r?\n/).flatMap((line) => {
    const match = /^(\w{1,40})\(([^)]{0,200})\): (?:name=("[^"]{0,200}"); value=)?(.{0,100000})$/s.exec(line);
    if (match === null) return [];
    const [, type, related_command, name, value] = match;
    return [{ type, related_command, ...(name === undefined ? {} : { name }), value }];
  });
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}

/** Splits as the pipelines do: on white space outside double quotes. */
function argumentsOf(commandLine: string): readonly string[] {
  return (commandLine.match(/"[^"]*"|[^\s"]+/g) ?? []).map((word) => word.replaceAll('"', ''));
}
