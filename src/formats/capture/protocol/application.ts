/** What a flow speaks, by its structure. `unknown` where nothing fitted. */
export type ApplicationProtocol =
  | 'tls'
  | 'dtls'
  | 'quic'
  | 'ssh'
  | 'http'
  | 'http2'
  | 'dns'
  | 'ftp'
  | 'ftp-data'
  | 'smtp'
  | 'imap'
  | 'pop3'
  | 'irc'
  | 'xmpp'
  | 'wireguard'
  | 'openvpn'
  | 'ike'
  | 'stun'
  | 'ntp'
  | 'dhcp'
  | 'snmp'
  | 'ssdp'
  | 'netbios'
  | 'rdp'
  | 'smb'
  | 'dce-rpc'
  | 'kerberos'
  | 'ldap'
  | 'socks'
  | 'postgresql'
  | 'mysql'
  | 'tds'
  | 'mqtt'
  | 'redis'
  | 'rtsp'
  | 'sip'
  | 'telnet'
  | 'bittorrent'
  | 'unknown';

/** Protocols that encrypt what they carry: their payload looks random whatever it is. */
export const ENCRYPTED_PROTOCOLS: ReadonlySet<ApplicationProtocol> = new Set([
  'tls',
  'dtls',
  'quic',
  'ssh',
  'wireguard',
  'openvpn',
  'ike',
]);
