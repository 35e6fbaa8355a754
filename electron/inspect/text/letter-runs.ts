const shortest = 4;

/** Whatever can be read in bytes that nobody knows the order of. `width`: bytes for a letter, of which the second is zero. */
export function letterRuns(bytes: Buffer, width: 1 | 2): string {
  const found: string[] = [];
  const starts = width === 1 ? [0] : [0, 1];
  for (const first of starts) {
    let start = first;
    for (let at = first; ; at += width) {
      const isLetter =
        at + width <= bytes.length && isText(bytes[at] ?? 0) && (width === 1 || bytes[at + 1] === 0);
      if (isLetter) continue;
      if (at - start >= shortest * width) found.push(letters(bytes.subarray(start, at), width));
      if (at + width > bytes.length) break;
      start = at + width;
    }
  }
  return found.join('\n');
}

function letters(run: Buffer, width: 1 | 2): string {
  const bytes = width === 1 ? run : run.filter((_, index) => index % 2 === 0);
  return bytes.toString('latin1');
}

function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte >= 0xa0 || byte === 9 || byte === 10 || byte === 13;
}
