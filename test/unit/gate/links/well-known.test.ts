import { describe, expect, it } from 'vitest';
import { codes, corpGate, levelFor, linkOf } from '../corp-gate.ts';

describe('T25: hosts that pass themselves off as a site that everybody knows', () => {
  it.each([
    ['https://paypa1.com/', 'paypal.com'],
    ['https://rnicrosoft.com/', 'microsoft.com'],
    ['https://аррӏе.com/', 'apple.com'],
  ])('%s reads as %s and is blocked', (text, imitates) => {
    const { verdict } = linkOf(text);
    expect(levelFor(verdict, 'link.imitates-domain')).toBe('block');
    expect(verdict.reasons.find(({ code }) => code === 'link.imitates-domain')?.params['imitates']).toBe(
      imitates,
    );
  });

  it.each([
    ['one character more', 'https://paypall.com/', 'paypal.com'],
    ['one bit other', 'https://mic2osoft.com/', 'microsoft.com'],
    ['a cheap ending', 'https://netflix.top/', 'netflix.com'],
    ['a digit under another ending', 'https://paypa1.example/', 'paypal.com'],
  ])('%s is warned of', (_, text, imitates) => {
    const { verdict } = linkOf(text);
    expect(levelFor(verdict, 'link.imitates-domain')).toBe('warn');
    expect(verdict.reasons.find(({ code }) => code === 'link.imitates-domain')?.params['imitates']).toBe(
      imitates,
    );
  });

  it.each([
    ['its domain before another', 'https://paypal.com.evil.example/', 'paypal.com'],
    ['its domain and a hyphen', 'https://paypal.com-billing.example/', 'paypal.com'],
    ['beside what deceivers put there', 'https://secure-paypal.example/', 'paypal.com'],
    ['the same without a hyphen', 'https://paypallogin.example/', 'paypal.com'],
    ['as a tenant of a hosting company', 'https://trezor-wallet.pages.dev/', 'trezor.io'],
    ['in the path to a page to sign in', 'https://evil.example/paypal.com/login.php', 'paypal.com'],
  ])('a name that is not its own is warned of: %s', (_, text, name) => {
    const { verdict } = linkOf(text);
    expect(levelFor(verdict, 'link.uses-protected-name')).toBe('warn');
    expect(verdict.reasons.find(({ code }) => code === 'link.uses-protected-name')?.params['name']).toBe(
      name,
    );
  });

  it.each([
    'https://paypal.com/signin',
    'https://paypal.de/',
    'https://www.amazon.co.jp/',
    'https://appleinsider.com/',
    'https://visa-service.example/',
    'https://web.archive.org/web/2020/https://paypal.com/',
  ])('genuine ones and other honest names do not: %s', (text) => {
    const found = codes(linkOf(text).verdict);
    expect(found).not.toContain('link.imitates-domain');
    expect(found).not.toContain('link.uses-protected-name');
  });

  it('policy may name more of them', () => {
    const gate = corpGate({ kind: 'none' }, {}, { brandDomains: ['regionalbank.example'] });
    expect(levelFor(linkOf('https://regiona1bank.example/', gate).verdict, 'link.imitates-domain')).toBe(
      'block',
    );
  });
});

describe('T25: what a host is', () => {
  it.each(['https://invoice-2026.zip/', 'https://holiday.mov/x'])(
    '%s is a site with the name of a file, and is warned of',
    (text) => {
      expect(levelFor(linkOf(text).verdict, 'link.file-ending')).toBe('warn');
    },
  );

  it.each(['notice', 'warn', 'block'] as const)('a short link is a %s where policy says so', (shorteners) => {
    const gate = corpGate({ kind: 'none' }, {}, { shorteners });
    expect(levelFor(linkOf('https://bit.ly/3xyz', gate).verdict, 'link.shortened')).toBe(shorteners);
  });

  it('a short link says nothing where policy allows it, and the service itself never does', () => {
    const gate = corpGate({ kind: 'none' }, {}, { shorteners: 'allow' });
    expect(codes(linkOf('https://bit.ly/3xyz', gate).verdict)).not.toContain('link.shortened');
    expect(codes(linkOf('https://bit.ly/').verdict)).not.toContain('link.shortened');
  });
});
