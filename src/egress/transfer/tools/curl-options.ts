import { optionGrammar } from '../options.ts';

/** Options of curl up to 8.16 (src/tool_getparam.c); those without a value are listed for the abbreviations. */
export const CURL_OPTIONS = optionGrammar(
  `E,cert= K,config= C,continue-at= b,cookie= c,cookie-jar= d,data= D,dump-header= F,form= P,ftp-port= H,header= h,help=
  m,max-time= o,output= x,proxy= U,proxy-user= Q,quote= r,range= e,referer= X,request= Y,speed-limit= y,speed-time=
  t,telnet-option= z,time-cond= T,upload-file= u,user= A,user-agent= w,write-out=
  abstract-unix-socket= alt-svc= aws-sigv4= cacert= capath= cert-type= ciphers= connect-timeout= connect-to=
  create-file-mode= crlfile= curves= data-ascii= data-binary= data-raw= data-urlencode= delegation= dns-interface=
  dns-ipv4-addr= dns-ipv6-addr= dns-servers= doh-url= ech= egd-file= engine= etag-compare= etag-save= expect100-timeout=
  form-string= ftp-account= ftp-alternative-to-user= ftp-method= ftp-ssl-ccc-mode= happy-eyeballs-timeout-ms=
  haproxy-clientip= hostpubmd5= hostpubsha256= hsts= interface= ip-tos= ipfs-gateway= json= keepalive-cnt=
  keepalive-time= key= key-type= knownhosts= krb= krb4= libcurl= limit-rate= local-port= login-options= mail-auth=
  mail-from= mail-rcpt= max-filesize= max-redirs= netrc-file= noproxy= oauth2-bearer= output-dir= parallel-max=
  parallel-max-host= pass= pinnedpubkey= preproxy= proto= proto-default= proto-redir= proxy-cacert= proxy-capath=
  proxy-cert= proxy-cert-type= proxy-ciphers= proxy-crlfile= proxy-header= proxy-key= proxy-key-type= proxy-pass=
  proxy-pinnedpubkey= proxy-service-name= proxy-tls13-ciphers= proxy-tlsauthtype= proxy-tlspassword= proxy-tlsuser=
  proxy1.0= pubkey= random-file= rate= request-target= resolve= retry= retry-delay= retry-max-time= sasl-authzid=
  service-name= sigalgs= socks4= socks4a= socks5= socks5-gssapi-service= socks5-hostname= ssl-sessions= stderr=
  tftp-blksize= tls-max= tls13-ciphers= tlsauthtype= tlspassword= tlsuser= trace= trace-ascii= trace-config=
  expand-url= expand-data= expand-data-ascii= expand-data-binary= expand-data-raw= expand-data-urlencode= expand-json=
  expand-form= expand-form-string= expand-upload-file= expand-header= expand-user= expand-user-agent= expand-cookie=
  expand-output= expand-referer= expand-request= expand-url-query= unix-socket= upload-flags= url= url-query= variable= vlan-priority=
  anyauth a,append basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest q,disable disable-eprt
  disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed eprt epsv f,fail fail-early
  fail-with-body false-start follow form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl ftp-ssl-ccc
  ftp-ssl-control ftp-ssl-reqd G,get g,globoff haproxy-protocol I,head http0.9 0,http1.0 http1.1 http2
  http2-prior-knowledge http3 http3-only ignore-content-length i,include k,insecure 4,ipv4 6,ipv6
  j,junk-session-cookies l,list-only L,location location-trusted mail-rcpt-allowfails M,manual metalink mptcp negotiate
  n,netrc netrc-optional :,next no-alpn N,no-buffer no-clobber no-keepalive no-npn no-progress-meter no-sessionid ntlm
  ntlm-wb out-null Z,parallel parallel-immediate path-as-is post301 post302 post303 #,progress-bar proxy-anyauth
  proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast
  proxy-ssl-auto-client-cert proxy-tlsv1 p,proxytunnel raw J,remote-header-name O,remote-name remote-name-all
  R,remote-time remove-on-error retry-all-errors retry-connrefused sasl-ir show-headers S,show-error s,silent
  skip-existing socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke
  ssl-reqd ssl-revoke-best-effort 2,sslv2 3,sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay
  tftp-no-options tls-earlydata 1,tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time B,use-ascii
  v,verbose V,version xattr`,
  { abbreviated: true },
);
