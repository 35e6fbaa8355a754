import { describe, expect, it, test } from 'vitest';
import { scoreSpam } from '../../../../electron/gate/content/spam/score-spam.ts';
import { codes, corpGate, jid } from '../corp-gate.ts';

const gate = corpGate();
await gate.ready();
const from = (sender: string, body: string) =>
  gate.inbound({ from: jid(sender), name: '', body, isEncrypted: false }).verdict;
const lures = (sender: string, body: string) =>
  codes(from(sender, body)).filter((code) => code.startsWith('lure.'));

describe('what deceivers from outside ask for gets a notice', () => {
  it.each([
    [
      'Hi, this is the IT help desk. Please press Ctrl+Win+Q to open Quick Assist so I can fix your computer',
      'lure.remote-control',
    ],
    ['Bitte öffnen Sie AnyDesk und nennen Sie mir die Nummer', 'lure.remote-control'],
    ['Can you send me the verification code you just received?', 'lure.one-time-code'],
    ['Bitte schicken Sie mir den Bestätigungscode, der eben kam', 'lure.one-time-code'],
    ['Please approve the MFA request on your phone', 'lure.one-time-code'],
    ['I need you to buy 5 Apple gift cards and send me the codes', 'lure.gift-card'],
    ['Kannst du bitte Amazon Gutscheine besorgen und mir die Codes schicken?', 'lure.gift-card'],
    ['Our bank details have changed, please use the new IBAN from now on', 'lure.payment-change'],
    ['Unsere Bankverbindung hat sich geändert', 'lure.payment-change'],
    ['Hello, I am from the IT support team, your password will expire today', 'lure.help-desk'],
    ['Hier ist die IT-Abteilung, Ihr Konto wurde gesperrt', 'lure.help-desk'],
  ])('%s', (body, expected) => {
    expect(lures('eve@evil.example', body)).toContain(expected);
    expect(lures('paula@partner.test', body)).toContain(expected);
    expect(from('paula@partner.test', body).level).toBe('notice');
    expect(lures('bob@corp.test', body)).toEqual([]);
  });
});

describe('ordinary texts of partners get none', () => {
  it.each([
    'We use TeamViewer for our trainings, it works well',
    'The code review is done, I approved it and sent you my comments',
    'Invoice 118 is still open, could you look into it please?',
    'Our IT department is on the second floor',
    'Thanks for the gift, my colleagues loved it!',
    'The payment arrived this morning, thank you',
    'Can you tell me your postcode for the delivery?',
    'I changed the account manager in the CRM',
    'Bitte senden Sie mir die Rechnung noch einmal',
    'Ich habe den Code im Repository geändert',
  ])('%s', (body) => {
    expect(from('paula@partner.test', body).reasons.map(({ code }) => code)).toEqual(['person.outside']);
  });
});

describe('the first text of a stranger', () => {
  const spam =
    'Earn passive income with crypto! I made $5600 in two days, no risk, 100% legit. Join now, click the link below and message me on telegram @win_fast 🔥🔥🔥';

  it('an unsolicited one is warned of and says why, and a score alone holds nothing', () => {
    const { level, reasons } = from('eve@evil.example', spam);
    expect(level).toBe('warn');
    const params = reasons.find(({ code }) => code === 'text.unsolicited')?.params;
    expect(Number(params?.['score'])).toBeGreaterThan(65);
    expect(params?.['words']).not.toBe('');
  });

  it('of partners, colleagues and contacts nothing is scored', () => {
    expect(codes(from('paula@partner.test', spam))).not.toContain('text.unsolicited');
    const known = gate.withPeople([{ jid: jid('eve@evil.example'), name: 'Eve' }]);
    const { verdict } = known.inbound({
      from: jid('eve@evil.example'),
      name: 'Eve',
      body: spam,
      isEncrypted: false,
    });
    expect(codes(verdict)).not.toContain('text.unsolicited');
  });

  it.each([
    'Hi, this is Tom from Acme. Could you tell me who looks after the maintenance contract?',
    'Guten Tag, wir haben uns auf der Messe in Köln getroffen. Darf ich Ihnen das Angebot schicken?',
    'Thanks, see you on Thursday!',
    'Good afternoon, I would like to apply for the position of accountant.',
    'Добрый день, пришлите, пожалуйста, договор на подпись.',
    '',
  ])('an ordinary one is not: %s', (body) => {
    expect(scoreSpam(body).isUnsolicited).toBe(false);
  });
});

test('lures and scores can be switched off', async () => {
  const { createContent } = await import('../../../../electron/gate/content/content.ts');
  const { policySchema } = await import('../../../../shared/policy.ts');
  const off = createContent(
    policySchema.parse({ confidential: { lures: false, spamScore: false } }).confidential,
  );
  expect(off.fromOutside('Unsere Bankverbindung hat sich geändert', true)).toEqual([]);
});
