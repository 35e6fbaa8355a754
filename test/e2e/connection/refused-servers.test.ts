import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { de } from '../../../renderer/text/de.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { keychainEntries } from '../../stage/keychain.ts';
import { type Office, openOffice } from '../office.ts';

// Prosody with a wrong certificate, without STARTTLS, or with another password: the page to sign in says which, the server
// sees no credential, and nothing of the attempt is kept.

let office: Office;
let window: GatehouseWindow;

/** Tries to sign in and returns what the page says of it. */
async function refusal(password = office.cast.anna.password): Promise<string> {
  const alert = window.page.getByRole('alert');
  const before = (await alert.count()) === 0 ? null : await alert.elementHandle();
  await window.signIn(office.cast.anna.jid, password);
  await before?.waitForElementState('hidden');
  return alert.innerText();
}

async function expectNothingKept(): Promise<void> {
  const { app } = office.scene.gatehouse;
  const profile = await app.evaluate(({ app: electron }) => electron.getPath('userData'));
  const settings = JSON.parse(readFileSync(path.join(profile, 'settings.json'), 'utf8'));
  expect(settings.lastAccount).toBeNull();
  expect(existsSync(path.join(profile, 'archives'))).toBe(false);
  expect(await keychainEntries(app, office.cast.anna.jid)).toEqual({});
  expect(await window.list.count()).toBe(0);
}

describe('over TLS from the first byte', () => {
  beforeAll(async () => {
    office = await openOffice();
    window = await office.scene.launch({ policy: office.policy });
  });
  afterAll(() => office.close());

  it.each([
    ['wrong-name', /is for elsewhere\.test, not for corp\.test\. Nothing was sent/],
    ['expired', /certificate expired on \w+ \d+, \d{4}\. Nothing was sent/],
    ['untrusted', /was issued by Gatehouse test stranger, which is not trusted here\. Nothing was sent/],
  ] as const)('a certificate that is %s is named, and no login is tried', async (fault, sentence) => {
    await office.server.become({ tls: fault });
    expect(await refusal()).toMatch(sentence);
    expect(office.server.loginAttempts()).toBe(0);
    await expectNothingKept();
  });

  it('says the same in German', async () => {
    const german = new GatehouseWindow(window.page, de);
    await window.wear({ language: 'de' });
    await german.signIn(office.cast.anna.jid, office.cast.anna.password);
    const alert = german.page.getByRole('alert');
    await alert.getByText('stammt von').waitFor();
    expect(await alert.innerText()).toMatch(
      /stammt von Gatehouse test stranger\. Dem wird hier nicht vertraut/,
    );
    expect(office.server.loginAttempts()).toBe(0);
    await window.wear({ language: 'en' });
  });

  it('a server that is not there is named', async () => {
    await office.server.kill();
    expect(await refusal()).toMatch(/The server 127\.0\.0\.1 cannot be reached/);
    await expectNothingKept();
  });

  it('a wrong password is named, tried once, and the right one works after it', async () => {
    await office.server.become({ tls: 'good' });
    expect(await refusal('not the password')).toMatch(/did not accept this address and password/);
    expect(office.server.loginAttempts()).toBe(1);
    await expectNothingKept();
    await window.signIn(office.cast.anna.jid, office.cast.anna.password);
    await window.isOnline();
  });
});

describe('over STARTTLS', () => {
  beforeEach(async () => {
    office = await openOffice({}, (server) =>
      companyPolicy(server, { server: { host: server.host, port: server.starttlsPort, tls: 'starttls' } }),
    );
    window = await office.scene.launch({ policy: office.policy });
    return () => office.close();
  });

  it('a server that offers no encryption is named and gets no login; when it offers some, one is in', async () => {
    await office.server.become({ starttls: false, offersPlain: true });
    expect(await refusal()).toMatch(/The server offers no encryption\. Nothing was sent/);
    expect(office.server.loginAttempts()).toBe(0);
    await expectNothingKept();
    await office.server.become({ starttls: true, offersPlain: false });
    await window.signIn(office.cast.anna.jid, office.cast.anna.password);
    await window.isOnline();
  });
});
