import type { OutputStream } from './context.ts';

/** One line on stderr that is written over; silent when stderr is no terminal. */
export function progressLine(stream: OutputStream): {
  update(done: number, total: number): void;
  clear(): void;
} {
  let shown = -1;
  return {
    update(done, total): void {
      if (stream.isTTY !== true || total === 0) return;
      const percent = Math.floor((done / total) * 100);
      if (percent === shown) return;
      shown = percent;
      const filled = Math.round(percent / 4);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(25 - filled)}`;
      stream.write(`\r${bar} ${String(percent).padStart(3)} % of ${Math.ceil(total / 1_048_576)} MiB`);
    },
    clear(): void {
      if (shown >= 0) stream.write('\r\u001b[2K');
    },
  };
}
