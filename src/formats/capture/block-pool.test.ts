import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_SIZES, blockClassFor, BlockPool } from './block-pool.ts';

const BUDGET = 4 * 1024 * 1024;

describe('a block pool', () => {
  it('hands out blocks that never overlap, whatever is freed in between', () => {
    const act = fc.record({ size: fc.integer({ min: 1, max: 65_536 }), free: fc.boolean(), which: fc.nat() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        const pool = new BlockPool(BUDGET);
        const held: { handle: number; mark: number }[] = [];
        let mark = 0;
        for (const { size, free, which } of acts) {
          if (free && held.length > 0) {
            const [gone] = held.splice(which % held.length, 1);
            pool.free(gone!.handle);
            continue;
          }
          const handle = pool.allocate(blockClassFor(size));
          if (handle < 0) continue;
          expect(pool.sizeOf(handle)).toBeGreaterThanOrEqual(size);
          mark = (mark + 1) & 0xff;
          const at = pool.offsetOf(handle);
          pool.bytesOf(handle).fill(mark, at, at + pool.sizeOf(handle));
          held.push({ handle, mark });
        }
        for (const { handle, mark } of held) {
          const at = pool.offsetOf(handle);
          const bytes = pool.bytesOf(handle).subarray(at, at + pool.sizeOf(handle));
          expect(bytes.every((byte) => byte === mark)).toBe(true);
        }
      }),
    );
  });

  it('gives no more than its budget and takes everything back for any size', () => {
    const pool = new BlockPool(BUDGET);
    for (let round = 0; round < 3; round++) {
      for (let sizeClass = 0; sizeClass < BLOCK_SIZES.length; sizeClass++) {
        const handles: number[] = [];
        for (;;) {
          const handle = pool.allocate(sizeClass);
          if (handle < 0) break;
          handles.push(handle);
        }
        expect(handles.length * BLOCK_SIZES[sizeClass]!).toBe(BUDGET);
        for (const handle of handles) pool.free(handle);
      }
    }
  });
});
