import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { libarchiveWasm } from 'libarchive-wasm';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { libarchiveOpener } from '../archives/libarchive.ts';
import type { OpenArchive } from '../archives/open-archive.ts';

export interface Engines {
  readonly openArchive: OpenArchive;
  /** The texts of all codes in a picture. Rejects when it cannot be decoded. */
  readonly readCodes: (picture: Uint8Array) => Promise<readonly string[]>;
}

/** Both in WebAssembly: a picture or an archive that breaks one of them breaks nothing around it. */
export async function loadEngines(): Promise<Engines> {
  const library = await libarchiveWasm({
    wasmBinary: wasm('libarchive.wasm', 'libarchive-wasm/dist/libarchive.wasm'),
  });
  await prepareZXingModule({
    overrides: { wasmBinary: wasm('zxing_reader.wasm', 'zxing-wasm/reader/zxing_reader.wasm') },
    fireImmediately: true,
  });
  return {
    openArchive: libarchiveOpener(library),
    readCodes: async (picture) => {
      const codes = await readBarcodes(picture, {
        formats: ['QRCode', 'MicroQRCode', 'Aztec', 'DataMatrix'],
      });
      return codes.map(({ text }) => text);
    },
  };
}

/** Beside the bundle, or in its package where nothing is bundled. */
function wasm(name: string, inPackage: string): ArrayBuffer {
  const beside = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const bytes = readFileSync(existsSync(beside) ? beside : createRequire(import.meta.url).resolve(inPackage));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
