/**
 * Every name that one flipped bit makes of this one, as defective memory does and as is registered for it ("bitsquatting"); only those
 * that a host may have.
 */
export function oneBitOff(name: string): readonly string[] {
  return Array.from({ length: name.length }, (_, at) => at).flatMap((at) =>
    [1, 2, 4, 8, 16, 32, 64].flatMap((bit) => {
      const flipped = String.fromCharCode(name.charCodeAt(at) ^ bit).toLowerCase();
      const other = name.slice(0, at) + flipped + name.slice(at + 1);
      return other !== name && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(other) ? [other] : [];
    }),
  );
}
