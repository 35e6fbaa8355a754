import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { e2eFuses, hardenedFuses, setFuses } from './fuses.ts';

export interface Packaging {
  /** `e2e` differs in the inspect fuse, and in the code compiled away for people. */
  readonly flavour: 'hardened' | 'e2e';
  /** Filled by stageApp. */
  readonly stage: string;
  /** An unpacked Electron, or the official archive. */
  readonly electron: string;
  readonly electronVersion: string;
  readonly output: string;
  /** A release goes to people: made of the official archive, with every fuse there is. */
  readonly isRelease: boolean;
  /** The public key that signed policies are checked with; null: there are none for this installation. */
  readonly policyKey: string | null;
  /** The JSON Schema of the policy, as the build wrote it. */
  readonly policySchema: string;
}

/** What electron-builder is told. */
export function configuration(packaging: Packaging): Configuration {
  return {
    appId: 'org.gatehouse.Gatehouse',
    productName: 'Gatehouse',
    directories: { app: packaging.stage, output: packaging.output, buildResources: 'assets' },
    electronDist: packaging.electron,
    electronVersion: packaging.electronVersion,
    electronLanguages: ['en-US', 'de'],
    files: ['**/*', '!**/*.map'],
    // A shared library cannot be loaded out of an archive; everything else can, and stays in it.
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    extraFiles: ['LICENSE', 'NOTICE'],
    extraResources: [
      { from: packaging.policySchema, to: 'policy.schema.json' },
      ...(packaging.policyKey === null ? [] : [{ from: packaging.policyKey, to: 'policy-key.pem' }]),
    ],
    npmRebuild: false,
    publish: null,
    linux: { executableName: 'gatehouse', category: 'Network;InstantMessaging' },
    afterPack: (context) => finish(context, packaging),
  };
}

async function finish({ appOutDir, packager }: AfterPackContext, packaging: Packaging): Promise<void> {
  await rm(path.join(appOutDir, 'resources/default_app.asar'), { force: true });
  const binary = path.join(appOutDir, binaryName(packager.platform.name, packager.appInfo.productFilename));
  const fuses = packaging.flavour === 'hardened' ? hardenedFuses : e2eFuses;
  await setFuses(binary, fuses, { requireAll: packaging.isRelease });
}

function binaryName(platform: string, product: string): string {
  if (platform === 'mac') return `${product}.app`;
  return platform === 'windows' ? `${product}.exe` : 'gatehouse';
}

/** The version that an unpacked Electron says it is. */
export function versionOf(dist: string): string {
  const file = path.join(dist, 'version');
  if (!existsSync(file)) throw new Error(`${dist} is no unpacked Electron: it has no file named version`);
  return readFileSync(file, 'utf8').trim().replace(/^v/, '');
}
