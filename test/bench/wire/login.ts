import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createWire } from '../../../electron/wire/client.ts';
import { systemClock } from '../../../electron/wire/connection/clock.ts';
import { systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import { XmppConnection } from '../../../electron/wire/connection/xmpp-connection.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { openBorder, rulesFor } from '../../server/server-rules.ts';

/** Milliseconds from nothing to a bound session by STARTTLS and SCRAM, one for each round. */
export interface Logins {
  readonly ours: readonly number[];
  readonly slixmpp: readonly number[];
}

const anna = { jid: 'anna@corp.test', password: 'correct horse battery staple' };
const rounds = 15;

export async function logins(): Promise<Logins> {
  const server = await startProsody({ hosts: ['corp.test'], logLevel: 'info' });
  server.addAccount(anna.jid, anna.password);
  try {
    // The first one of each loads what it needs, which is no part of a login.
    await ourLogin(server);
    const ours: number[] = [];
    for (let round = 1; round <= rounds; round++) ours.push(await ourLogin(server));
    return { ours, slixmpp: await theirLogins(server) };
  } finally {
    await server.stop();
  }
}

async function ourLogin(server: Prosody): Promise<number> {
  const address = { host: server.host, port: server.starttlsPort, tls: 'starttls' } as const;
  const wire = createWire(
    {
      account: bareJidSchema.parse(anna.jid),
      password: anna.password,
      ...rulesFor(address, server.ca),
      version: '0',
      border: openBorder,
    },
    { lastArchiveId: async () => null },
    {
      connect: (options) => new XmppConnection(options, { ...systemEnvironment(), hasNetwork: () => true }),
      clock: systemClock,
    },
  );
  const begin = performance.now();
  await new Promise<void>((resolve, reject) => {
    wire.on('state', ({ kind }) => {
      if (kind === 'online') resolve();
      else if (kind !== 'connecting') reject(new Error(`not let in: ${kind}`));
    });
    wire.start();
  });
  const milliseconds = performance.now() - begin;
  await wire.stop();
  return milliseconds;
}

/** slixmpp, Debian's: only the system's Python has it. */
async function theirLogins({ host, starttlsPort: port, caFile }: Prosody): Promise<number[]> {
  const script = path.join(import.meta.dirname, 'slixmpp-logins.py');
  const options = JSON.stringify({ ...anna, host, port, caFile, rounds });
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [script, options]);
  return stdout.trim().split('\n').map(Number);
}
