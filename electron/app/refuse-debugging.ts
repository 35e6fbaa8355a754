/** sysexits.h EX_CONFIG: started in a way that cannot go on. */
export const refusedExitCode = 78;

/** What people need to make Gatehouse fit their desktop, and what the system's launchers add. Nothing here opens anything. */
const harmless: ReadonlySet<string> = new Set([
  'class',
  'disable-dev-shm-usage',
  'disable-gpu',
  'enable-wayland-ime',
  'force-device-scale-factor',
  'force-high-contrast',
  'force-renderer-accessibility',
  'lang',
  'name',
  'ozone-platform',
  'ozone-platform-hint',
  'user-data-dir',
  'wayland-text-input-version',
]);

/**
 * The first command-line switch the hardened build does not start with, as it was written without its value; null when
 * there is none. No fuse covers Chromium's switches (--remote-debugging-port, --js-flags, --load-extension,
 * --gpu-launcher, those that weaken TLS or the sandbox …) and every release brings new ones, so the harmless are listed.
 * `alsoHarmless`: what this start understands itself.
 */
export function refusedSwitch(
  argv: readonly string[],
  platform: NodeJS.Platform,
  alsoHarmless: ReadonlySet<string> = new Set(),
): string | null {
  for (const word of argv.slice(1)) {
    const name = switchName(word, platform);
    if (name !== null && name !== '' && !harmless.has(name) && !alsoHarmless.has(name))
      return word.split('=', 1)[0] ?? word;
  }
  return null;
}

/**
 * As base::CommandLine reads it: one dash or two, on Windows also a slash and any case. Words after a lone `--` count as
 * well, because Chromium processes that read the line again do not all stop there.
 */
function switchName(word: string, platform: NodeJS.Platform): string | null {
  const shape = platform === 'win32' ? /^(?:--?|\/)([^=]*)/ : /^--?([^=]*)/;
  const name = shape.exec(word.trimStart())?.[1];
  return name === undefined ? null : name.toLowerCase();
}
