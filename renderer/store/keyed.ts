/** A map with some entries replaced and some taken away. */
export function keyed<K, V>(
  map: ReadonlyMap<K, V>,
  changed: Iterable<readonly [K, V]>,
  removed: readonly K[] = [],
): ReadonlyMap<K, V> {
  const next = new Map(map);
  for (const [key, value] of changed) next.set(key, value);
  for (const key of removed) next.delete(key);
  return next;
}
