import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { en } from '../../../renderer/text/en.ts';
import { parseBareJid } from '../../../shared/model/jid.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { quickPace } from '../../server/people/conversation.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { axeFindings } from '../access/axe.ts';
import { expectFocusOn, walkTo } from '../access/focus.ts';

// Confidential data on its way out: the writer sees it first, and the other side's server never has what was stopped.

const LENA = 'Lena Park';
const BEA = 'Bea Lindqvist';
const CARD = '4111 1111 1111 1111';
const booking = `Card for the booking: ${CARD}, exp 08/28`;
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-company-'));
const identity = path.join(folder, 'company.key');
const teardown = new Teardown();
let company: Company;
let scene: Scene;
let window: GatehouseWindow;
let page: Page;
let question: Locator;

const audit = (...args: readonly string[]) =>
  runCommand(['audit', ...args], { readFile: async () => new Uint8Array(), readInput: async () => '' });

beforeAll(async () => {
  teardown.add(() => rmSync(folder, { recursive: true, force: true }));
  const companyKeys = [(await audit('keygen', '--out', identity)).out.trim()];
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  await company.startTheDay();
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  const rules = [
    {
      name: 'cards',
      detectors: ['payment-card'],
      inside: 'notice',
      outside: 'block',
      explanation: 'Card numbers go through the payment portal.',
    },
    { name: 'projects', detectors: ['term'], minConfidence: 'low', inside: 'off', outside: 'justify' },
  ];
  const confidential = { rules, terms: [{ name: 'projects', words: ['Project Falcon'] }] };
  window = await scene.launch({
    policy: companyPolicy(company.server, { confidential, record: { companyKeys } }),
  });
  page = window.page;
  question = page.getByRole('dialog', { name: en.leaving.titles.outside });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await window.signIn(company.cast.anna.jid, company.cast.anna.password);
  await window.isOnline();
});
afterAll(() => teardown.run());

/** What the partner's server has of the conversation with Anna. */
const atPartner = async () => (await company.lena.archive(company.cast.anna.jid)).map(({ body }) => body);

describe('confidential data', () => {
  it('T37: a card number to an outside person is stopped, masked, and its text stays in the composer', async () => {
    await window.open(LENA);
    await window.send(LENA, booking);
    await question.getByText('••••••••••••1111').waitFor();
    await question.getByText(en.leaving.asks.outside.block).waitFor();
    await question.getByText('Card numbers go through the payment portal.').waitFor();
    expect(await question.innerText()).not.toContain('4111 1111');
    expect(await question.getByRole('button', { name: en.leaving.send.send }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await window.composer(LENA).inputValue()).toBe(booking);
    await expectFocusOn(window.composer(LENA));
    // What was found is selected: typing replaces it.
    await page.keyboard.type('see the portal');
    await page.keyboard.press('Enter');
    await window.message('Card for the booking: see the portal, exp 08/28').waitFor();
    expect(await window.composer(LENA).inputValue()).toBe('');
  });

  it('T37: script in the page cannot send it, whatever answer it makes up', async () => {
    const { jid } = company.cast.lena;
    const peer = parseBareJid(jid) ?? expect.fail(jid);
    const asked = await window.call('messages.send', { peer, text: booking, answer: null });
    const { token } = (asked as { value: { question: { token: string } } }).value.question;
    const answer = { token, reason: 'because I say so, and at length' };
    expect(await window.call('messages.send', { peer, text: booking, answer })).toMatchObject({
      value: { outcome: 'asked', question: { step: 'refuse' } },
    });
    await window.call('session.setPresence', { availability: 'available', statusText: booking, answer });
    await company.lena.settle();
    expect(JSON.stringify(company.lena.received)).not.toContain('4111 1111');
  });

  it('T37: the archive of the other side’s server never had it', async () => {
    await expect.poll(atPartner).toContain('Card for the booking: see the portal, exp 08/28');
    expect((await atPartner()).join('\n')).not.toContain('4111 1111');
  });

  it('waits for a reason where a rule asks for one, by the keyboard alone, and goes with it', async () => {
    const plan = 'Project Falcon starts in May.';
    await window.send(LENA, plan);
    const reason = question.getByLabel(en.leaving.reason);
    await expectFocusOn(reason);
    const send = question.getByRole('button', { name: en.leaving.sendWithReason });
    await page.keyboard.type('too short');
    expect(await send.isDisabled()).toBe(true);
    await page.keyboard.type(' before, now long enough');
    await walkTo(send);
    await page.keyboard.press('Enter');
    await window.message(plan).waitFor();
    await expectFocusOn(window.composer(LENA));
    expect(await window.composer(LENA).inputValue()).toBe('');
    await expect.poll(atPartner).toContain(plan);
  });

  it('is pointed out inside, and goes when its writer says so', async () => {
    await window.open(BEA);
    await window.send(BEA, booking);
    const inside = page.getByRole('dialog', { name: en.leaving.titles.inside });
    await inside.getByText(en.leaving.asks.inside.notice).waitFor();
    const send = inside.getByRole('button', { name: en.leaving.send.send });
    await walkTo(send);
    await page.keyboard.press('Enter');
    await window.message('Card for the booking').waitFor();
    expect(await window.composer(BEA).inputValue()).toBe('');
  });

  it('in a status is stopped as well, which outside people see', async () => {
    await page.getByRole('button', { name: en.presence.changeStatus }).click();
    await page.getByLabel(en.presence.statusText, { exact: true }).fill(booking);
    await page.keyboard.press('Enter');
    await question.getByText(en.leaving.lead.status.join('')).waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await company.lena.settle();
    expect(JSON.stringify(company.lena.received)).not.toContain('4111 1111');
  });

  it('a false alarm reaches the desk with the rule and the masked match alone', async () => {
    await window.open(LENA);
    await window.send(LENA, `Not a card at all: ${CARD}`);
    await question.getByRole('button', { name: en.leaving.dispute }).click();
    await question.getByText(en.leaving.disputed.desk).waitFor();
    await page.keyboard.press('Escape');
    await window.composer(LENA).fill('');
    await window.open('Security desk');
    const told = window.message('cards');
    await told.waitFor();
    expect(await told.innerText()).not.toContain('Not a card');
  });
});

describe('axe finds nothing', () => {
  for (const [name, text] of [
    ['refused', booking],
    ['asked for a reason', 'Project Falcon starts in May.'],
  ] as const)
    it(`when something is ${name}`, async () => {
      await window.open(LENA);
      await window.send(LENA, text);
      await question.waitFor();
      for (const language of ['en', 'de'] as const)
        for (const theme of ['light', 'dark', 'contrast'] as const) {
          await window.wear({ language, theme });
          await page
            .locator(`html[lang="${language}"][data-theme="${theme}"]`)
            .waitFor({ state: 'attached' });
          expect.soft(await axeFindings(page, theme === 'contrast'), `${language} ${theme}`).toEqual([]);
        }
      await window.wear({ language: 'en', theme: 'light' });
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      await window.composer(LENA).fill('');
    });
});

it('the reason is on record with the message, for the company’s key alone', async () => {
  const profile = await scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  await scene.quit();
  const exported = (await audit('export', path.join(profile, 'record'), '--identity', identity)).out;
  const entries = exported
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'decision',
      about: 'send',
      peer: company.cast.lena.jid,
      outcome: 'confirmed',
      content: expect.objectContaining({ justification: 'too short before, now long enough' }),
    }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'decision', about: 'status', outcome: 'refused' }),
  );
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'false-alarm', rules: ['cards'] }));
});
