import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const engines = {
  'libarchive.wasm': 'libarchive-wasm/dist/libarchive.wasm',
  'zxing_reader.wasm': 'zxing-wasm/reader/zxing_reader.wasm',
};

/** Puts the engines of the inspection beside its bundle, where electron/inspect/host/engines.ts looks for them. */
export function withWasm(): Plugin {
  return {
    name: 'with-wasm',
    // The code around libarchive was written for CommonJS.
    config: () => ({ define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } }),
    generateBundle() {
      for (const [fileName, inPackage] of Object.entries(engines)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(require.resolve(inPackage)) });
      }
    },
  };
}
