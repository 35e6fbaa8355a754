import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import type { Peer } from '../../server/peer.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { type Office, openOffice } from '../office.ts';
import { expectFocusOn, walkTo } from './focus.ts';

// What is pressed is often gone with what it did. Whoever works by the keyboard stays where he was, and hears what is there.

const NOBODY = 'Nobody Yet';
let office: Office;
let bea: Peer;
let window: GatehouseWindow;
let page: Page;

beforeAll(async () => {
  office = await openOffice();
  office.server.addAccount('security@corp.test', 'secret of the desk');
  bea = await office.login('bea');
  bea.sendMessage(office.cast.anna.jid, 'Please sign in again: https://c\u043Erp.test/sso');
  window = await office.scene.launch({ policy: office.policy });
  page = window.page;
  page.setDefaultTimeout(30_000);
  const { jid, password } = office.cast.anna;
  await window.signIn(jid, password, { remember: false });
  await window.isOnline();
});
afterAll(() => office?.close());

const press = (key: string) => page.keyboard.press(key);
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the focus', () => {
  it('stays at a message that is tried again, and goes from one that is discarded to its neighbour', async () => {
    const added = await window.call('people.add', {
      address: 'nobody@corp.test',
      name: NOBODY,
      answer: null,
    });
    expect(added).toMatchObject({ ok: true });
    await window.begin(NOBODY);
    const [first, second] = [window.message('First words'), window.message('Second words')];
    for (const words of ['First words', 'Second words']) await window.send(NOBODY, words);
    await second.getByRole('button', { name: en.message.retry }).waitFor();
    await first.getByRole('button', { name: en.message.retry }).waitFor();

    await walkTo(second.getByRole('button', { name: en.message.retry }), 'Shift+Tab');
    await press('Enter');
    await expectFocusOn(second);
    await second.getByRole('button', { name: en.message.discard }).waitFor();
    await walkTo(second.getByRole('button', { name: en.message.discard }));
    await press('Enter');
    await second.waitFor({ state: 'detached' });
    await expectFocusOn(first);
    await walkTo(first.getByRole('button', { name: en.message.discard }));
    await press('Enter');
    await first.waitFor({ state: 'detached' });
    await expectFocusOn(window.composer(NOBODY));
  });

  it('stays at a report when its note is closed or its kind is chosen', async () => {
    await window.open(office.cast.bea.name);
    const message = window.message('Please sign in again');
    await walkTo(message, 'Shift+Tab');
    await press('Control+Shift+R');
    const strip = page.getByRole('log').getByRole('article').filter({ hasText: en.report.done });
    await button(en.report.addNote).waitFor();
    await walkTo(button(en.report.addNote));
    await press('Enter');
    await expectFocusOn(page.getByLabel(en.report.note));
    await press('Escape');
    await page.getByLabel(en.report.note).waitFor({ state: 'detached' });
    await expectFocusOn(strip);
    await walkTo(button(en.report.dispositions.spam));
    await press('Enter');
    await strip.getByText(en.report.classified(en.report.dispositions.spam)).waitFor();
    await expectFocusOn(strip);
  });

  it('goes to the page that a key opens, and back into the list', async () => {
    await window.composer(office.cast.bea.name).focus();
    await press('Control+Shift+Y');
    await expectFocusOn(page.getByRole('heading', { name: en.security.title, exact: true, level: 1 }));
    await button(en.list.newConversation).focus();
    await press('Enter');
    await expectFocusOn(page.getByRole('searchbox', { name: en.people.filter }));
    await press('Escape');
    await expectFocusOn(window.list.getByRole('listitem').first().getByRole('button'));
  });
});

it('what was found in a message is heard with it', async () => {
  bea.sendMessage(office.cast.anna.jid, 'Here once more: https://c\u043Erp.test/sso');
  await window.open(office.cast.bea.name);
  const message = window.message('Here once more');
  await message.waitFor();
  const heard = await description(message);
  expect(heard).toContain(en.link.notOpened);
  expect(heard).toContain('This link imitates corp.test.');
  // Read out after the reason, it would take the reason back.
  expect(heard).not.toContain(en.message.falseAlarm);
});

/** As a screen reader is told. */
async function description(of: Locator): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await of.evaluate((element) => element.setAttribute('data-heard', ''));
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '[data-heard]',
  });
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: false });
  await session.detach();
  return String(nodes[0]?.description?.value ?? '');
}
