import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, Server as HttpServer, type RequestListener } from 'node:http';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cachedFolder, runtimeCache } from '../../../build/electron-runtime/cache.ts';
import { answers, officialRuntime, pinnedVersion } from '../../../build/electron-runtime/official.ts';
import { refuseUnlessIntact } from '../../../build/electron-runtime/registry.ts';
import { unzip } from '../../../build/electron-runtime/unzip.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-runtime-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the cache', () => {
  test('is where XDG_CACHE_HOME says', () => {
    expect(runtimeCache({ XDG_CACHE_HOME: '/x' })).toBe('/x/gatehouse');
    expect(runtimeCache({})).toBe(path.join(os.homedir(), '.cache/gatehouse'));
  });

  test('takes one of two that were made at the same time, and leaves nothing beside it', async () => {
    let arrived = 0;
    let open = () => {};
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const make = async (scratch: string) => {
      await writeFile(path.join(scratch, 'electron'), 'x');
      arrived += 1;
      if (arrived === 2) open();
      await both;
    };
    const made = await Promise.all([cachedFolder(folder, 'e', make), cachedFolder(folder, 'e', make)]);
    expect(made).toEqual([path.join(folder, 'e'), path.join(folder, 'e')]);
    expect(await readdir(folder)).toEqual(['e']);
  });

  test('keeps nothing of one that could not be finished', async () => {
    const make = async () => {
      throw new Error('cut off');
    };
    await expect(cachedFolder(folder, 'e', make)).rejects.toThrow('cut off');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the archive from the registry', () => {
  const integrityOf = (content: string) => `sha512-${createHash('sha512').update(content).digest('base64')}`;

  test('is believed with the pinned integrity', async () => {
    await writeFile(path.join(folder, 'a.tgz'), 'archive');
    await refuseUnlessIntact(path.join(folder, 'a.tgz'), integrityOf('archive'));
  });

  test('is refused when one byte differs', async () => {
    await writeFile(path.join(folder, 'a.tgz'), 'archivf');
    await expect(refuseUnlessIntact(path.join(folder, 'a.tgz'), integrityOf('archive'))).rejects.toThrow(
      'a.tgz',
    );
  });
});

describe('asking a release server', () => {
  test('gives up one that accepts and then says nothing', async () => {
    expect(await onServer(createServer(), (url) => answers(url, 300))).toBe(false);
  });

  test('believes any answer, also a refusal', async () => {
    const server = createHttpServer((_, response) => response.writeHead(403).end());
    expect(await onServer(server, (url) => answers(url, 3000))).toBe(true);
  });

  test('does not wait where nobody listens', async () => {
    const url = await onServer(createServer(), async (url) => url);
    expect(await answers(url, 3000)).toBe(false);
  });
});

describe('the official release', () => {
  const file = `electron-v${pinnedVersion()}-${process.platform}-${process.arch}.zip`;
  const archive = zip([entry('electron', 'the real one', 0o100755)]);
  const sha256 = createHash('sha256').update(archive).digest('hex');
  const said: string[] = [];

  beforeEach(() => {
    said.length = 0;
    vi.stubEnv('XDG_CACHE_HOME', path.join(folder, 'downloads'));
  });
  afterEach(() => vi.unstubAllEnvs());

  /** Fetches from a mirror that answers as told. */
  async function from(
    answer: RequestListener,
    source: { checksums?: Record<string, string>; silenceMs?: number },
  ) {
    return onServer(createHttpServer(answer), async (url) => {
      vi.stubEnv('ELECTRON_MIRROR', url);
      return officialRuntime(path.join(folder, 'cache'), { say: (line) => said.push(line), ...source });
    });
  }

  test('comes from a mirror, is unpacked, and is not fetched a second time', async () => {
    const first = await from((_, response) => response.end(archive), { checksums: { [file]: sha256 } });
    expect(await readFile(path.join(first ?? '', 'electron'), 'utf8')).toBe('the real one');
    const second = await from((_, response) => response.writeHead(500).end(), {});
    expect(second).toBe(first);
  });

  test('is refused when the mirror has another than the pinned one', async () => {
    expect(await from((_, response) => response.end(archive), {})).toBeUndefined();
    expect(said.at(-1)).toContain('could not be fetched');
    expect(await readdir(folder)).not.toContain('cache');
  });

  test('is given up when the mirror falls silent in the middle of it', async () => {
    const answer: RequestListener = (request, response) => {
      if (request.method === 'HEAD') response.end();
      else response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 10));
    };
    expect(await from(answer, { checksums: { [file]: sha256 }, silenceMs: 500 })).toBeUndefined();
  });

  test('is not asked for again on the same day where the mirror cannot be reached', async () => {
    const url = await onServer(createServer(), async (address) => address);
    vi.stubEnv('ELECTRON_MIRROR', url);
    const ask = () => officialRuntime(path.join(folder, 'cache'), { say: (line) => said.push(line) });
    expect(await ask()).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(await ask()).toBeUndefined();
    expect(said).toHaveLength(1);
  });
});

