// What Electron's own TLS makes of a server: opens a transport as the product does, and prints what came of it as one line of
// JSON. Built and started by electron-tls.test.ts, with its orders as the only argument.

import { once } from 'node:events';
import { channelBindingsOf } from '../../../electron/wire/connection/channel-binding.ts';
import type { TrustRules } from '../../../electron/wire/connection/connection.ts';
import { ConnectionFailed } from '../../../electron/wire/connection/connection-failed.ts';
import { systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import type { Target } from '../../../electron/wire/connection/resolve.ts';
import { openTransport } from '../../../electron/wire/connection/transport.ts';
import { makeSecureContext } from '../../../electron/wire/connection/trust.ts';

export interface TlsOrders {
  readonly target: Target;
  readonly trust: TrustRules;
}

const { target, trust }: TlsOrders = JSON.parse(process.argv[2] ?? '');
const outcome = await openTransport(target, {
  domain: 'corp.test',
  proxy: null,
  secureContext: makeSecureContext(trust, null),
  trust,
  environment: systemEnvironment(),
  signal: new AbortController().signal,
}).then(
  async (socket) => {
    await once(socket, 'data');
    return {
      protocol: socket.getProtocol(),
      cipher: socket.getCipher().name,
      bindings: channelBindingsOf(socket).map(
        ({ name, data }) => `${name} ${Buffer.from(data).toString('hex')}`,
      ),
    };
  },
  (error: unknown) => {
    if (error instanceof ConnectionFailed) return error.failure;
    throw error;
  },
);
process.stdout.write(JSON.stringify({ ...outcome, electron: process.versions['electron'] }));
process.exit();
