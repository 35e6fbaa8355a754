import { describe, expect, it } from 'vitest';
import { codes, corpGate, levelFor, linkOf } from '../corp-gate.ts';

describe('T25: only http, https and mailto may ever be opened', () => {
  it.each([
    ['javascript:alert(1)', 'javascript'],
    ['JAVASCRIPT:alert(1)', 'javascript'],
    ['data:text/html;base64,PHNjcmlwdD4=', 'data'],
    ['file:///etc/passwd', 'file'],
    ['smb://server/share', 'smb'],
    ['\\\\server\\share\\invoice.exe', 'unc'],
    ['ms-msdt:/id PCWDiagnostic', 'ms-msdt'],
    ['search-ms:query=x&crumb=location:\\\\evil', 'search-ms'],
    ['ms-officecmd:{"id":3}', 'ms-officecmd'],
    ['vbscript:msgbox(1)', 'vbscript'],
    ['blob:https://corp.test/1', 'blob'],
    ['about:blank', 'about'],
    ['ftp://corp.test/x', 'ftp'],
    ['xmpp:bob@corp.test', 'xmpp'],
  ])('%s is blocked', (text, scheme) => {
    const { verdict, url } = linkOf(text);
    expect(url).toBe('');
    expect(verdict.level).toBe('block');
    expect(verdict.reasons[0]).toEqual({ code: 'link.scheme-forbidden', level: 'block', params: { scheme } });
  });

  it('T26: a link to an encrypted file never reaches a browser with its key', () => {
    const { verdict } = linkOf(`aesgcm://upload.corp.test/x.jpg#${'ab'.repeat(44)}`);
    expect(verdict).toMatchObject({ level: 'block', reasons: [{ code: 'link.encrypted-file' }] });
  });

  it('a mail link may name a subject but attach nothing', () => {
    expect(linkOf('mailto:bob@corp.test?subject=Hi').verdict.level).toBe('allow');
    expect(linkOf('mailto:bob@corp.test?attach=/etc/passwd').verdict.level).toBe('block');
    expect(linkOf('mailto:bob@corp.test?bcc=eve@evil.example').verdict.level).toBe('block');
    expect(linkOf('mailto:bob@corp.test,eve@evil.example').verdict.level).toBe('block');
    expect(linkOf('mailto://evil.example/bob@corp.test').verdict.level).toBe('block');
  });
});

describe('T25: what is opened is what is shown', () => {
  it('names the real host and the URL as it would be opened', () => {
    expect(linkOf('HTTPS://Corp.TEST:443/a/../b')).toMatchObject({
      url: 'https://corp.test/b',
      host: 'corp.test',
      verdict: { level: 'allow' },
    });
  });

  it('a user name before the host is unmasked', () => {
    const link = linkOf('https://corp.test@evil.example/login');
    expect(link.host).toBe('evil.example');
    expect(link.verdict.reasons[0]).toMatchObject({
      code: 'link.userinfo',
      level: 'block',
      params: { host: 'evil.example', userinfo: 'corp.test' },
    });
  });

  it.each([
    ['http://192.0.2.7/x', 'warn', '192.0.2.7'],
    ['http://[2001:db8::1]/x', 'warn', '2001:db8::1'],
    ['http://3221225991/x', 'block', '192.0.2.7'],
    ['http://0xC0000207/x', 'block', '192.0.2.7'],
    ['http://0300.0.02.7/x', 'block', '192.0.2.7'],
    ['http://192.519/x', 'block', '192.0.2.7'],
    ['http://①92.0.2.7/x', 'block', '192.0.2.7'],
  ])('%s is an address in numbers', (text, level, address) => {
    const { verdict } = linkOf(text);
    expect(levelFor(verdict, 'link.ip-literal')).toBe(level);
    expect(verdict.reasons.find((reason) => reason.code === 'link.ip-literal')?.params['address']).toBe(
      address,
    );
  });

  it.each([
    'https://%65vil.example/',
    'https:\\\\evil.example/',
    'https:/evil.example',
    'https:evil.example',
    'https://corp.test\\@evil.example/',
    'https:///evil.example/',
  ])('a host that readers and programs read differently is blocked: %s', (text) => {
    expect(codes(linkOf(text).verdict)).toContain('link.disguised-host');
  });

  it.each(['https://evil.example?acmebank.com/', 'https://evil.example#acmebank.com/login'])(
    'a host that ends earlier than it seems is warned of: %s',
    (text) => {
      expect(levelFor(linkOf(text).verdict, 'link.disguised-host')).toBe('warn');
    },
  );

  it.each(['https://corp.test?a=b.com/c', 'https://corp.test/#readme.md', 'https://corp.test?q'])(
    'and an ordinary query is not: %s',
    (text) => {
      expect(linkOf(text).verdict.level).toBe('allow');
    },
  );

  it.each([
    'https://evil\u200b.example/',
    'https://evil.example/\u202egpj.exe',
    '\u202ehttps://evil.example/',
  ])('T24: hidden characters in %j block', (text) => {
    expect(levelFor(linkOf(text).verdict, 'link.hidden-characters')).toBe('block');
  });

  it('a direction mark beside a link, as right-to-left chat has them, is noted only', () => {
    expect(linkOf('\u200fhttps://corp.test/').verdict.level).toBe('notice');
  });

  it.each(['https://', 'https://xn--a/', 'https://a..b/', `https://${'a.'.repeat(200)}b/`])(
    'what cannot be read is not opened: %s',
    (text) => {
      expect(corpGate().link(text).level).toBe('block');
    },
  );

  it('a link longer than systems open is blocked, and names no URL', () => {
    const link = linkOf(`https://corp.test/${'a'.repeat(3000)}`);
    expect(link).toMatchObject({
      url: '',
      verdict: { level: 'block', reasons: [{ code: 'link.too-long' }] },
    });
  });
});

