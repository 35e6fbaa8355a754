const rooms: ReadonlySet<string> = new Set(['policy', 'inspect', 'audit']);

/**
 * The words of a command for the command line (`gatehouse inspect files …`), which is answered without a window; null when Gatehouse was
 * started to be used. `argv` begins with the program, and with its folder where it is not packaged.
 */
export function commandWords(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const words = argv.slice(isPackaged ? 1 : 2);
  return words[0] !== undefined && rooms.has(words[0]) ? words : null;
}

/** The switches of those commands. None of them means anything to Chromium, which has read the line before us. */
export const commandSwitches: ReadonlySet<string> = new Set([
  'direction',
  'expires',
  'format',
  'heads',
  'host',
  'identity',
  'json',
  'key',
  'not-before',
  'out',
  'policy',
  'recursive',
  'stdout',
  'stranger',
  'version',
  'zip',
]);
