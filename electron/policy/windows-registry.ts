import type { PolicyProblem } from './policy-source.ts';

export type RegistryValue =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: Extract<PolicyProblem['code'], 'unreadable' | 'not-ascii'> };

/**
 * What `reg.exe query KEY /v NAME` says of the one value it was asked for. REG_SZ and REG_MULTI_SZ have to be ASCII: reg.exe writes in the
 * code page of the console, in which other characters are lost or become different ones; JSON can write them as \uXXXX. REG_BINARY is
 * printed as hexadecimal digits, so it may hold any UTF-8. REG_EXPAND_SZ is not taken: the user's environment would have a say in it.
 */
export function readRegistryOutput(output: Uint8Array, name: string): RegistryValue {
  const text = Buffer.from(output).toString('latin1');
  const line = new RegExp(`^ {4}${name} {4}(REG_[A-Z_]+) {4}`, 'im').exec(text);
  if (line === null) return { ok: false, code: 'unreadable' };
  // The value may have lines of its own; two line ends close the answer.
  const said = text.slice(line.index + line[0].length).replace(/\r?\n(?:\r?\n)?$/, '');
  switch (line[1]) {
    case 'REG_SZ':
      return asciiOnly(said);
    case 'REG_MULTI_SZ':
      return asciiOnly(said.replace(betweenStrings, '$1\n'));
    case 'REG_BINARY':
      return /^(?:[0-9A-F]{2})*$/i.test(said)
        ? { ok: true, bytes: Buffer.from(said, 'hex') }
        : { ok: false, code: 'unreadable' };
    default:
      return { ok: false, code: 'unreadable' };
  }
}

/** Whether `reg.exe query PARENT` lists the key; names of keys do not differ by case. */
export function listsKey(output: Uint8Array, key: string): boolean {
  const lines = Buffer.from(output).toString('latin1').split(/\r?\n/);
  return lines.some((line) => line.trim().toLowerCase() === key.toLowerCase());
}

/** `\0` as reg.exe writes it; JSON knows no such escape, but a path may have a backslash (two in JSON) and a zero behind it. */
const betweenStrings = /(?<!\\)((?:\\\\)*)\\0/g;

function asciiOnly(text: string): RegistryValue {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question
  return /^[\x00-\x7F]*$/.test(text)
    ? { ok: true, bytes: Buffer.from(text) }
    : { ok: false, code: 'not-ascii' };
}
