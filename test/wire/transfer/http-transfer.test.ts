import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LookupFunction } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { placeOf } from '../../../electron/transfer/file-hosts.ts';
import { HttpTransfer, type HttpTransferOptions } from '../../../electron/transfer/http-transfer.ts';
import { type Patience, usualPatience } from '../../../electron/transfer/patience.ts';
import { TransferFailed } from '../../../electron/transfer/transfer-failed.ts';
import { systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import { parseBareJid } from '../../../shared/model/jid.ts';
import { policySchema } from '../../../shared/policy.ts';
import { type FileServer, fileServer } from '../../server/file-server.ts';
import { TunnelProxy } from '../../server/tunnel-proxy.ts';

// A server of files that is the company's by name, and does what it likes: what comes of it is one of few words, soon.

const account = parseBareJid('anna@corp.test');
const service = parseBareJid('upload.corp.test');
const content = Buffer.from('the plan for the gate, as it was drawn');
const withContent = (response: ServerResponse) => response.end(content);
const maxBytes = 1000;
const never = new AbortController().signal;

/** All of the names below lead to this computer. */
const lookUpHost: LookupFunction = (_host, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

interface Changes {
  readonly files?: Readonly<Record<string, unknown>>;
  readonly patience?: Partial<Patience>;
  readonly rules?: Partial<ReturnType<HttpTransferOptions['rules']>>;
  readonly ca?: string | null;
}

function transfer(
  server: FileServer,
  { files = {}, patience, rules, ca = server.ca }: Changes = {},
): HttpTransfer {
  const policy = policySchema.parse({ files: { hosts: [`upload.corp.test:${server.port}`], ...files } });
  if (account === null) throw new Error('no account');
  return new HttpTransfer({
    environment: { ...systemEnvironment(), lookUpHost },
    patience: { ...usualPatience, ...patience },
    rules: () => ({ trust: { ca, pins: [], requireTls13: false }, proxy: { mode: 'none' }, ...rules }),
    placeOf: (url) => placeOf(url, { account, service, policy }),
  });
}

const urlOf = ({ port }: FileServer, path = '/4a77/plan.pdf') => `https://upload.corp.test:${port}${path}`;

/** What came, or why not. */
async function got(
  from: HttpTransfer,
  url: string,
  change: { maxBytes?: number; signal?: AbortSignal } = {},
) {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of from.get({ url, maxBytes, signal: never, ...change })) pieces.push(piece);
    return Buffer.concat(pieces);
  } catch (error) {
    if (!(error instanceof TransferFailed)) throw error;
    return error.code;
  }
}

async function* piecesOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

async function sent(
  to: HttpTransfer,
  slot: { putUrl: string; getUrl?: string; headers?: object },
  change: Partial<Parameters<HttpTransfer['put']>[0]> = {},
) {
  try {
    const whole = { getUrl: slot.putUrl, headers: {}, ...slot };
    const file = {
      mediaType: 'application/pdf',
      size: content.length,
      pieces: piecesOf(content),
      signal: never,
    };
    await to.put({ slot: whole, ...file, ...change });
    return 'sent';
  } catch (error) {
    if (!(error instanceof TransferFailed)) throw error;
    return error.code;
  }
}

