// `node bench/zeek.mjs [rows]`: how fast Zeek's TSV logs become events on one core, and events one table of flows.
//
// Makes its own logs in memory: conn.log with the columns of Zeek 6, a tenth as many rows of ssl.log of the same connections.
// The logs are decoded in blocks of 1 MiB, as a hunt gives them. Prints a Markdown table; seconds are those of the processor, so
// that other work on the machine counts less.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const RUNS = 5;
const BLOCK = 1024 * 1024;
const rows = Number(process.argv[2] ?? 500_000);
const root = fileURLToPath(new URL('..', import.meta.url));

const own = mkdtempSync(join(tmpdir(), 'postern-bench-'));
try {
  const { zeekFormat, zeekTsvProduct, FlowTable } = await load(own);
  const conn = connLog(rows);
  const ssl = sslLog(rows / 10);
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}\n`);
  console.log('| what | MB | rows | median CPU s | rows/s | MB/s |');
  console.log('|---|---|---|---|---|---|');
  measure('conn.log cut into rows', conn, (log) => decode(log, () => {}));
  measure('conn.log to events', conn, (log) => toEvents(log, () => {}));
  measure('ssl.log to events', ssl, (log) => toEvents(log, () => {}));
  let table;
  measure('conn.log to the table of flows', conn, (log) => {
    table = new FlowTable({ limit: 2_000_000 });
    return toEvents(log, (event) => table.add(event));
  });
  const before = performance.now();
  const { flows } = table.resolve();
  console.log(`\n${flows.length} flows resolved in ${((performance.now() - before) / 1000).toFixed(2)} s`);
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

  function decode(log, raw) {
    let count = 0;
    const sink = {
      raw: (_layout, row, offset, length) => {
        count++;
        raw(row, offset, length);
      },
      reject: (rejected) => {
        throw new Error(rejected.detail);
      },
    };
    const decoder = zeekFormat.open('conn.log', sink);
    for (let start = 0; start < log.length; start += BLOCK) decoder.push(log.subarray(start, start + BLOCK));
    decoder.end();
    return count;
  }

  function toEvents(log, take) {
    const read = zeekTsvProduct.open({ source: 'conn.log', fallbackHost: 'sensor' });
    let events = 0;
    const count = decode(log, (row, offset, length) => {
      for (const event of read(row, { source: 'conn.log', offset, length }).events) {
        events++;
        take(event);
      }
    });
    if (events !== count) throw new Error(`${count - events} rows gave no event`);
    return count;
  }
} finally {
  rmSync(own, { recursive: true, force: true });
}

function measure(what, log, run) {
  const times = [];
  let count = 0;
  for (let i = 0; i < RUNS; i++) {
    const start = process.cpuUsage();
    count = run(log);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e6);
  }
  const median = times.sort((a, b) => a - b)[RUNS >> 1];
  const megabytes = log.length / 1e6;
  console.log(
    `| ${what} | ${megabytes.toFixed(0)} | ${count} | ${median.toFixed(2)} | ${Math.round(count / median)} | ${Math.round(megabytes / median)} |`,
  );
}

async function load(folder) {
  const out = join(folder, 'zeek.mjs');
  await build({
    stdin: {
      contents: `export { zeekFormat } from './src/formats/zeek/zeek-format.ts';
export { zeekTsvProduct } from './src/normalize/network/zeek/zeek-tsv.ts';
export { FlowTable } from './src/hosts/flow-match/flow-table.ts';`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: out,
    logLevel: 'error',
  });
  return import(pathToFileURL(out).href);
}

function header(path, fields) {
  return `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t${path}\n#fields\t${fields.join('\t')}\n`;
}

function connLog(count) {
  const fields =
    'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents'.split(
      ' ',
    );
  const lines = [];
  for (let i = 0; i < count; i++) {
    lines.push(
      `${(1_767_614_400 + i / 50).toFixed(6)}\t${uid(i)}\t10.0.${(i >> 8) & 255}.${i & 255}\t${1024 + (i % 60_000)}\t203.0.113.${i % 250}\t443\ttcp\tssl\t${((i % 900) / 7).toFixed(6)}\t${i % 90_000}\t${i % 40_000}\tSF\tT\tF\t0\tShADadFf\t${2 + (i % 50)}\t${(i % 90_000) + 2000}\t${2 + (i % 40)}\t${(i % 40_000) + 1600}\t-`,
    );
  }
  return Buffer.from(`${header('conn', fields)}${lines.join('\n')}\n`);
}

function sslLog(count) {
  const fields =
    'ts uid id.orig_h id.orig_p id.resp_h id.resp_p version cipher curve server_name resumed last_alert next_protocol established ssl_history cert_chain_fps subject issuer ja3 ja3s'.split(
      ' ',
    );
  const lines = [];
  for (let i = 0; i < count; i++) {
    lines.push(
      `${(1_767_614_400 + i / 50).toFixed(6)}\t${uid(i)}\t10.0.${(i >> 8) & 255}.${i & 255}\t${1024 + (i % 60_000)}\t203.0.113.${i % 250}\t443\tTLSv12\tTLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\tx25519\thost${i % 900}.example.org\tF\t-\th2\tT\tCsxknGIi\t-\tCN=*.example.org\tCN=Example CA,O=Example\t72a589da586844d7f0818ce684948eea\tec74a5c51106f0419184d0dd08fb05bc`,
    );
  }
  return Buffer.from(`${header('ssl', fields)}${lines.join('\n')}\n`);
}

/** Eighteen letters and digits, as Zeek gives every connection. */
function uid(i) {
  return `C${i.toString(36).padStart(17, 'a')}`;
}
