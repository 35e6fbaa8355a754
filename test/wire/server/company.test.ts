import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '../../../shared/policy.ts';
import { Peer } from '../../server/peer.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { attribute, child, elements, escapeXml, text } from '../../server/xml.ts';

let company: Company;
let anna: Peer;

beforeAll(async () => {
  company = await openCompany(quickPace);
  anna = await Peer.login(company.server, company.cast.anna);
});
afterAll(() => company?.stop());

describe('the company of demo and tests', () => {
  it('has a policy that the product accepts', () => {
    expect(policySchema.safeParse(companyPolicy(company.server)).error).toBeUndefined();
  });

  it('puts the colleagues and Lena on the roster of Anna, and nobody else', async () => {
    const answer = await anna.request('get', `<query xmlns='jabber:iq:roster'/>`);
    const roster = elements(child(answer, 'query')).map((item) => [
      attribute(item, 'name'),
      text(child(item, 'group')),
      attribute(item, 'subscription'),
    ]);
    expect(roster.toSorted()).toEqual([
      ['Bea Lindqvist', 'Finance', 'both'],
      ['Jonas Schmid', 'Operations', 'both'],
      ['Lena Park', 'Partners', 'both'],
      ['Security desk', 'Security', 'both'],
    ]);
  });

  it('shows Anna who is there', async () => {
    await anna.settle();
    const present = anna.received
      .filter(({ name }) => name === 'presence')
      .map((each) => attribute(each, 'from'));
    for (const { jid } of [company.bea, company.jonas, company.lena]) expect(present).toContain(jid);
    expect(present).not.toContain(company.impostor.jid);
  });

  it('lets Bea confirm, type and answer', async () => {
    const id = anna.sendMessage(company.bea.bareJid, 'Do they need the payroll summary?', {
      wantsReceipt: true,
    });
    const receipt = await anna.expect((stanza) => child(stanza, 'received') !== undefined);
    expect(attribute(child(receipt, 'received'), 'id')).toBe(id);
    await anna.expect((stanza) => child(stanza, 'composing') !== undefined);
    await anna.expectMessage('Only the totals. Everything else stays in the vault.');
  });

  it('has written to Anna before she comes', async () => {
    await company.startTheDay();
    const senders = (await anna.archive()).map(({ from }) => from.replace(/\/.*/, ''));
    expect(senders).toEqual(
      expect.arrayContaining(['bea@corp.test', 'jonas@corp.test', 'lena@partner.test']),
    );
  });

  it('lets the impostor send a link that imitates the company', async () => {
    company.lure();
    const stanza = await anna.expectMessage(
      'Please renew it within the hour: https://c\u043Erp.test/sso/renew',
    );
    expect(attribute(stanza, 'from')).toBe(company.impostor.jid);
  });

  it('has a desk that gets reports and says thank you', async () => {
    const xarf = escapeXml(JSON.stringify({ xarf_version: '4.0.0' }));
    anna.sendMessage(company.cast.desk.jid, 'Report', {
      extra: `<json xmlns='urn:xmpp:json:0'>${xarf}</json>`,
    });
    const report = await company.desk.firstReport(5000);
    expect(report).toMatchObject({ body: 'Report', from: anna.jid, xarf: { xarf_version: '4.0.0' } });
    await anna.expectMessage('Thank you, we have it and are looking into it. You did the right thing.');
  });
});
