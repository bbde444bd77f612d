// `node bench/capture.mjs`: throughput and memory of the packet capture reader.
//
// Writes two captures into a temporary folder, each about 500 MB: a busy link (2,000 connections of 250 KB, two of three
// TLS), and a million connections that are all open at once. Each is read in a process of its own. Prints a Markdown table.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const RUNS = 3;
const SYN = 2;
const ACK = 16;
const SYN_ACK = 18;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'postern-capture-'));
  try {
    const reader = join(folder, 'reader.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('../src/formats/capture/capture-format.ts', import.meta.url))],
      outfile: reader,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'warning',
    });
    console.log(
      `Node ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'})\n`,
    );
    console.log('| capture | MB | frames | flows | s of one core | MB/s | with flows told, MB/s | peak MB |');
    console.log('|---|---|---|---|---|---|---|---|');
    for (const [name, options] of [
      ['busy link', { flows: 2000, bytes: 250_000, segment: 1400, together: 200 }],
      ['a million open connections', { flows: 1_000_000, bytes: 300, segment: 150, together: 1_000_000 }],
    ]) {
      const path = join(folder, 'capture.pcap');
      writeCapture(path, options);
      const results = Array.from({ length: RUNS }, () => inProcess(reader, path));
      const best = results.sort((a, b) => a.all - b.all)[0];
      const megabytes = statSync(path).size / 1e6;
      const columns = [
        name,
        megabytes.toFixed(0),
        best.frames,
        best.flows,
        best.all.toFixed(2),
        (megabytes / best.pushed).toFixed(0),
        (megabytes / best.all).toFixed(0),
        Math.max(...results.map(({ peak }) => peak)).toFixed(0),
      ];
      console.log(`| ${columns.join(' | ')} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inProcess(reader, path) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), 'read', reader, path],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`reading failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Processor time, not the clock's: other work on the machine is none of the reader's. */
async function read(reader, path) {
  const { openCapture } = await import(reader);
  let flows = 0;
  const sink = {
    flow: () => flows++,
    reject: (rejected) => {
      throw new Error(JSON.stringify(rejected));
    },
  };
  const seconds = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const decoder = openCapture(path, sink);
  const buffer = Buffer.allocUnsafe(2 * 1024 * 1024);
  const handle = openSync(path, 'r');
  const began = seconds();
  for (let count = readSync(handle, buffer); count > 0; count = readSync(handle, buffer)) {
    decoder.push(buffer.subarray(0, count));
  }
  const pushed = seconds() - began;
  decoder.end();
  const all = seconds() - began;
  closeSync(handle);
  const { frames } = decoder.counts;
  console.log(JSON.stringify({ flows, frames, pushed, all, peak: process.resourceUsage().maxRSS / 1024 }));
}

/** Connections in groups that are open together, their segments by turns; one segment in eight is an answer. */
function writeCapture(path, { flows, bytes, segment, together }) {
  const writer = new FrameWriter(path);
  for (let first = 0; first < flows; first += together) {
    const last = Math.min(flows, first + together);
    for (let flow = first; flow < last; flow++) writer.tcp(flow, false, SYN, 100, 0);
    for (let flow = first; flow < last; flow++) writer.tcp(flow, true, SYN_ACK, 500, 0);
    const next = { out: 101, in: 501 };
    for (let sent = 0, turn = 0; sent < bytes; sent += segment, turn++) {
      const isAnswer = turn % 8 === 7;
      const length = Math.min(segment, bytes - sent);
      for (let flow = first; flow < last; flow++) {
        writer.tcp(flow, isAnswer, ACK, isAnswer ? next.in : next.out, length);
      }
      next[isAnswer ? 'in' : 'out'] += length;
    }
  }
  writer.close();
}

class FrameWriter {
  #handle;
  #out = Buffer.alloc(8 * 1024 * 1024);
  #at = 0;
  #time = 1_600_000_000_000_000;
  #noise = Buffer.alloc(1024 * 1024);
  #turn = 0;

  constructor(path) {
    this.#handle = openSync(path, 'w');
    let state = 1;
    for (let at = 0; at < this.#noise.length; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      this.#noise[at] = state >>> 24;
    }
    const head = Buffer.alloc(24);
    head.writeUInt32LE(0xa1b2c3d4, 0);
    head.writeUInt32LE(0x00040002, 4);
    head.writeUInt32LE(262_144, 16);
    head.writeUInt32LE(1, 20);
    writeSync(this.#handle, head);
  }

  tcp(flow, isAnswer, flags, sequence, length) {
    const total = 54 + length;
    if (this.#at + 16 + total > this.#out.length) this.#flush();
    const out = this.#out;
    let at = this.#at;
    this.#time += 3;
    out.writeUInt32LE(Math.floor(this.#time / 1e6), at);
    out.writeUInt32LE(this.#time % 1e6, at + 4);
    out.writeUInt32LE(total, at + 8);
    out.writeUInt32LE(total, at + 12);
    at += 16;
    out.fill(0, at, at + 54);
    out.writeUInt16BE(0x0800, at + 12);
    out.writeUInt16BE(0x4500, at + 14);
    out.writeUInt16BE(40 + length, at + 16);
    out.writeUInt16BE(0x4006, at + 22);
    const [inside, outside] = [0x0a000000 + (flow >>> 8), 0xc6336400 + (flow & 0xff)];
    out.writeUInt32BE(isAnswer ? outside : inside, at + 26);
    out.writeUInt32BE(isAnswer ? inside : outside, at + 30);
    const port = 1024 + (flow % 60_000);
    out.writeUInt16BE(isAnswer ? 443 : port, at + 34);
    out.writeUInt16BE(isAnswer ? port : 443, at + 36);
    out.writeUInt32BE(sequence, at + 38);
    out.writeUInt16BE(0x5000 | flags, at + 46);
    const from = (this.#turn++ * 977) % 900_000;
    if (length > 0) this.#noise.copy(out, at + 54, from, from + length);
    const isFirst = sequence === 101 || sequence === 501;
    if (length > 0 && isFirst && flow % 3 > 0) out.writeUInt32BE(0x16030102, at + 54);
    this.#at = at + total;
  }

  close() {
    this.#flush();
    closeSync(this.#handle);
  }

  #flush() {
    writeSync(this.#handle, this.#out, 0, this.#at);
    this.#at = 0;
  }
}

if (process.argv[2] === 'read') await read(process.argv[3], process.argv[4]);
else await main();
