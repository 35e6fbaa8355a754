import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signExercise } from '../../../electron/report/exercise.ts';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { quickPace } from '../../server/people/conversation.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { axeFindings } from '../access/axe.ts';

// What a reporter hears: that it was an exercise, or what the security desk found.

const BEA = 'Bea Lindqvist';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const simulationMarkerKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const teardown = new Teardown();
let company: Company;
let window: GatehouseWindow;

beforeAll(async () => {
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  await company.startTheDay();
  const scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  const report = { securityDesk: company.cast.desk.jid, simulationMarkerKey };
  window = await scene.launch({ policy: companyPolicy(company.server, { report }) });
  await window.page.emulateMedia({ reducedMotion: 'reduce' });
  await window.signIn(company.cast.anna.jid, company.cast.anna.password);
  await window.isOnline();
  await window.open(BEA);
});
afterAll(() => teardown.run());

/** As IT has Bea's account send it. */
function exercise(body: string): void {
  const { anna, bea } = company.cast;
  const id = randomUUID();
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const { signature } = signExercise({ to: anna.jid, from: bea.jid, id, body }, expires, privateKey);
  const extra = `<exercise xmlns='urn:gatehouse:exercise:1' expires='${expires}' signature='${signature}'/>`;
  company.bea.sendMessage(anna.jid, body, { id, extra });
}

describe('an exercise message', () => {
  it('looks like any other until it is reported by the keyboard, is praised then, and never reaches the desk', async () => {
    const { page } = window;
    exercise('Your mailbox is full: https://c0rp.test/clean');
    const message = window.message('Your mailbox is full');
    await message.waitFor();
    expect(await page.content()).not.toMatch(/exercise|urn:gatehouse/i);
    await message.focus();
    await page.keyboard.press('Control+Shift+R');
    await page.getByRole('log').getByText(en.report.exercise, { exact: true }).waitFor();
    await page.getByRole('log').getByText(en.report.exerciseMore, { exact: true }).waitFor();
    expect(await page.getByRole('log').getByRole('button', { name: en.report.undo }).count()).toBe(0);
    expect(await axeFindings(page, false)).toEqual([]);
  });
});

describe('a report', () => {
  it('shows what the desk says became of it, there and on the security page; the first at the desk is this one', async () => {
    const { page } = window;
    const arrived = company.desk.firstReport(20_000);
    await window.report(window.message('The auditors moved'));
    const { xarf } = await arrived;
    const evidence = JSON.stringify(xarf);
    expect(evidence).not.toContain('disposition:exercise');
    const reportId = (xarf as { report_id: string }).report_id;
    company.desk.answer(company.cast.anna.jid, reportId, 'malicious');
    await page.getByRole('log').getByText(en.report.outcomes.malicious, { exact: true }).waitFor();
    expect(await axeFindings(page, false)).toEqual([]);
    await page.keyboard.press('Control+Shift+Y');
    const sheet = page.getByRole('main', { name: en.security.title });
    await sheet.getByText(en.security.kinds['found-malicious']).waitFor();
    await sheet.getByText(en.security.kinds['reported-exercise']).waitFor();
    expect(await axeFindings(page, false)).toEqual([]);
  });
});

describe('a false alarm', () => {
  it('is said of a message that was warned of by the keyboard, can be undone, and reaches the desk as one', async () => {
    const { page } = window;
    await window.open(BEA);
    company.bea.sendMessage(company.cast.anna.jid, 'Lunch at https://c0rp.test/menu instead');
    const message = window.message('Lunch at');
    await message.getByRole('button', { name: en.message.falseAlarm }).waitFor();
    await message.focus();
    await page.keyboard.press('Control+Shift+E');
    const log = page.getByRole('log');
    await log.getByText(en.report.falseAlarm, { exact: true }).waitFor();
    await log.getByRole('button', { name: en.report.undo }).click();
    await message.getByRole('button', { name: en.message.falseAlarm }).waitFor();
    const next = company.desk.nextReport(20_000);
    await message.getByRole('button', { name: en.message.falseAlarm }).click();
    expect((await next).xarf).toMatchObject({ kind: 'false-alarm', sender: company.cast.bea.jid });
    expect(await axeFindings(page, false)).toEqual([]);
  });
});
