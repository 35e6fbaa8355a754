import { expect, it } from 'vitest';
import { systemEnvironment } from '../../../../electron/wire/connection/environment.ts';
import { XmppConnection } from '../../../../electron/wire/connection/xmpp-connection.ts';
import { openBorder, strictRules } from '../../../server/server-rules.ts';
import { account } from '../protocol-context.ts';

it('stopping does not wait for a name server that does not answer', async () => {
  let asked = 0;
  const connection = new XmppConnection(
    { account, password: () => 'secret', ...strictRules, border: openBorder },
    {
      ...systemEnvironment(),
      lookUpSrv: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    },
  );
  connection.start();
  expect(asked).toBe(2);
  await connection.stop();
  expect(connection.state).toEqual({ kind: 'signed-out' });
});
