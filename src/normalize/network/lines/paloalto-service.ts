/** App-IDs of PAN-OS that are protocols; all others are applications, which say nothing of the bytes. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['ssl', 'tls'],
  ['web-browsing', 'http'],
  ['quic', 'quic'],
  ['quic-base', 'quic'],
  ['ssh', 'ssh'],
  ['dns', 'dns'],
  ['dns-base', 'dns'],
  ['dns-over-https', 'tls'],
  ['dns-over-tls', 'tls'],
  ['ftp', 'ftp'],
  ['smtp', 'smtp'],
  ['smtp-base', 'smtp'],
  ['ike', 'ike'],
  ['ipsec-esp-udp', 'esp'],
  ['open-vpn', 'openvpn'],
  ['wireguard', 'wireguard'],
  ['ms-rdp', 'rdp'],
  ['ms-ds-smb', 'smb'],
  // Data came and no protocol was recognised.
  ['unknown-tcp', 'none'],
  ['unknown-udp', 'none'],
]);

export function paloaltoService(app: string): string | undefined {
  return SERVICES.get(app.toLowerCase());
}
