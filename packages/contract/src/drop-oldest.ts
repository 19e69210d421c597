/**
 * Forgets the entry that was set first if a map holds more than `most`: for memories that must not grow, to be called
 * after each set. An entry that is to count as new again is deleted before it is set.
 */
export function dropOldest<K>(map: Map<K, unknown>, most: number): void {
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}
