import { describe, expect, it } from 'vitest';
import { crc32 } from '../formats/evtx/crc32.ts';
import { writeEvtx } from './evtx-writer.ts';

const record = {
  provider: 'Microsoft-Windows-Sysmon',
  eventId: 3,
  channel: 'Microsoft-Windows-Sysmon/Operational',
  computer: 'WS01.corp.example',
  data: { Image: 'C:\\Windows\\System32\\curl.exe', DestinationPort: '443' },
};

describe('writeEvtx', () => {
  it('writes the same bytes for the same records', () => {
    expect(writeEvtx([record, record]).equals(writeEvtx([record, record]))).toBe(true);
  });

  it('writes a header that counts its chunks, and chunks whose checksums hold', () => {
    const bytes = writeEvtx(Array.from({ length: 900 }, () => record));
    const chunks = (bytes.length - 4096) / 65_536;
    expect(chunks).toBeGreaterThan(2);
    expect(bytes.readUInt16LE(42)).toBe(chunks);
    expect(bytes.readUInt32LE(124)).toBe(crc32(bytes, 0, 120));
    let number = 1n;
    for (let start = 4096; start < bytes.length; start += 65_536) {
      const chunk = bytes.subarray(start, start + 65_536);
      expect(chunk.readBigUInt64LE(8)).toBe(number);
      number = chunk.readBigUInt64LE(16) + 1n;
      expect(chunk.readUInt32LE(52)).toBe(crc32(chunk, 512, chunk.readUInt32LE(48)));
      expect(chunk.readUInt32LE(124)).toBe(crc32(chunk, 128, 512, crc32(chunk, 0, 120)));
    }
    expect(number).toBe(901n);
    expect(bytes.readBigUInt64LE(24)).toBe(901n);
  });

  it('writes a template once for each chunk and refers to it afterwards', () => {
    const one = writeEvtx([record]).readUInt32LE(4096 + 48);
    const two = writeEvtx([record, record]).readUInt32LE(4096 + 48);
    expect(two - one).toBeLessThan((one - 512) / 2);
  });

  it('writes an empty log', () => {
    expect(writeEvtx([])).toHaveLength(4096);
  });
});
