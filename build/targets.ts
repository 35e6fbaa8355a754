import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, PluginOption } from 'vite';
import { buildConstants } from './constants.ts';
import { withWasm } from './with-wasm.ts';
import { withoutAjv } from './without-ajv.ts';

export interface Target {
  readonly name: string;
  readonly config: InlineConfig;
}

interface Place {
  readonly root: string;
  readonly out: string;
  readonly isHardened: boolean;
}

/** Electron 33 has Node 20 and Chromium 130, and the code runs on that and everything newer. */
const NODE = 'node20';
const CHROMIUM = 'chrome130';
/** Native modules and Electron itself stay what they are; everything else is bundled. */
const EXTERNAL = ['electron', 'keytar', '@signalapp/sqlcipher'];

/** What is built, and how; `out` gets main/, preload/, renderer/ and preview/. */
export function targets(place: Place): Target[] {
  return [
    main(place),
    commandLine(place),
    firstPicture(place),
    preload(place, 'preload', 'electron/bridge/preload.ts'),
    preload(place, 'confirm-preload', 'electron/bridge/confirm-preload.ts'),
    preload(place, 'preview-preload', 'electron/bridge/preview-preload.ts'),
    page(place, 'page', 'index.html'),
    page(place, 'confirm', 'confirm/index.html'),
    // Apart from the others: it is read when the first file is shown, and its reader of PDF is larger than all of them together.
    page(place, 'preview', 'preview/index.html', 'preview'),
  ];
}

/** Main, its workers and the process that looks into files: ES modules that share their chunks. */
function main(place: Place): Target {
  const entries = {
    main: path.join(place.root, 'electron/main.ts'),
    'archive-worker': path.join(place.root, 'electron/archive/worker.ts'),
    'record-worker': path.join(place.root, 'electron/audit/worker.ts'),
    'forward-worker': path.join(place.root, 'electron/forward/worker.ts'),
    'inspector-process': path.join(place.root, 'electron/inspect/host/inspector-process.ts'),
  };
  return inNode(place, 'main', entries, [withoutAjv(), withWasm()]);
}

/** For itself, beside main: main waits for it, and it could never wait for a chunk that lies in main. */
function commandLine(place: Place): Target {
  return inNode(place, 'cli', { cli: path.join(place.root, 'electron/cli/terminal.ts') }, [withoutAjv()]);
}

/** The page's own components, for main, which loads them when it has nothing else to do. */
function firstPicture(place: Place): Target {
  const entry = path.join(place.root, 'renderer/first-picture/draw.tsx');
  return inNode(place, 'first-picture', { 'first-picture': entry }, [react()]);
}

function inNode(place: Place, name: string, input: Record<string, string>, plugins: PluginOption[]): Target {
  return {
    name,
    config: {
      ...common(place, name),
      ssr: { noExternal: true, external: EXTERNAL },
      plugins,
      build: {
        ...output(place, 'main'),
        target: NODE,
        ssr: true,
        rolldownOptions: {
          input,
          // @xmpp/client imports every part it may assemble; those that nothing calls are left out.
          treeshake: { moduleSideEffects: (id) => !id.includes('/@xmpp/') },
          output: {
            format: 'esm',
            entryFileNames: '[name].js',
            chunkFileNames: `${name === 'main' ? 'chunk' : name}-[name]-[hash].js`,
          },
        },
      },
    },
  };
}

/** A sandboxed preload is CommonJS and can require nothing of ours, so each is one file. */
function preload(place: Place, name: string, entry: string): Target {
  const input = path.join(place.root, entry);
  return {
    name,
    config: {
      ...common(place, name),
      build: {
        ...output(place, 'preload'),
        target: CHROMIUM,
        lib: { entry: input, formats: ['cjs'], fileName: () => `${name}.cjs` },
        rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
      },
    },
  };
}

/**
 * A page begins with one script and one style sheet: every further file would pass through main while it is busy starting. What the
 * first picture does not need are scripts of their own, and come after it.
 */
function page(place: Place, name: string, entry: string, folder = 'renderer'): Target {
  const root = path.join(place.root, 'renderer');
  return {
    name,
    config: {
      ...common(place, name),
      root,
      base: './',
      plugins: [react()],
      build: {
        ...output(place, folder),
        target: CHROMIUM,
        // The content security policy allows no data: URL, so nothing may be inlined as one.
        assetsInlineLimit: 0,
        cssCodeSplit: false,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 3000,
        rolldownOptions: { input: path.join(root, entry) },
      },
    },
  };
}

function common(place: Place, name: string): InlineConfig {
  return {
    root: place.root,
    configFile: false,
    envDir: false,
    publicDir: false,
    cacheDir: path.join(place.root, 'node_modules/.vite', name),
    logLevel: 'warn',
    define: buildConstants(place),
  };
}

/** build.ts has emptied the place, and the preloads share a folder. */
function output({ out, isHardened }: Place, folder: string) {
  return {
    outDir: path.join(out, folder),
    emptyOutDir: false,
    minify: true,
    sourcemap: !isHardened,
    reportCompressedSize: false,
  } as const;
}
