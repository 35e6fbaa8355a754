// Fuses are bits in Electron's binary that decide what the program can be made to do from outside. All nine are set by
// name: a type that leaves none out, and a flip that refuses a binary with one that is not named here.

import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** What people get. */
export const hardenedFuses: Readonly<Record<FuseV1Options, boolean>> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** The same but for the one that Playwright needs. */
export const e2eFuses: typeof hardenedFuses = {
  ...hardenedFuses,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
};

/**
 * Sets every fuse that the binary has. Throws when it has one that is not named above, and, where `requireAll` says so
 * (a release), when it lacks one: Electron 33 knows no WasmTrapHandlers.
 */
export async function setFuses(
  binary: string,
  fuses: typeof hardenedFuses,
  { requireAll }: { requireAll: boolean },
): Promise<void> {
  const wire = await getCurrentFuseWire(binary);
  const config = { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...fuses } as const;
  for (const index of Object.keys(fuses)) {
    if (!requireAll && !(index in wire)) Reflect.deleteProperty(config, index);
  }
  await flipFuses(binary, config);
}

/** Reads the binary's fuses: name → whether it is on, null for one that Electron has removed. */
export async function readFuses(binary: string): Promise<Map<string, boolean | null>> {
  const {
    version: _,
    strictlyRequireAllFuses: __,
    resetAdHocDarwinSignature: ___,
    ...wire
  } = await getCurrentFuseWire(binary);
  return new Map(
    Object.entries(wire).map(([index, state]) => [
      FuseV1Options[Number(index)] ?? `fuse ${index}`,
      state === FuseState.REMOVED ? null : state === FuseState.ENABLE,
    ]),
  );
}
