// Parsed formulas of Excel. Source: MS-XLS section 2.5.198.

/** Excel 4 functions that start programs, call libraries, write files, or build further formulas (Ftab, section 2.5.198.17). */
const dangerous: Readonly<Record<number, string>> = {
  110: 'EXEC',
  132: 'FOPEN',
  136: 'FREAD',
  137: 'FWRITELN',
  138: 'FWRITE',
  149: 'REGISTER',
  150: 'CALL',
  267: 'REGISTER.ID',
};

/** Commands (Cetab, section 2.5.198.4), which stand in macro sheets only. */
const dangerousCommands: Readonly<Record<number, string>> = {
  96: 'FORMULA',
  271: 'FORMULA.FILL',
  110: 'EXEC',
};

/** Bytes behind the token's own, for those of a fixed size; 0x20 and 0x40 above these are the same in other classes. */
const sizes: ReadonlyMap<number, number> = new Map([
  ...[1, 2, 35, 36, 42, 44].map((token) => [token, 4] as const),
  ...[28, 29].map((token) => [token, 1] as const),
  ...[30, 33, 41].map((token) => [token, 2] as const),
  ...[31, 37, 43, 45].map((token) => [token, 8] as const),
  ...[38, 39, 40, 57, 58, 60].map((token) => [token, 6] as const),
  ...[59, 61].map((token) => [token, 10] as const),
  [32, 7],
  [34, 3],
]);

/** The first that is dangerous; null also where the formula stops making sense. */
export function dangerousFunction(tokens: Buffer): string | null {
  for (let at = 0; at < tokens.length; ) {
    const raw = tokens[at] ?? 0;
    const token = raw >= 0x60 ? raw - 0x40 : raw >= 0x40 ? raw - 0x20 : raw;
    const name = functionAt(tokens, at, token);
    if (name !== null) return name;
    at += 1 + sizeOf(tokens, at, token);
  }
  return null;
}

/** The same where the formula does not stand alone: every place that could be the call of a function. */
export function functionSomewhere(bytes: Buffer): string | null {
  for (let at = 0; at < bytes.length; at += 1) {
    const raw = bytes[at] ?? 0;
    if (raw !== 0x22 && raw !== 0x42 && raw !== 0x62) continue;
    const name = functionAt(bytes, at, 34);
    if (name !== null) return name;
  }
  return null;
}

function functionAt(tokens: Buffer, at: number, token: number): string | null {
  if (token === 33 && at + 3 <= tokens.length) return dangerous[tokens.readUInt16LE(at + 1)] ?? null;
  if (token !== 34 || at + 4 > tokens.length) return null;
  const number = tokens.readUInt16LE(at + 2);
  return (number >= 0x8000 ? dangerousCommands[number & 0x7fff] : dangerous[number]) ?? null;
}

function sizeOf(tokens: Buffer, at: number, token: number): number {
  if (token === 23) {
    const isWide = ((tokens[at + 2] ?? 0) & 1) === 1;
    return 2 + (tokens[at + 1] ?? 0) * (isWide ? 2 : 1);
  }
  if (token === 25) {
    // A choice carries a table of jumps.
    const isChoice = ((tokens[at + 1] ?? 0) & 4) !== 0 && at + 4 <= tokens.length;
    return 3 + (isChoice ? (tokens.readUInt16LE(at + 2) + 1) * 2 : 0);
  }
  return sizes.get(token) ?? 0;
}
