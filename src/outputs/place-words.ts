import type { Place } from '../event/place.ts';

/** `case.zip!logs/a.json at byte 1,204 (300 bytes)`. */
export function placeWords(place: Place): string {
  return `${place.source} at byte ${place.offset.toLocaleString('en-US')} (${place.length.toLocaleString('en-US')} bytes)`;
}

/** A stable key of one record, also for machines: `case.zip!logs/a.json#1204+300`. */
export function placeKey(place: Place): string {
  return `${place.source}#${place.offset}+${place.length}`;
}
