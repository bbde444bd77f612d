import type { Layout } from '../formats/raw-record.ts';
import { auditdProduct } from './linux/auditd/auditd.ts';
import { elasticEndpointProduct } from './elastic/elastic-endpoint.ts';
import { eqlAnswerProduct } from './elastic/eql-answer.ts';
import { appleSystemLogProduct } from './macos/apple-system-log.ts';
import { auditbeatProduct } from './linux/auditbeat.ts';
import { carriedLinuxProduct } from './linux/carried.ts';
import { falcoProduct } from './linux/falco.ts';
import { laurelProduct } from './linux/laurel.ts';
import { tetragonProduct } from './linux/tetragon.ts';
import { vmConnectionProduct } from './linux/vm-connection.ts';
import { osqueryProduct } from './osquery/osquery.ts';
import { esloggerProduct } from './macos/eslogger.ts';
import { jamfAuditProduct } from './macos/jamf-audit.ts';
import { jamfProduct } from './macos/jamf.ts';
import { openBsmProduct } from './macos/openbsm.ts';
import { santaProduct } from './macos/santa.ts';
import { unifiedLogProduct } from './macos/unified-log.ts';
import { captureProduct } from './network/capture.ts';
import { netflowProduct } from './network/netflow/netflow.ts';
import { shippedNetworkProduct } from './network/shipped-network.ts';
import { suricataProduct } from './network/suricata/suricata.ts';
import { zeekJsonProduct } from './network/zeek/zeek-json.ts';
import { zeekTsvProduct } from './network/zeek/zeek-tsv.ts';
import { zscalerProduct } from './network/zscaler.ts';
import { textLineProduct } from './text-line-product.ts';
import type { JsonProduct, RawProduct } from './product.ts';

/** Every product that writes JSON, Windows apart (`windows/`). A new one is one line here; the more particular first. */
export const JSON_PRODUCTS: readonly JsonProduct[] = [
  elasticEndpointProduct,
  eqlAnswerProduct,
  jamfProduct,
  jamfAuditProduct,
  esloggerProduct,
  santaProduct,
  unifiedLogProduct,
  zeekJsonProduct,
  suricataProduct,
  netflowProduct,
  zscalerProduct,
  auditbeatProduct,
  carriedLinuxProduct,
  falcoProduct,
  laurelProduct,
  tetragonProduct,
  vmConnectionProduct,
  osqueryProduct,
  shippedNetworkProduct,
];

/** Readers of records with a layout of their own. */
export const RAW_PRODUCTS: { readonly [L in Layout]?: RawProduct<L> } = {
  capture: captureProduct,
  asl: appleSystemLogProduct,
  audit: auditdProduct,
  bsm: openBsmProduct,
  'text-line': textLineProduct,
  'zeek-row': zeekTsvProduct,
};
