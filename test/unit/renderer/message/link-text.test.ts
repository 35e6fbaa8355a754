import { describe, expect, it } from 'vitest';
import { linkText, shorten, withRealHosts } from '../../../../renderer/message/link-text.ts';
import { allow } from '../../../../shared/model/verdict.ts';

it('a body as characters has the real host of every link (T23)', () => {
  const body = 'Renew at https://сorp.test/sso, or call.';
  const url = 'https://xn--orp-3ed.test/sso';
  const link = { start: 9, end: 30, url, host: 'xn--orp-3ed.test', verdict: allow };
  expect(withRealHosts({ body, links: [link] })).toBe('Renew at xn--orp-3ed.test/sso, or call.');
});

describe('the text of a link', () => {
  it('begins with the real host and not with what was written', () => {
    const link = { url: 'https://evil.test/login', host: 'evil.test' };
    expect(linkText(link, 'https://corp.test')).toEqual({ before: '', host: 'evil.test', after: '/login' });
  });

  it('shows the A-labels of an imitation (T23)', () => {
    const link = { url: 'https://xn--orp-3ed.test/sso', host: 'xn--orp-3ed.test' };
    expect(linkText(link, 'https://сorp.test/sso').host).toBe('xn--orp-3ed.test');
  });

  it('puts no user name before the host, also when it contains the host', () => {
    const link = { url: 'https://evil.test:x@evil.test/', host: 'evil.test' };
    expect(linkText(link, '')).toEqual({ before: '', host: 'evil.test', after: '' });
    const posing = { url: 'https://corp.test@evil.test/a', host: 'evil.test' };
    expect(linkText(posing, '')).toEqual({ before: '', host: 'evil.test', after: '/a' });
  });

  it('keeps the port and shortens what follows in the middle', () => {
    const path = `/drawings/2026/november/${'x'.repeat(200)}/revision-17.pdf`;
    const { host, after } = linkText({ url: `https://a.test:8443${path}`, host: 'a.test' }, '');
    expect(host).toBe('a.test');
    expect(after).toMatch(/^:8443\/drawings\/2026.*….*revision-17\.pdf$/);
    expect([...after].length).toBe(48);
  });

  it('leaves out a bare slash', () => {
    expect(linkText({ url: 'https://wiki.corp.test/', host: 'wiki.corp.test' }, '').after).toBe('');
  });

  it('shows an e-mail address whole, its host in bold', () => {
    const link = { url: 'mailto:anna@corp.test?subject=x@y', host: 'corp.test' };
    expect(linkText(link, '')).toEqual({ before: 'anna@', host: 'corp.test', after: '?subject=x@y' });
  });

  it('shows any other scheme', () => {
    expect(linkText({ url: 'smb://files.test/x', host: 'files.test' }, '')).toEqual({
      before: 'smb://',
      host: 'files.test',
      after: '/x',
    });
  });

  it('is what was written when nothing could be read from it', () => {
    expect(linkText({ url: '', host: '' }, 'javascript:alert(1)')).toEqual({
      before: '',
      host: 'javascript:alert(1)',
      after: '',
    });
  });
});

describe('shortening', () => {
  it('never cuts a character in half', () => {
    const short = shorten('👍'.repeat(100), 9);
    expect([...short]).toEqual([...'👍👍👍👍👍', '…', ...'👍👍👍']);
  });

  it('leaves a text that fits', () => {
    expect(shorten('/a/b', 4)).toBe('/a/b');
  });
});
