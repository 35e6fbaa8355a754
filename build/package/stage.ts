import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** What a package says about itself; the rest of package.json is of no use to it. */
const KEPT = ['name', 'productName', 'version', 'description', 'license', 'type', 'main', 'dependencies'];

/**
 * Puts together what Electron is given: package.json, the built code, icons, and the modules that are not bundled, without
 * what they only need to be compiled or what another system needs.
 * @param built the folder that build.ts has filled
 * @param folder is created; must not exist or be empty
 */
export async function stageApp(root: string, built: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest = await readManifest(root);
  const kept = Object.fromEntries(KEPT.filter((key) => key in manifest).map((key) => [key, manifest[key]]));
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
  await cp(built, path.join(folder, 'dist'), { recursive: true });
  await cp(path.join(root, 'assets'), path.join(folder, 'assets'), { recursive: true });
  for (const name of await runtimePackages(root)) {
    const from = path.join(root, 'node_modules', name);
    await cp(from, path.join(folder, 'node_modules', name), {
      recursive: true,
      filter: (file) => isNeeded(path.relative(from, file)),
    });
  }
}

/** Names of the packages that are not bundled, with those that they need. */
async function runtimePackages(root: string): Promise<string[]> {
  const found = new Set<string>();
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const name of Object.keys((await readManifest(folder)).dependencies)) {
      // Headers, for compiling alone.
      if (found.has(name) || name === 'node-addon-api') continue;
      found.add(name);
      open.push(path.join(root, 'node_modules', name));
    }
  }
  return [...found];
}

const manifestSchema = z.looseObject({ dependencies: z.record(z.string(), z.string()).default({}) });

async function readManifest(folder: string): Promise<z.infer<typeof manifestSchema>> {
  return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')));
}

/** Packages carry the prebuilt binaries of every system, sources and types; ours is enough. */
function isNeeded(file: string): boolean {
  const [, system] = /^prebuilds\/([^/]+)/.exec(file.replaceAll(path.sep, '/')) ?? [];
  if (system) return system === `${process.platform}-${process.arch}`;
  return !/^(?:src|script|scripts|test|deps|build)(?:\/|$)|^binding\.gyp$|\.(?:md|map|d\.ts|d\.mts|d\.cts)$/.test(
    file,
  );
}