describe('a file that is fetched', () => {
  test('comes whole, and nothing is said of who asks', async () => {
    const server = await fileServer(withContent);
    expect(await got(transfer(server), urlOf(server, '/4a77/pl%C3%A4n.pdf?a=1#key'))).toEqual(content);
    const host = `upload.corp.test:${server.port}`;
    expect(server.asked).toEqual([
      { line: 'GET /4a77/pl%C3%A4n.pdf?a=1', headers: { host, connection: 'close' } },
    ]);
  });

  test('comes through policy’s proxy as well', async () => {
    const server = await fileServer(withContent);
    const proxy = new TunnelProxy(() => server.port);
    onTestFinished(() => proxy.stop());
    const port = await proxy.listen();
    const rules = { proxy: { mode: 'fixed', host: '127.0.0.1', port } } as const;
    expect(await got(transfer(server, { rules }), urlOf(server))).toEqual(content);
    expect(proxy.asked).toEqual([`upload.corp.test:${server.port}`]);
  });

  test.each([301, 302, 303, 307, 308])('T27: is not where an answer (%i) points to', async (status) => {
    const other = await fileServer(withContent);
    const server = await fileServer((response) =>
      response.writeHead(status, { location: urlOf(other) }).end(content),
    );
    const hosts = [server, other].map(({ port }) => `upload.corp.test:${port}`);
    expect(await got(transfer(server, { files: { hosts } }), urlOf(server))).toBe('refused');
    expect(other.connections).toBe(0);
  });

  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [401, 'refused'],
    [403, 'refused'],
    [206, 'refused'],
    [204, 'refused'],
    [304, 'refused'],
    [413, 'too-large'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('and answered with %i is %s', async (status, code) => {
    const server = await fileServer((response) => response.writeHead(status).end());
    expect(await got(transfer(server), urlOf(server))).toBe(code);
  });

  test('T27: is no larger than it may be, whether the server says so or not', async () => {
    const says = await fileServer((response) =>
      response.writeHead(200, { 'content-length': 1001 }).end(Buffer.alloc(1001)),
    );
    expect(await got(transfer(says), urlOf(says))).toBe('too-large');
    let written = 0;
    const endless = await fileServer((response) => {
      const more = (): void => {
        do written += 65_536;
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await got(transfer(endless), urlOf(endless))).toBe('too-large');
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  test.each([
    [
      'is shorter than the server said',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write(content, () => response.destroy());
      },
    ],
    [
      'ends in the middle',
      (response: ServerResponse) => {
        response.write(content, () => response.destroy());
      },
    ],
    [
      'never begins',
      (response: ServerResponse) => {
        response.destroy();
      },
    ],
    [
      'is not HTTP',
      (response: ServerResponse) => {
        response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
      },
    ],
    [
      'has a header without end',
      (response: ServerResponse) => {
        response.socket?.end(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`);
      },
    ],
    [
      'has two lengths',
      (response: ServerResponse) => {
        response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab');
      },
    ],
  ])('T27: and %s did not come', async (_what, answer) => {
    const server = await fileServer(answer);
    expect(await got(transfer(server), urlOf(server))).toBe('unreachable');
  });

  test('in another coding than it was asked for is refused', async () => {
    const server = await fileServer((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(content),
    );
    expect(await got(transfer(server), urlOf(server))).toBe('refused');
  });

  test('T27: from a server that says nothing, or a byte now and then, is waited for no longer than is sensible', async () => {
    const silent = await fileServer(() => undefined);
    expect(await got(transfer(silent, { patience: { idle: 200 } }), urlOf(silent))).toBe('unreachable');
    const drip = await fileServer((response) => {
      const timer = setInterval(() => response.write('a'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const patience = { idle: 5000, grace: 500, slowest: 1024 };
    expect(await got(transfer(drip, { patience }), urlOf(drip))).toBe('unreachable');
  });

  test('is stopped when nobody wants it any more, before and while it comes', async () => {
    const server = await fileServer((response) => response.write(content));
    const stopping = new AbortController();
    const from = transfer(server);
    for await (const piece of from.get({ url: urlOf(server), maxBytes, signal: stopping.signal })) {
      expect(piece).toEqual(content);
      stopping.abort();
      break;
    }
    expect(await got(from, urlOf(server), { signal: stopping.signal })).toBe('stopped');
    const later = new AbortController();
    const fetching = got(from, urlOf(server), { signal: later.signal });
    setTimeout(() => later.abort(), 50);
    expect(await fetching).toBe('stopped');
  });
});

describe('T27: nothing is fetched, and nobody is asked', () => {
  const addresses: readonly (readonly [string, (port: number) => string])[] = [
    ['in the clear', (port) => `http://upload.corp.test:${port}/a`],
    ['from a host that is nobody’s', (port) => `https://attacker.test:${port}/a`],
    ['from another host of the company', (port) => `https://wiki.corp.test:${port}/a`],
    ['from a host that begins as ours', (port) => `https://upload.corp.test.attacker.test:${port}/a`],
    ['from an address', (port) => `https://127.0.0.1:${port}/a`],
    ['from an address in other words', (port) => `https://0x7f.1:${port}/a`],
    ['from an address of version 6', (port) => `https://[::1]:${port}/a`],
    ['with a user name', (port) => `https://anna@upload.corp.test:${port}/a`],
    ['from another port', (port) => `https://upload.corp.test:${port === 8000 ? 8001 : 8000}/a`],
    ['from the port of another service', () => 'https://corp.test:5223/a'],
    ['from what is no address', () => 'https://'],
  ];
  test.each(addresses)('%s', async (_what, addressWith) => {
    const server = await fileServer(withContent);
    expect(await got(transfer(server), addressWith(server.port))).toBe('untrusted-host');
    expect(server.connections).toBe(0);
  });

  test('from a host of others that leads into a private network', async () => {
    const server = await fileServer(withContent, ['files.partner.test']);
    const files = { hosts: [], outsideHosts: [`files.partner.test:${server.port}`] };
    expect(await got(transfer(server, { files }), `https://files.partner.test:${server.port}/a`)).toBe(
      'untrusted-host',
    );
    expect(server.connections).toBe(0);
  });

  test('of a host that the company’s authority vouches for and the world’s do not, when it is of others', async () => {
    const server = await fileServer(withContent, ['files.partner.test']);
    const proxy = new TunnelProxy(() => server.port);
    onTestFinished(() => proxy.stop());
    const rules = { proxy: { mode: 'fixed', host: '127.0.0.1', port: await proxy.listen() } } as const;
    const files = { hosts: [], outsideHosts: [`files.partner.test:${server.port}`] };
    expect(await got(transfer(server, { files, rules }), `https://files.partner.test:${server.port}/a`)).toBe(
      'unreachable',
    );
    expect(server.asked).toEqual([]);
  });

  test.each(['wrong-name', 'expired', 'untrusted'] as const)(
    'with a certificate that is %s',
    async (fault) => {
      const server = await fileServer(withContent, ['upload.corp.test'], fault);
      expect(await got(transfer(server), urlOf(server))).toBe('unreachable');
      expect(await sent(transfer(server), { putUrl: urlOf(server) })).toBe('unreachable');
      expect(server.asked).toEqual([]);
    },
  );

  test('by the system’s authorities of a host of the company’s own, nor with a key that is not pinned', async () => {
    const server = await fileServer(withContent);
    expect(await got(transfer(server, { ca: null }), urlOf(server))).toBe('unreachable');
    const pins = [`${'A'.repeat(43)}=`];
    const rules = { trust: { ca: server.ca, pins, requireTls13: false } };
    expect(await got(transfer(server, { rules }), urlOf(server))).toBe('unreachable');
    expect(server.asked).toEqual([]);
  });
});

describe('a file that is uploaded', () => {
  const takes = (response: ServerResponse, request: IncomingMessage) => {
    request.resume().on('end', () => response.writeHead(201).end());
  };

  test('arrives whole, with the headers of its slot and no others', async () => {
    const bodies: string[] = [];
    const server = await fileServer((response, request) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        bodies.push(body);
        response.writeHead(201).end();
      });
    });
    const slot = { putUrl: urlOf(server), headers: { Authorization: 'Bearer abc' } };
    const pieces = piecesOf(content.subarray(0, 5), content.subarray(5));
    expect(await sent(transfer(server), slot, { pieces })).toBe('sent');
    expect(bodies).toEqual([content.toString()]);
    expect(server.asked).toEqual([
      {
        line: 'PUT /4a77/plan.pdf',
        headers: {
          host: `upload.corp.test:${server.port}`,
          'content-type': 'application/pdf',
          'content-length': String(content.length),
          authorization: 'Bearer abc',
          connection: 'close',
        },
      },
    ]);
  });

  test('T27: goes to no host of others, and to none whose file would be at one', async () => {
    const server = await fileServer(takes, ['upload.corp.test', 'files.partner.test']);
    const files = { outsideHosts: [`files.partner.test:${server.port}`] };
    const elsewhere = `https://files.partner.test:${server.port}/a`;
    const to = transfer(server, { files: { ...files, hosts: [`upload.corp.test:${server.port}`] } });
    expect(await sent(to, { putUrl: elsewhere, getUrl: urlOf(server) })).toBe('untrusted-host');
    expect(await sent(to, { putUrl: urlOf(server), getUrl: elsewhere })).toBe('untrusted-host');
    expect(
      await sent(to, { putUrl: urlOf(server), getUrl: `http://upload.corp.test:${server.port}/a` }),
    ).toBe('untrusted-host');
    expect(server.connections).toBe(0);
  });

  test('T27: is not sent again where an answer points to', async () => {
    const other = await fileServer(takes);
    const server = await fileServer((response) => response.writeHead(307, { location: urlOf(other) }).end());
    const hosts = [server, other].map(({ port }) => `upload.corp.test:${port}`);
    expect(await sent(transfer(server, { files: { hosts } }), { putUrl: urlOf(server) })).toBe('refused');
    expect(other.connections).toBe(0);
  });

  test('T27: cannot make a line of its own in what is asked', async () => {
    const server = await fileServer(takes);
    const headers = { Cookie: 'a\r\nHost: intranet' };
    expect(await sent(transfer(server), { putUrl: urlOf(server), headers })).toBe('refused');
    expect(
      await sent(transfer(server), { putUrl: urlOf(server) }, { mediaType: 'a\r\nHost: intranet' }),
    ).toBe('refused');
    expect(server.asked).toEqual([]);
  });

  test.each([
    [403, 'refused'],
    [413, 'too-large'],
    [507, 'unreachable'],
  ])('and answered with %i before its end is %s', async (status, code) => {
    const server = await fileServer((response) => response.writeHead(status).end());
    const megabyte = Buffer.alloc(1024 * 1024);
    const pieces = piecesOf(...Array<Buffer>(64).fill(megabyte));
    expect(
      await sent(transfer(server), { putUrl: urlOf(server) }, { size: 64 * megabyte.length, pieces }),
    ).toBe(code);
  });

  test('that became longer or shorter meanwhile is another one', async () => {
    const server = await fileServer(takes);
    for (const size of [content.length - 1, content.length + 1]) {
      expect(await sent(transfer(server), { putUrl: urlOf(server) }, { size })).toBe('changed');
    }
  });

  test('to a server that stops reading is given up, and so is one that nobody wants any more', async () => {
    const server = await fileServer((_response, request) => request.pause());
    const megabyte = Buffer.alloc(1024 * 1024);
    const large = () => ({
      size: 64 * megabyte.length,
      pieces: piecesOf(...Array<Buffer>(64).fill(megabyte)),
    });
    const to = transfer(server, { patience: { idle: 1000 } });
    expect(await sent(to, { putUrl: urlOf(server) }, large())).toBe('unreachable');
    const stopping = new AbortController();
    const sending = sent(to, { putUrl: urlOf(server) }, { ...large(), signal: stopping.signal });
    setTimeout(() => stopping.abort(), 100);
    expect(await sending).toBe('stopped');
  });
});
