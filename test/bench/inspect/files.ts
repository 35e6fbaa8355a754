import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { scanWithClamd } from '../../../electron/inspect/host/clamd.ts';
import type { InspectFiles } from '../../../electron/inspect/host/inspect-files.ts';
import { sealFile } from '../../../electron/transfer/sealed-file.ts';
import { startClamd } from '../../server/clamd.ts';
import { makeTar } from '../../unit/inspect/make-archives.ts';
import { makeZip } from '../../unit/inspect/make-zip.ts';
import { corpusDocuments } from '../frame/corpus-documents.ts';
import { startInspection } from '../frame/inspection.ts';
import { median, rounded } from '../frame/statistics.ts';

export interface FileFigures {
  /** By kind of file, of what is sent and not of what is packed in it. */
  readonly mbPerSecond: Readonly<Record<string, number>>;
  /** How many times as fast as a ClamAV daemon with one signature, on the same files in the same run. */
  readonly vsClamd: number;
  /** The longest time that main could do nothing else while a file of 100 MB was sealed and inspected. */
  readonly mainStallMs: number;
}

const megabyte = 1024 * 1024;

export async function fileFigures(progress: (line: string) => void): Promise<FileFigures> {
  const sets = fileSets();
  const inspection = startInspection();
  const clamd = await startClamd(['MaxScanSize 400M', 'MaxFileSize 100M', 'StreamMaxLength 100M']);
  try {
    const mbPerSecond: Record<string, number> = {};
    let [ours, theirs] = [0, 0];
    for (const [kind, files] of sets) {
      progress(`inspecting ${kind}`);
      const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
      const seconds = await secondsFor(files, ({ name, bytes: content }) =>
        inspection.inspect({ content, name, declaredType: null }),
      );
      theirs += await secondsFor(files, (file) => scanWithClamd(file.bytes, clamd.socket, 120_000));
      ours += seconds;
      mbPerSecond[kind] = rounded(bytes / megabyte / seconds, 1);
    }
    progress('offering 100 MB');
    const mainStallMs = await stall(inspection);
    return { mbPerSecond, vsClamd: rounded(theirs / ours, 2), mainStallMs };
  } finally {
    inspection.close();
    await clamd.stop();
  }
}

interface BenchFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function secondsFor(
  files: readonly BenchFile[],
  look: (file: BenchFile) => Promise<unknown>,
): Promise<number> {
  // Once to start what has to be started.
  if (files[0] !== undefined) await look(files[0]);
  const start = performance.now();
  for (const file of files) await look(file);
  return (performance.now() - start) / 1000;
}

/** A file on its way through the quarantine: sealed as it comes, then inspected. Of five times, the middle; the machine may have other things to do. */
async function stall(inspection: InspectFiles): Promise<number> {
  const pieces = Array.from({ length: 100 }, () => randomBytes(megabyte));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-bench-'));
  const stalls: number[] = [];
  try {
    for (let time = 0; time < 5; time += 1) {
      const [file, key] = [path.join(folder, String(time)), randomBytes(32)];
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const size = await sealFile(Readable.from(pieces), file, key);
      const content = { kind: 'sealed', path: file, key, size } as const;
      await inspection.inspect({ content, name: 'a.bin', declaredType: null });
      delay.disable();
      stalls.push(delay.max / 1e6);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rounded(median(stalls), 1);
}

function fileSets(): ReadonlyMap<string, readonly BenchFile[]> {
  const text = Buffer.from('All work and no play makes Jack a dull boy. '.repeat(100_000));
  const noise = randomBytes(8 * megabyte);
  const ordinary = corpusDocuments().filter(({ isOrdinary }) => isOrdinary);
  const ending = (pattern: RegExp) => ordinary.filter(({ name }) => pattern.test(name));
  return new Map<string, readonly BenchFile[]>([
    ['text', [{ name: 'a.txt', bytes: text }]],
    [
      'zip',
      [
        {
          name: 'a.zip',
          bytes: makeZip([
            { name: 'a.mp3', content: mp3(noise) },
            { name: 'a.txt', content: text },
          ]),
        },
      ],
    ],
    ['tarGz', [{ name: 'a.tar.gz', bytes: gzipSync(makeTar([{ name: 'a.mp3', content: mp3(noise) }])) }]],
    ['png', [{ name: 'a.png', bytes: noisyPng(1600, 1200) }]],
    ['html', [{ name: 'a.html', bytes: Buffer.concat([Buffer.from('<html><p>'), text]) }]],
    ['ole', ending(/\.(?:doc|xls|ppt)$/)],
    ['ooxml', ending(/\.(?:docx|xlsx|pptx)$/)],
    ['pdf', ending(/\.pdf$/)],
  ]);
}

/** Something that nothing of is worth a look, so that the archive around it is measured. */
function mp3(noise: Buffer): Buffer {
  return Buffer.concat([Buffer.from('ID3'), noise]);
}

function noisyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const lines = randomBytes((width + 1) * height);
  for (let line = 0; line < height; line += 1) lines[line * (width + 1)] = 0;
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(lines)],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  const parts = chunks.map(([name, content]) => {
    const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(name), content, Buffer.alloc(4)]);
    bytes.writeUInt32BE(content.byteLength, 0);
    bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.byteLength - 4);
    return bytes;
  });
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}
