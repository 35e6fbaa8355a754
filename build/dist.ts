// Packages Gatehouse: node build/dist.ts [--dir [--e2e]]
// --dir makes the unpacked application in out/, from the Electron that is at hand, and checks it. --e2e makes the one
// for Playwright instead. Without --dir it makes what people install, from the official release of Electron alone.
// --policy-key FILE puts the company's public key for signed policies (gatehouse policy keygen) into the installation.

import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import { readPublicKey } from '../electron/policy/bundle.ts';
import { runVisibly } from './bootstrap/command.mjs';
import { officialArchive, pinnedVersion } from './electron-runtime/official.ts';
import { configuration, versionOf } from './package/configuration.ts';
import { stageApp } from './package/stage.ts';
import { isSupported, newestElectron } from './package/supported-electron.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    e2e: { type: 'boolean', default: false },
    'policy-key': { type: 'string' },
  },
});
if (values.e2e && !values.dir) throw new Error('--e2e is for --dir: what people install is always hardened');
const policyKey = values['policy-key'] ?? null;
if (policyKey !== null && readPublicKey(readFileSync(policyKey)) === null)
  throw new Error(`${policyKey}: no public key of Ed25519`);
const root = path.dirname(import.meta.dirname);
const flavour = values.e2e ? 'e2e' : 'hardened';
const output = path.join(root, 'out', values.dir ? flavour : 'release');
const work = path.join(root, `out/.${flavour}`);

const electron = values.dir ? atHand() : await official();
await rm(work, { recursive: true, force: true });
await node(['build/build.ts', '--out', path.join(work, 'dist'), ...(values.e2e ? [] : ['--hardened'])]);
await stageApp(root, path.join(work, 'dist'), path.join(work, 'app'));
await build({
  projectDir: root,
  ...(values.dir ? { targets: Platform.current().createTarget('dir') } : {}),
  config: configuration({
    flavour,
    stage: path.join(work, 'app'),
    output,
    isRelease: !values.dir,
    policyKey: policyKey === null ? null : path.resolve(policyKey),
    policySchema: path.join(root, 'out/policy.schema.json'),
    ...electron,
  }),
});
await rm(work, { recursive: true, force: true });
if (values.dir) console.log(`Made ${path.relative(root, output)}`);
if (values.dir && !values.e2e && process.platform === 'linux') await node(['build/check-hardened.ts']);

function atHand(): { electron: string; electronVersion: string } {
  const electron = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!electron) throw new Error('Electron is not prepared: use npm run dist');
  return { electron, electronVersion: versionOf(electron) };
}

/** A release takes the archive whose hash the electron package pins, and nothing that stands in for it. */
async function official(): Promise<{ electron: string; electronVersion: string }> {
  const newest = newestElectron();
  if (!isSupported(pinnedVersion(), newest)) {
    console.error(`Electron ${pinnedVersion()} gets no security fixes any more; ${newest} is the newest.`);
    process.exit(1);
  }
  try {
    return { electron: await officialArchive({ say: console.log }), electronVersion: pinnedVersion() };
  } catch (error) {
    console.error(
      `A release is made of the official Electron ${pinnedVersion()} alone, which cannot be had: ${error}`,
    );
    return process.exit(1);
  }
}

async function node(args: string[]): Promise<void> {
  const { code } = await runVisibly(process.execPath, args, { cwd: root });
  if (code !== 0) process.exit(code);
}
