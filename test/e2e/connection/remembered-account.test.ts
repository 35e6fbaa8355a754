import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { type Office, openOffice } from '../office.ts';

// Somebody who is remembered starts Gatehouse and the server is not right: what is stored can be read, the line above says
// why there is no connection, and what is written meanwhile leaves once, when the server is right again.

const BEA = 'Bea Lindqvist';
let office: Office;
let window: GatehouseWindow;

beforeAll(async () => {
  office = await openOffice();
  const bea = await office.login('bea');
  window = await office.scene.launch({ policy: office.policy });
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
  bea.sendMessage(office.cast.anna.jid, 'The auditors come on Thursday.');
  await window.open(BEA);
  await window.message('The auditors come on Thursday.').waitFor();
  await office.scene.quit();
});
afterEach(() => office.scene.quit());
afterAll(() => office.close());

const banner = () => window.page.getByRole('status', { name: en.banner.region });

/** Starts it anew, sees the cause and what is stored, and leaves something to be sent. */
async function readAndWrite(cause: RegExp, text: string): Promise<void> {
  window = await office.scene.launch({ policy: office.policy });
  await window.isInside();
  await banner().getByText(cause).waitFor();
  await window.open(BEA);
  await window.message('The auditors come on Thursday.').waitFor();
  await window.send(BEA, text);
  await window.message(text).getByText(en.message.states.queued, { exact: true }).waitFor();
}

/** How often Bea has got it, by her archive at the server; her own connection ends with every restart of it. */
async function expectOnceAtBeas(text: string): Promise<void> {
  await window.message(text).getByText(en.message.states.sent, { exact: true }).waitFor();
  await banner().locator('*').first().waitFor({ state: 'detached' });
  const bea = await office.login('bea');
  const archived = await bea.archive(office.cast.anna.jid);
  expect(archived.filter(({ body }) => body === text)).toHaveLength(1);
  await bea.logOut();
}

describe('a remembered account opens with what is stored', () => {
  it('while the certificate has expired', async () => {
    await office.server.become({ tls: 'expired' });
    await readAndWrite(/certificate expired on/, 'Written while the certificate had expired.');
    expect(office.server.loginAttempts()).toBe(0);
    await office.server.become({ tls: 'good' });
    await banner().getByRole('button', { name: en.banner.tryNow }).click();
    await expectOnceAtBeas('Written while the certificate had expired.');
  });

  it('while the server is down, and heals by itself', async () => {
    await office.server.kill();
    await readAndWrite(/The server 127\.0\.0\.1 cannot be reached/, 'Written while the server was down.');
    await office.server.start();
    await expectOnceAtBeas('Written while the server was down.');
  });

  it('while its password was changed: one attempt, and the new one is asked for', async () => {
    await office.server.become({});
    office.server.addAccount(office.cast.anna.jid, 'another password');
    await readAndWrite(/did not accept this address and password/, 'Written while the password was wrong.');
    expect(office.server.loginAttempts()).toBe(1);
    await banner().getByRole('button', { name: en.banner.signInAgain }).click();
    const dialog = window.page.getByRole('dialog');
    const password = dialog.getByLabel(en.signIn.password, { exact: true });
    const submit = dialog.getByRole('button', { name: en.signIn.submit, exact: true });

    await password.fill('mistyped');
    await submit.click();
    await dialog.getByText(/did not accept this address and password/).waitFor();
    expect(office.server.loginAttempts()).toBe(2);
    await window.message('The auditors come on Thursday.').waitFor();

    await password.fill('another password');
    await submit.click();
    await dialog.waitFor({ state: 'detached' });
    await expectOnceAtBeas('Written while the password was wrong.');
  });
});
