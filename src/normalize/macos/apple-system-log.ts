/** Messages of the Apple System Log: programs speak of themselves, and of nothing that counts here. */
import type { RawProduct } from '../product.ts';

export const appleSystemLogProduct: RawProduct<'asl'> = {
  id: 'asl',
  title: 'Apple System Log',
  open:
    () =>
    ({ host, time }) => ({ kind: 'Apple System Log message', host: host?.toLowerCase(), time, events: [] }),
};