describe('unzip', () => {
  test('keeps content and mode, stored or deflated, and places what is asked for', async () => {
    await writeFile(
      path.join(folder, 'a.zip'),
      zip([
        entry('App/run', 'run '.repeat(99), 0o100755),
        entry('App/b', '', 0o100644),
        entry('other', 'x', 0o100644),
      ]),
    );
    const out = path.join(folder, 'out');
    await mkdir(out);
    await unzip(path.join(folder, 'a.zip'), out, (name) =>
      name.startsWith('App/') ? name.slice(4) : undefined,
    );
    expect(await readdir(out)).toEqual(['b', 'run']);
    expect(await readFile(path.join(out, 'run'), 'utf8')).toBe('run '.repeat(99));
    expect((await stat(path.join(out, 'run'))).mode & 0o777).toBe(0o755);
  });

  test.each([
    ['a name that leads out of the folder', entry('../evil', 'x', 0o100644)],
    ['an absolute name', entry('/tmp/gatehouse-evil', 'x', 0o100644)],
    ['a symbolic link that leads out of it', entry('App/link', '../../../etc/passwd', 0o120777)],
  ])('refuses %s', async (_, evil) => {
    await writeFile(path.join(folder, 'a.zip'), zip([evil]));
    const out = path.join(folder, 'out');
    await mkdir(out);
    await expect(unzip(path.join(folder, 'a.zip'), out)).rejects.toThrow('outside its folder');
  });

  test('refuses what is no archive', async () => {
    await writeFile(path.join(folder, 'a.zip'), 'nothing of the kind');
    await expect(unzip(path.join(folder, 'a.zip'), folder)).rejects.toThrow('not a zip archive');
  });
});

async function onServer<T>(server: Server, ask: (url: string) => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    return await ask(`http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/`);
  } finally {
    server.close();
    if (server instanceof HttpServer) server.closeAllConnections();
  }
}

interface Entry {
  readonly name: Buffer;
  readonly content: Buffer;
  readonly isDeflated: boolean;
  readonly mode: number;
}

function entry(name: string, text: string, mode: number): Entry {
  const isDeflated = text.length > 100;
  const content = isDeflated ? deflateRawSync(text) : Buffer.from(text);
  return { name: Buffer.from(name), content, isDeflated, mode };
}

/** The parts of a zip that a reader goes by: APPNOTE 4.3.7, 4.3.12 and 4.3.16. */
function zip(entries: readonly Entry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, isDeflated, mode } of entries) {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(name.length, 26);
    local.push(header, name, content);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(isDeflated ? 8 : 0, 10);
    record.writeUInt32LE(content.length, 20);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(mode * 0x10000, 38);
    record.writeUInt32LE(offset, 42);
    central.push(record, name);
    offset += header.length + name.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
