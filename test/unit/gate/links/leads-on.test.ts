import { describe, expect, it } from 'vitest';
import { codes, corpGate, jid, levelFor, linkOf } from '../corp-gate.ts';

const linkSender = jid('eve@evil.example');
const list = { kind: 'text', text: 'evil.example' } as const;

describe('T25: a link is as bad as the one it leads on to', () => {
  it.each([
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F&data=05',
    'https://www.google.com/url?sa=t&q=https://evil.example/',
    'https://www.google.com/amp/s/evil.example/login',
    'https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_login&d=x',
    'https://urldefense.com/v3/__https://evil.example/login__;!!x',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.example',
    'https://shop.example/login?returnUrl=https%253A%252F%252Fevil.example',
    'https://shop.example/out?to=//evil.example/x',
    'https://shop.example/r?url=aHR0cHM6Ly9ldmlsLmV4YW1wbGUv',
    'https://a.example/?next=https%3A%2F%2Fb.example%2F%3Fnext%3Dhttps%253A%252F%252Fevil.example',
  ])('%s', (text) => {
    const { verdict } = linkOf(text, corpGate(list));
    expect(verdict.level).toBe('block');
    expect(codes(verdict)).toEqual(expect.arrayContaining(['link.blocklisted', 'link.leads-on']));
  });

  it.each([
    'https://corp.test/?next=https://wiki.corp.test/',
    'https://shop.example/?next=/basket',
    'https://shop.example/search?q=https://evil.example',
  ])('within a site, and where nobody is sent on, it leads nowhere: %s', (text) => {
    expect(codes(linkOf(text, corpGate(list)).verdict)).not.toContain('link.leads-on');
  });

  it('is told where to, and what is harmless there stays so', () => {
    const { verdict } = linkOf('https://shop.example/?next=https://corp.test/');
    expect(verdict.reasons.find(({ code }) => code === 'link.leads-on')).toEqual({
      code: 'link.leads-on',
      level: 'notice',
      params: { host: 'shop.example', to: 'corp.test' },
    });
  });
});

describe('T25: the text of a link names where it leads', () => {
  it.each(['[https://corp.test](https://evil.example/x)', 'corp.test <https://evil.example/x>'])(
    '%s',
    (text) => {
      const links = corpGate().inbound({
        from: linkSender,
        name: '',
        body: text,
        isEncrypted: false,
      }).links;
      expect(links).toHaveLength(2);
      expect(links.map(({ verdict }) => levelFor(verdict, 'link.text-differs'))).toEqual([null, 'warn']);
    },
  );

  it.each([
    '[wiki.corp.test](https://corp.test/x)',
    'https://corp.test and https://evil.example',
    'corp.test <https://www.corp.test/>',
  ])('and is left alone where it does: %s', (text) => {
    const { links } = corpGate().inbound({ from: linkSender, name: '', body: text, isEncrypted: false });
    expect(links.flatMap(({ verdict }) => codes(verdict))).not.toContain('link.text-differs');
  });
});
