import { optionGrammar, readOptions } from '../options.ts';
import { hostAndPort, targetOf } from '../target.ts';
import { portOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** s_client, s_server and s_time of OpenSSL 3.5 and LibreSSL. */
const OPTIONS = optionGrammar(
  `engine= ssl_client_engine= ssl_config= ctlogfile= host= port= connect= bind= proxy= proxy_user= proxy_pass= unix=
  maxfraglen= max_send_frag= split_send_frag= max_pipelines= read_buf= cert= certform= cert_chain= key= keyform= pass=
  verify= Verify= nameopt= CApath= CAfile= CAstore= requestCAfile= dane_tlsa_domain= dane_tlsa_rrdata= psk_identity= psk=
  psk_session= name= sess_out= sess_in= starttls= xmpphost= msgfile= keymatexport= keymatexportlen= keylogfile=
  servername= serverinfo= alpn= mtu= nextprotoneg= early_data= use_srtp= srpuser= srppass= srp_strength= rand= writerand=
  sigalgs= client_sigalgs= groups= curves= named_curve= cipher= ciphersuites= min_protocol= max_protocol=
  record_padding= verify_depth= verify_hostname= verify_email= verify_ip= verify_name= purpose= attime= policy=
  accept= naccept= context= dcert= dkey= dhparam= id_prefix= www WWW HTTP time= bytes= chainCAfile= chainCApath=
  verifyCAfile= verifyCApath= provider= provider-path= propquery= ech_config_list= www_header=`,
  { singleDash: true },
);

function read({ words }: ToolCall): TransferReading | undefined {
  const [command = '', ...rest] = words;
  if (!/^s_(?:client|server|time)$/.test(command)) return undefined;
  const options = readOptions(rest, OPTIONS);
  if (command === 's_server') {
    const serves = options.has('www', 'WWW', 'HTTP');
    return {
      direction: 'listen',
      carries: serves ? 'files' : 'stdin',
      target: targetOf({
        scheme: 'tls',
        port: portOf(options.value('port', 'accept')?.split(':').at(-1)) ?? 4433,
      }),
      encryptsChannel: true,
      reason: 'openssl waits for TLS connections (s_server)',
    };
  }
  if (options.has('unix')) return undefined;
  const place = options.value('connect') ?? options.value('host') ?? options.operands[0];
  const { host, port } = hostAndPort(place ?? '');
  const target = targetOf({ scheme: 'tls', host, port: port ?? portOf(options.value('port')) });
  if (command === 's_time')
    return {
      direction: 'download',
      carries: 'none',
      target,
      encryptsChannel: true,
      reason: 'openssl measures connections (s_time)',
    };
  // Looking at a certificate is the common use, and leaves the input as it is.
  const looks = options.has('showcerts', 'status', 'tlsextdebug', 'brief', 'prexit', 'starttls');
  const quiet = options.has('quiet', 'ign_eof', 'nocommands');
  return {
    direction: 'both',
    carries: 'stdin',
    target,
    encryptsChannel: true,
    certainty: quiet ? 0.85 : looks ? 0.4 : 0.6,
    reason: 'openssl sends what is fed into it over TLS (s_client)',
  };
}

/** openssl as a client or server; its other commands reach no network. */
export const openssl: TransferTool = {
  id: 'openssl',
  names: ['openssl', 'libressl', 'openssl3', 'openssl11'],
  read,
  shape: (words) =>
    /^s_(?:client|server)$/.test(words[0] ?? '') &&
    words.some((word) => /^--?(?:connect|host|accept|port)$/.test(word))
      ? 'openssl'
      : undefined,
};
