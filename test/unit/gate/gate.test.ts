import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate } from '../../../electron/gate/create-gate.ts';
import { longestBody } from '../../../shared/model/message.ts';
import { verdictSchema } from '../../../shared/model/verdict.ts';
import { policySchema } from '../../../shared/policy.ts';
import { alice, codes, colleagues, corpGate, jid, levelFor } from './corp-gate.ts';

const gate = corpGate();
await gate.ready();
const bob = jid('bob@corp.test');
const eve = jid('eve@evil.example');
const from = (sender: typeof bob, body: string) =>
  gate.inbound({ from: sender, name: '', body, isEncrypted: false });

describe('inbound', () => {
  it('an ordinary message of a colleague is allowed', () => {
    expect(from(bob, 'Lunch at 12:30? Menu: https://corp.test/menu').verdict).toEqual({
      level: 'allow',
      reasons: [],
    });
  });

  it('the strictest of person, text and links wins, and every reason is kept', () => {
    const { verdict } = from(eve, 'see https://cоrp.test/\u200b and http://192.0.2.7/');
    expect(verdict.level).toBe('block');
    expect(codes(verdict)).toEqual(
      expect.arrayContaining([
        'link.imitates-domain',
        'link.ip-literal',
        'person.unknown',
        'text.hidden-characters',
      ]),
    );
  });

  it('T24: hidden and bidi characters in a text are noted', () => {
    expect(from(bob, 'invoice_\u202egpj.exe').verdict).toMatchObject({
      level: 'notice',
      reasons: [{ code: 'text.hidden-characters', params: { characters: 'U+202E' } }],
    });
  });

  it.each(['👩‍💻 🏳️‍🌈 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', 'क्‍ष', 'two\nlines\tand a tab'])(
    'emoji, joiners and line breaks are not hidden: %s',
    (body) => {
      expect(from(bob, body).verdict.level).toBe('allow');
    },
  );

  it('what we cannot decrypt is said to be so', () => {
    const { verdict } = gate.inbound({ from: bob, name: '', body: '', isEncrypted: true });
    expect(codes(verdict)).toEqual(['text.encrypted-unreadable']);
  });

  it('a longer text than can be shown is held', () => {
    expect(levelFor(from(bob, 'a'.repeat(longestBody + 1)).verdict, 'text.too-long')).toBe('hold');
  });

  it('more links than can be judged hold the message', () => {
    const judged = from(bob, 'https://corp.test/ '.repeat(201));
    expect(judged.links).toHaveLength(200);
    expect(levelFor(judged.verdict, 'text.too-many-links')).toBe('hold');
    expect(verdictSchema.safeParse(from(eve, 'http://1.2.3.4@x/ '.repeat(300)).verdict).success).toBe(true);
  });

  it('a check that throws holds the message, and the others are asked all the same', () => {
    const broken = createGate({
      policy: policySchema.parse({}),
      account: alice,
      people: colleagues,
      blocklist: { kind: 'none' },
    });
    const poisoned = {
      from: eve,
      body: 'http://1.2.3.4/ \u200b',
      isEncrypted: false,
      get name(): string {
        throw new RangeError('poisoned');
      },
    };
    expect(() => broken.inbound(poisoned)).not.toThrow();
    const { verdict } = broken.inbound(poisoned);
    expect(verdict.level).toBe('hold');
    expect(verdict.reasons[0]?.params).toEqual({ check: 'person', cause: 'RangeError' });
    expect(codes(verdict)).toEqual(
      expect.arrayContaining(['check.failed', 'link.ip-literal', 'text.hidden-characters']),
    );
  });
});

describe('outbound', () => {
  const send = (to: string, body: string, isBlocked = false) =>
    gate.outbound({ to: jid(to), body, isBlocked, isStranger: false });

  it('goes to people inside and to partners, and to nobody else', () => {
    expect(send('bob@corp.test', 'hi').verdict.level).toBe('allow');
    expect(send('paula@partner.test', 'hi').verdict.level).toBe('allow');
    expect(send('eve@evil.example', 'hi').verdict).toMatchObject({
      level: 'block',
      reasons: [{ code: 'federation.not-listed', params: { domain: 'evil.example' } }],
    });
    expect(send('bob@cоrp.test', 'hi').verdict.level).toBe('block');
  });

  it('not to somebody the user blocked, not empty, not longer than can be shown', () => {
    expect(codes(send('bob@corp.test', 'hi', true).verdict)).toEqual(['outbound.recipient-blocked']);
    expect(codes(send('bob@corp.test', ' \n').verdict)).toEqual(['text.empty']);
    expect(codes(send('bob@corp.test', 'a'.repeat(longestBody + 1)).verdict)).toEqual(['text.too-long']);
  });

  it('own links show as they will at the other side and stop nothing', () => {
    const judged = send('bob@corp.test', 'careful with https://cоrp.test/');
    expect(judged.links[0]?.verdict.level).toBe('block');
    expect(judged.verdict.level).toBe('allow');
  });
});

it('a changed roster changes whose names are protected, and nothing else', () => {
  const changed = gate.withPeople([{ jid: jid('zoe@corp.test'), name: 'Zoe Zander' }]);
  expect(codes(changed.person(eve, 'Zoe Zander').verdict)).toContain('person.imitates-colleague');
  expect(codes(changed.person(eve, 'Bob Miller').verdict)).not.toContain('person.imitates-colleague');
  expect(changed.link('https://c0rp.test/').level).toBe('block');
});

describe('hostile text costs no more than its length', () => {
  const fill = (piece: string) => piece.repeat(Math.ceil(longestBody / piece.length)).slice(0, longestBody);
  const pieces = [
    'a',
    'a.',
    '@',
    ':',
    '\\\\',
    'https://',
    'https://a.b ',
    'a.com,',
    '\u200b:',
    '((',
    'https://a)))))) ',
    '[a](',
    'https://аррӏе.com ',
    'file:!',
    'data:',
    'javascript:',
    '%25',
    'https://corp.test.evil.example/ ',
    '👩‍💻',
    '\u202e',
  ];

  /** Of the processor, in milliseconds, and the best of several runs: the machine may be busy, the algorithm may not be slow. */
  const cost = (body: string) =>
    Math.min(
      ...Array.from({ length: 6 }, () => {
        const before = process.cpuUsage();
        from(eve, body);
        return process.cpuUsage(before).user / 1000;
      }),
    );

  it.each(pieces)('64 KB of %j cost not much more than four times a quarter of them', (piece) => {
    const body = fill(piece);
    const whole = cost(body);
    expect(whole).toBeLessThan(500);
    expect(whole).toBeLessThan(20 + 8 * cost(body.slice(0, body.length / 4)));
  });

  it('never throws and always gives a verdict of the agreed shape', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (body, name) => {
          const { verdict } = gate.inbound({ from: eve, name, body, isEncrypted: false });
          expect(verdictSchema.safeParse(verdict).success).toBe(true);
          expect(codes(verdict)).not.toContain('check.failed');
          expect(codes(gate.link(body))).not.toContain('check.failed');
        },
      ),
      { seed: 20261124, numRuns: 1000 },
    );
    // A thousand texts take their time where the machine has other things to do.
  }, 60_000);
});
