/**
 * Messages of Network.framework, imitating the shape of a public capture of the unified log (a stealer's uploads,
 * `log show` in the default style). Names, ids and addresses are made up.
 */
export const SUMMARY_LINES: readonly string[] = [
  '[C4 37BD558C-A5D9-4ED2-8CF3-A38F63F7986E 203.0.113.9:8000 tcp, url hash: 5fe282c6, definite, attribution: developer] cancelled',
  '\t[C4 D935AE40-57F8-4924-9BCC-AA9E2B8CE0B6 192.168.1.5:49281<->203.0.113.9:8000]',
  '\tConnected Path: satisfied (Path is satisfied), viable, interface: en0',
  '\tPrivacy Stance: Not Eligible',
  '\tDuration: 2.012s, TCP @0.000s took 0.001s',
  '\tbytes in/out: 111/85518, packets in/out: 3/7, rtt: 0.001s, retransmitted bytes: 0, out-of-order bytes: 0',
  '\tecn packets sent/acked/marked/lost: 0/0/0/0',
];

export const START =
  '[C4 37BD558C-A5D9-4ED2-8CF3-A38F63F7986E 203.0.113.9:8000 tcp, url hash: 5fe282c6, definite, attribution: developer, context: com.apple.CFNetwork.NSURLSession.{6C59}{(null)}{Y}{2}{0x0} (private), proc: DC49] start';

export const HIDDEN_START =
  '[C1 DBD897C4-4A1C-42BC-A5E4-1EF4E29D5988 Hostname#1e4f17b5:443 quic-connection, url hash: 9f5a46e3, definite, attribution: developer] start';
