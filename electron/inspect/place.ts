const longest = 160;

/** A name out of a file as a place that may be shown and written down: one line, bounded, and no path that climbs. */
export function placeOf(name: string): string {
  const plain = name.replaceAll(controls, '�').replaceAll('\\', '/');
  return plain.length <= longest ? plain : `${plain.slice(0, longest / 2)}…${plain.slice(-longest / 2)}`;
}

/** A place within a place. */
export function within(outer: string, inner: string): string {
  return outer === '' || inner === '' ? `${outer}${inner}` : `${outer}/${inner}`;
}

const controls = /[\p{Cc}\u2028\u2029\p{Cs}]/gu;
