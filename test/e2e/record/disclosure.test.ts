import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSegment, segmentsIn } from '../../../electron/audit/segment.ts';
import { en } from '../../../renderer/text/en.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { axeFindings } from '../access/axe.ts';
import { type Office, openOffice } from '../office.ts';

// What people are told of the record, and that they agreed to it.

const notice = {
  loginBannerText: 'What you write here is recorded and may be read by the security team.',
  monitoringConsentRequired: true,
  externalChatNotice: 'Corp records this conversation.',
  privacyContact: 'privacy@corp.test',
};
let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('the notice stands at the door, has to be agreed to, and that is on record', {
  timeout: 180_000,
}, async () => {
  const { anna } = office.cast;
  const window = await office.scene.launch({ policy: companyPolicy(office.server, { notice }) });
  const { page } = window;
  // Nothing moves, so nothing is measured half way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByText(notice.loginBannerText, { exact: true }).waitFor();
  await page.getByText(notice.privacyContact, { exact: false }).waitFor();
  await window.signIn(anna.jid, anna.password);
  await page.getByRole('alert').filter({ hasText: en.signIn.noConsent }).waitFor();
  for (const language of ['en', 'de'] as const)
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      await window.wear({ language, theme });
      await page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor({ state: 'attached' });
      expect.soft(await axeFindings(page, theme === 'contrast'), `door, ${language}, ${theme}`).toEqual([]);
    }
  await window.wear({ language: 'en', theme: 'light' });
  await page.getByLabel(en.signIn.agree, { exact: true }).check();
  await window.signIn(anna.jid, anna.password);
  await window.isOnline();
  const profile = await office.scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  await office.scene.quit();

  const record = path.join(profile, 'record');
  expect(readdirSync(record)).not.toEqual([]);
  const facts = segmentsIn(record)
    .flatMap((name) => [...readSegment(path.join(record, name)).items])
    .flatMap((item) => (item.kind === 'entry' ? [item.entry.facts] : []));
  const textSha256 = createHash('sha256').update(notice.loginBannerText).digest('hex');
  const kinds = facts.map(({ kind }) => kind);
  expect(facts).toContainEqual({ kind: 'consent', account: anna.jid, textSha256 });
  expect(kinds.indexOf('consent')).toBeLessThan(kinds.indexOf('sign-in'));
});

test('what is said of conversations with others stands in them, and another notice has to be agreed to anew', {
  timeout: 180_000,
}, async () => {
  const policy = companyPolicy(office.server, { notice });
  let window = await office.scene.launch({ policy, args: ['--', 'xmpp:lena@partner.test'] });
  let { page } = window;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByText(notice.externalChatNotice, { exact: true }).waitFor();
  expect.soft(await axeFindings(page, false), 'outside').toEqual([]);
  await office.scene.quit();
  window = await office.scene.launch({ policy, args: ['--', `xmpp:${office.cast.bea.jid}`] });
  ({ page } = window);
  await window
    .log('Bea Lindqvist')
    .or(page.getByLabel(en.composer.label('Bea Lindqvist')))
    .first()
    .waitFor();
  expect(await page.getByText(notice.externalChatNotice, { exact: true }).count()).toBe(0);
  await office.scene.quit();
  const changed = { ...notice, loginBannerText: 'What you write here is recorded for ten years.' };
  window = await office.scene.launch({ policy: companyPolicy(office.server, { notice: changed }) });
  ({ page } = window);
  await page.getByText(changed.loginBannerText, { exact: true }).waitFor();
});
