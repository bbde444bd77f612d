import type { EventBase } from '../event/event.ts';
import { comparePlaces } from '../event/place.ts';

/**
 * Which of two tellings of one fact stands must not depend on arrival: the earlier one, then the one with the smaller
 * content, and of copies the one that stands first in the first source.
 */
export function comesFirst<T extends EventBase>(event: T, known: T): boolean {
  if (event.time !== known.time) return event.time < known.time;
  const own = content(event);
  const other = content(known);
  return own === other ? comparePlaces(event.place, known.place) < 0 : own < other;
}

function content(event: EventBase): string {
  return JSON.stringify({ ...event, place: undefined });
}
