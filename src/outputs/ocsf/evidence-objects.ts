import type {
  Device,
  Evidences,
  NetworkConnectionInfo,
  NetworkEndpoint,
  Script,
} from '../../event/ocsf.generated.ts';
import type { EgressFacts, Finding, LinkedOperation, ScriptIdentity } from '../../findings/finding.ts';
import { imageName, layerPath } from '../finding-words.ts';
import { placeKey } from '../place-words.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { toProcess } from './process-object.ts';

/** Characters of one evidence text and of one decoded layer; longer ones are in the report folder. */
const longestText = 4096;
const mostSpans = 50;

/** Type 0 Unknown: no record says whether the host is a server or a laptop. */
export function toDevice(host: string): Device {
  return { type_id: 0, hostname: host };
}

/** One evidence for the egress, then one for every encryption tied to it. */
export function toEvidences(finding: Finding): readonly Evidences[] {
  return [
    egressEvidence(finding),
    ...finding.encryption.map((linked) => encryptionEvidence(finding, linked)),
  ];
}

function egressEvidence(finding: Finding): Evidences {
  const { egress } = finding;
  return {
    name: 'egress',
    device: toDevice(finding.host),
    ...withoutUndefined({
      // What only the wire saw has no process, not one without a name.
      process:
        egress.attribution.method === 'none' ? undefined : toProcess(finding.process, finding.ancestry),
      script: finding.script === undefined ? undefined : toScript(finding.script, finding.process.image),
    }),
    dst_endpoint: toEndpoint(egress),
    connection_info: toConnection(egress),
    data: withoutUndefined({
      name_source: egress.nameSource,
      registrable_domain: egress.registrableDomain,
      protocol_evidence: egress.protocolEvidence,
      stated: egress.stated,
      connections: egress.connections,
      connections_capped: egress.connectionsCapped,
      first_time: egress.first,
      last_time: egress.last,
      bytes_out: egress.bytesOut,
      bytes_in: egress.bytesIn,
      wire_bytes: egress.wireBytes,
      wire: wireOf(egress.wire),
      also: egress.also,
      attribution: egress.attribution,
      sensors: egress.sensors,
      places: egress.places.map(placeKey),
    }),
  };
}

function wireOf(wire: EgressFacts['wire']): unknown {
  if (wire === undefined) return undefined;
  const { service, name, tls, http, payloadOut, sensors, reason, places } = wire;
  return withoutUndefined({
    service,
    name,
    tls,
    http,
    payload: payloadOut,
    sensors,
    matched: reason,
    places: places.map(placeKey),
  });
}

function encryptionEvidence(finding: Finding, linked: LinkedOperation): Evidences {
  const { operation, layers } = linked;
  return {
    name: 'encryption',
    device: toDevice(finding.host),
    process: toProcess(linked.process, []),
    data: withoutUndefined({
      class: operation.class,
      algorithm: operation.algorithm,
      direction: operation.direction,
      tool: operation.tool,
      key_source: operation.keySource,
      tier: operation.tier,
      confidence: operation.confidence,
      rule: operation.rule,
      reason: operation.reason,
      inputs: operation.inputs,
      outputs: operation.outputs,
      time: linked.time,
      seen_in: linked.seenIn,
      traits: linked.traits,
      text: operation.spans.slice(0, mostSpans).map((span) => ({
        decoded_by: layerPath(layers, span.layer).map((layer) => layers[layer]?.kind),
        start: span.start,
        end: span.end,
        value: layers[span.layer]?.text.slice(span.start, Math.min(span.end, span.start + longestText)) ?? '',
      })),
      link: { kind: linked.link, confidence: linked.linkConfidence, reason: linked.linkReason },
      places: linked.places.map(placeKey),
    }),
  };
}

/** Script types OCSF numbers, by the interpreter's image name. */
const scriptTypes: ReadonlyMap<string, Script['type_id']> = new Map([
  ['cmd.exe', 1],
  ['powershell.exe', 2],
  ['pwsh.exe', 2],
  ['python.exe', 3],
  ['node.exe', 4],
]);

/** A script known by its file alone has no text to show: the required content is empty and the file is named. */
function toScript(script: ScriptIdentity, image: string | undefined): Script {
  const file = script.kind === 'file';
  return {
    type_id: scriptTypes.get(imageName(image).toLowerCase()) ?? 0,
    script_content: { value: file ? '' : script.label },
    ...(file ? { file: { name: imageName(script.label), path: script.label, type_id: 1 } } : {}),
    ...withoutUndefined({ uid: script.blockIds[0] }),
  };
}

function toEndpoint(egress: EgressFacts): NetworkEndpoint {
  return {
    ip: egress.address,
    port: egress.port,
    ...withoutUndefined({ hostname: egress.name, domain: egress.registrableDomain }),
  };
}

function toConnection(egress: EgressFacts): NetworkConnectionInfo {
  return {
    direction_id: 2,
    boundary_id: 3,
    protocol_name: egress.protocol,
    protocol_ver_id: egress.address.includes(':') ? 6 : 4,
  };
}
