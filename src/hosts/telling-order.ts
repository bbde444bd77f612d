import type { EventBase } from '../event/event.ts';

/**
 * Which of two tellings of one fact stands must not depend on arrival: the earlier one, then the one with the smaller
 * content. Where they were read does not count.
 */
export function comesFirst<T extends EventBase>(event: T, known: T): boolean {
  if (event.time !== known.time) return event.time < known.time;
  return content(event) < content(known);
}

function content(event: EventBase): string {
  return JSON.stringify({ ...event, place: undefined });
}
