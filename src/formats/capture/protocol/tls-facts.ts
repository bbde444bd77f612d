/** What a TLS, DTLS or QUIC handshake showed. Numbers are those of the IANA registries. */
export interface TlsFacts {
  /** Name the client asked for, lower case. With encrypted hellos it is that of the front, not of the destination. */
  readonly serverName: string | undefined;
  /** The hello carries an encrypted one, or what looks like it (clients send dummies): the name may not be the real one. */
  readonly encryptedClientHello: boolean;
  /** Negotiated; what the client asked for when there was no answer. `TLSv1.3` by `tlsVersionName`. */
  readonly version: number;
  readonly cipher: number | undefined;
  /** Chosen by the server where that is in clear (not in TLS 1.3). */
  readonly alpn: string | undefined;
  readonly offeredAlpn: readonly string[];
  readonly offeredVersions: readonly number[];
  readonly offeredCiphers: readonly number[];
  readonly ja3: string | undefined;
  readonly ja3s: string | undefined;
  readonly ja4: string | undefined;
  /** Encrypted records went both ways. */
  readonly established: boolean;
  /** An earlier session was resumed; `undefined` where that cannot be seen. */
  readonly resumed: boolean | undefined;
  /** Fatal alert in clear, by number. */
  readonly alert: number | undefined;
  readonly certificate: CertificateFacts | undefined;
  /** The client's own, where it sent one in clear. */
  readonly clientCertificate: CertificateFacts | undefined;
  /** Only records were seen, not the handshake: the capture began later. */
  readonly midstream: boolean;
}

/** The first certificate of a chain. */
export interface CertificateFacts {
  /** Most specific part first, as RFC 4514 writes it: `CN=example.org,O=Example,C=US`. */
  readonly subject: string;
  readonly issuer: string;
  /** Host names and addresses it is for. */
  readonly names: readonly string[];
  /** Milliseconds since 1970. */
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
  /** Lower-case hex. */
  readonly serial: string;
  readonly sha256: string;
  readonly chainLength: number;
}