describe('T25: international hosts', () => {
  it('are shown in their ASCII form', () => {
    const link = linkOf('https://пример.рф/');
    expect(link.host).toBe('xn--e1afmkfd.xn--p1ai');
    expect(link.verdict).toMatchObject({
      level: 'notice',
      reasons: [{ code: 'link.punycode', params: { host: 'пример.рф' } }],
    });
  });

  it('that mix scripts in a label are blocked', () => {
    const { verdict } = linkOf('https://wіkipedia.org/');
    expect(verdict.reasons[0]).toMatchObject({
      code: 'link.mixed-scripts',
      level: 'block',
      params: { scripts: 'Latin, Cyrillic' },
    });
  });

  it.each([
    'https://日本語ひらがなカタカナabc.jp/',
    'https://한글abc漢.kr/',
    'https://注音bopoㄅㄆㄇ.tw/',
    'https://bücher.de/',
    'https://ουτοπία.gr/',
    'https://אבג.co.il/',
  ])('written as people write are not: %s', (text) => {
    expect(linkOf(text).verdict.level).toBe('notice');
  });

  it('all in one script that reads as Latin are warned of', () => {
    expect(levelFor(linkOf('https://аррӏе.com/').verdict, 'link.unusual-characters')).toBe('warn');
  });

  it.each(['https://ⲟⲟⲟ.com/', 'https://ᎪᏢᏢ.com/', 'https://a♥.com/'])(
    'in letters no name uses are warned of: %s',
    (text) => {
      expect(levelFor(linkOf(text).verdict, 'link.unusual-characters')).toBe('warn');
    },
  );
});

describe('T25: hosts that pass themselves off as the company or a partner', () => {
  it.each([
    ['https://cоrp.test/', 'corp.test', 'о', 'Cyrillic'],
    ['https://c0rp.test/', 'corp.test', '', ''],
    ['https://cοrp.test/x', 'corp.test', 'ο', 'Greek'],
    ['https://acrnebank.com/', 'acmebank.com', '', ''],
    ['https://ac\u043cebank.com/', 'acmebank.com', 'м', 'Cyrillic'],
    ['https://pаrtner.test/', 'partner.test', 'а', 'Cyrillic'],
    ['https://login.c0rp.test/', 'corp.test', '', ''],
  ])('%s reads as %s and is blocked', (text, imitates, character, script) => {
    const { verdict } = linkOf(text);
    expect(levelFor(verdict, 'link.imitates-domain')).toBe('block');
    expect(verdict.reasons.find((reason) => reason.code === 'link.imitates-domain')?.params).toMatchObject({
      imitates,
      character,
      script,
    });
  });

  it.each([
    ['one character more', 'https://acmebankk.com/'],
    ['one less', 'https://acmebnk.com/'],
    ['two swapped', 'https://acmebnak.com/'],
    ['one other', 'https://acmebark.com/'],
    ['another ending', 'https://acmebank.net/'],
    ['a tenant of a hosting company', 'https://corp.pages.dev/'],
    ['the dot made a hyphen', 'https://corp-test.example/'],
    ['an accent', 'https://acmebánk.com/'],
    ['without its accent', 'https://muller.example/'],
    ['one bit other, of a short name', 'https://corq.test/'],
  ])('%s is warned of', (_, text) => {
    expect(levelFor(linkOf(text).verdict, 'link.imitates-domain')).toBe('warn');
  });

  it.each([
    ['https://corp.test.evil.example/', 'corp.test'],
    ['https://login-corp.pages.dev/', 'corp'],
    ['https://secure-acmebanklogin.example/', 'acmebank'],
    ['https://it-helpdesk.example/', 'IT Helpdesk'],
    ['https://corpbank-login.example/', 'Corp Bank'],
    ['https://partner.test.evil.example/', 'partner.test'],
    ['https://evil.example/acmebank.com/login.php', 'acmebank.com'],
    ['https://evil.example/x/portal.corp.test/verify', 'portal.corp.test'],
  ])('%s carries a name that is not its own', (text, name) => {
    const { verdict } = linkOf(text);
    expect(levelFor(verdict, 'link.uses-protected-name')).toBe('warn');
    expect(verdict.reasons.find((reason) => reason.code === 'link.uses-protected-name')?.params['name']).toBe(
      name,
    );
  });

  it.each([
    'https://corp.test/',
    'https://wiki.corp.test/corp',
    'https://acmebank.com/',
    'https://müller.example/',
    'https://corporate.example/',
    'https://example.com/acmebank.com',
    'https://r3---sn-4g5e6n.googlevideo.com/',
  ])('the genuine ones and unrelated ones are left alone: %s', (text) => {
    expect(['allow', 'notice']).toContain(linkOf(text).verdict.level);
  });

  it('a mail address is judged by its host', () => {
    expect(levelFor(linkOf('mailto:ceo@c0rp.test').verdict, 'link.imitates-domain')).toBe('block');
  });
});

it('the click is judged as the arrival was, on the URL that would be opened', () => {
  const gate = corpGate();
  for (const text of [
    'https://cоrp.test/',
    'https://corp.test/',
    'https://corp.test.evil.example/',
    'http://192.0.2.7/',
  ]) {
    const link = linkOf(text, gate);
    expect(gate.link(link.url)).toEqual(link.verdict);
  }
});
