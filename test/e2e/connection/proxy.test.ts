import { afterEach, beforeEach, expect, it } from 'vitest';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { TunnelProxy } from '../../server/tunnel-proxy.ts';
import { type Office, openOffice } from '../office.ts';

// The way out that the operating system names, as Chromium reads it: outside GNOME and KDE from the environment, exceptions
// included. The server has a name here that nobody but the proxy can resolve.

let office: Office;
let proxy: TunnelProxy;
let system: Record<string, string>;

beforeEach(async () => {
  office = await openOffice({}, (server) =>
    companyPolicy(server, { server: { host: 'xmpp.corp.test', port: 5223, tls: 'direct' } }),
  );
  proxy = new TunnelProxy(() => office.server.directTlsPort);
  const url = `http://127.0.0.1:${await proxy.listen()}`;
  system = { XDG_CURRENT_DESKTOP: 'XFCE', https_proxy: url };
});
afterEach(async () => {
  await office.close();
  await proxy.stop();
});

it('leads to the server, with TLS for the domain from end to end', async () => {
  const window = await office.scene.launch({ policy: office.policy, env: system });
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
  expect(new Set(proxy.asked)).toEqual(new Set(['xmpp.corp.test:5223']));
});

it('is not taken where the system, or policy, names an exception', async () => {
  for (const [policy, env] of [
    [office.policy, { ...system, no_proxy: '.corp.test' }],
    [{ ...office.policy, proxy: { mode: 'none' } }, system],
  ] as const) {
    const window = await office.scene.launch({ policy, env });
    await window.signIn(office.cast.anna.jid, office.cast.anna.password);
    await window.page.getByRole('alert').getByText('xmpp.corp.test').waitFor();
    await office.scene.quit();
  }
  expect(proxy.asked).toEqual([]);
});
