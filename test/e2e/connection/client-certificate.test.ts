import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { en } from '../../../renderer/text/en.ts';
import { makeCertificates } from '../../server/certificates.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { axeFindings } from '../access/axe.ts';
import { type Office, openOffice } from '../office.ts';

// Policy has a certificate that signs in. This server does not take it, as some do until IT has set it up.

let office: Office;
let window: GatehouseWindow;

beforeAll(async () => {
  office = await openOffice();
  const { certificate, key } = makeCertificates(office.scene.home, ['desk.corp.test'], 'good', 'client');
  const clientCertificate = { certificateFile: readable(certificate), keyFile: readable(key) };
  window = await office.scene.launch({
    policy: companyPolicy(office.server, { login: { clientCertificate } }),
  });
  await window.page.emulateMedia({ reducedMotion: 'reduce' });
});
afterAll(() => office.close());

/** To the account that Electron runs as. */
function readable(file: string): string {
  const copy = path.join(office.scene.home, `own-${path.basename(file)}`);
  copyFileSync(file, copy);
  giveTo(electronAccount(), copy);
  return copy;
}

test('the page says that the certificate signs in and asks for no password', async () => {
  const { page } = window;
  await page.getByText(en.signIn.certificate, { exact: false }).waitFor();
  expect(await page.getByLabel(en.signIn.password, { exact: true }).count()).toBe(0);
  for (const theme of ['light', 'dark', 'contrast'] as const) {
    await window.wear({ theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
    expect.soft(await axeFindings(page, theme === 'contrast'), theme).toEqual([]);
  }
});

test('a server that does not take it is named, is sent nothing, and a password still signs in', async () => {
  const { page } = window;
  const { jid, password } = office.cast.anna;
  await page.getByLabel(en.signIn.address, { exact: true }).fill(jid);
  await page.getByRole('button', { name: en.signIn.submit, exact: true }).click();
  await page.getByText('does not sign anybody in by a certificate', { exact: false }).waitFor();
  expect(office.server.loginAttempts()).toBe(0);
  await page.getByRole('button', { name: en.signIn.withPassword }).click();
  await window.signIn(jid, password);
  await window.isOnline();
});
