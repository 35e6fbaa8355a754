import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreLink } from '../../../../electron/gate/links/score/score-link.ts';
import { policySchema } from '../../../../shared/policy.ts';
import { codes, corpGate, levelFor, linkOf } from '../corp-gate.ts';

// Made up in the manner of those that are sent; none of them is of the list the score is trained with.
const doubtful = [
  'https://trezzor-suite-app.pages.dev/',
  'https://secure-verify-walletconnect.vercel.app/',
  'https://dlscord-nitro-gift.ru/',
  'http://4412-account-update.weebly.com/login',
];
const ordinary = [
  'https://en.wikipedia.org/wiki/Gate',
  'https://docs.python.org/3/library/json.html',
  'https://www.bahn.de/angebot',
  'https://news.ycombinator.com/item?id=1',
  'https://www.heise.de/news/',
];

function score(text: string): number {
  const url = new URL(text);
  return scoreLink(url, url.hostname).score;
}

describe('the score of a link', () => {
  it.each(doubtful)('%s is doubtful and warned of', (text) => {
    expect(score(text)).toBeGreaterThan(0.5);
    expect(levelFor(linkOf(text).verdict, 'link.reads-like-phishing')).toBe('warn');
  });

  it.each(ordinary)('%s is not', (text) => {
    expect(score(text)).toBeLessThan(0.5);
    expect(codes(linkOf(text).verdict)).not.toContain('link.reads-like-phishing');
  });

  it('says what weighed most', () => {
    const { verdict } = linkOf('https://secure-verify-walletconnect.vercel.app/');
    const found = verdict.reasons.find(({ code }) => code === 'link.reads-like-phishing');
    expect(Number(found?.params['score'])).toBeGreaterThanOrEqual(50);
    expect(found?.params['words']).toContain('walletconnect');
    expect(found?.params['signs']?.split(' ').length).toBeGreaterThan(0);
  });

  it.each([
    ['http://192.0.2.17/secure/login', ['secure', 'login']],
    ['http://192.0.2.17/', []],
    ['http://[2001:db8::17]/secure', ['secure']],
    ['https://x7.9f3k2q81.top/', []],
    ['https://paypa1-login.top/', ['paypa1', 'login']],
  ] as const)('names of %s only what a person would call a word', (text, most) => {
    const url = new URL(text);
    const { words } = scoreLink(url, url.hostname);
    expect(words.filter((word) => !(most as readonly string[]).includes(word))).toEqual([]);
  });

  it('never blocks', () => {
    const gate = corpGate({ kind: 'none' }, {}, { warnThreshold: 0.05 });
    for (const text of [...doubtful, ...ordinary]) {
      expect(
        linkOf(text, gate).verdict.reasons.find(({ code }) => code === 'link.reads-like-phishing')?.level ??
          'warn',
      ).toBe('warn');
    }
  });

  it('is not asked about the company, its partners, and what policy allows', () => {
    const gate = corpGate({ kind: 'none' }, {}, { warnThreshold: 0.05, allowDomains: ['pages.dev'] });
    expect(gate.link('https://login-verify.corp.test/').level).toBe('allow');
    expect(gate.link('https://login-verify.partner.test/').level).toBe('allow');
    expect(gate.link('https://pages.dev/account-login').level).toBe('allow');
    // Who allows a hosting company does not allow its customers.
    expect(codes(gate.link('https://4412-account-update.pages.dev/login'))).toContain(
      'link.reads-like-phishing',
    );
  });

  it('is out of use at the highest threshold', () => {
    const gate = corpGate({ kind: 'none' }, {}, { warnThreshold: 1 });
    for (const text of doubtful)
      expect(codes(linkOf(text, gate).verdict)).not.toContain('link.reads-like-phishing');
  });

  it('is kept in less than a megabyte', () => {
    const file = path.join(import.meta.dirname, '../../../../electron/gate/links/score/link-weights.ts');
    expect(readFileSync(file).length).toBeLessThan(1_000_000);
  });
});

describe('policy on links', () => {
  it('blocks domains and all that is inside them', () => {
    const gate = corpGate(
      { kind: 'none' },
      {},
      { blockDomains: ['evil.example'], allowDomains: ['evil.example'] },
    );
    expect(levelFor(gate.link('https://a.evil.example/'), 'link.blocklisted')).toBe('block');
  });

  it('allows fewer kinds of links, never more', () => {
    const gate = corpGate({ kind: 'none' }, {}, { schemesAllowed: ['https'] });
    expect(levelFor(gate.link('http://corp.test/'), 'link.scheme-forbidden')).toBe('block');
    expect(gate.link('https://corp.test/').level).toBe('allow');
    expect(policySchema.safeParse({ links: { schemesAllowed: ['ftp'] } }).success).toBe(false);
  });

  it('takes what it allows for no imitation, and still looks at how it is written', () => {
    const gate = corpGate({ kind: 'none' }, {}, { allowDomains: ['acmebank.net'] });
    expect(linkOf('https://acmebank.net/', gate).verdict.level).toBe('allow');
    expect(linkOf('https://corp.test@acmebank.net/', gate).verdict.level).toBe('block');
  });
});
