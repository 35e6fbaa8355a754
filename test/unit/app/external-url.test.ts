import { describe, expect, it } from 'vitest';
import { urlRefusal } from '../../../electron/app/external-url.ts';

describe('a link that leaves', () => {
  it.each([
    'https://example.com/',
    'http://example.com/a/b?c=d#e',
    'https://xn--e1awd7f.example/',
    'https://example.com:8443/%D0%BE',
    'mailto:bea@corp.test',
    'mailto:bea@corp.test?subject=Hello&body=text&cc=jonas@corp.test',
  ])('may be opened exactly as shown: %s', (url) => {
    expect(urlRefusal(url)).toBeNull();
  });

  it.each([
    ['file:///etc/passwd', 'scheme'],
    ['smb://server/share/x.desktop', 'scheme'],
    ['ms-msdt:/id', 'scheme'],
    ['search-ms:query=x', 'scheme'],
    ['ms-officecmd:%7B%7D', 'scheme'],
    ['vbscript:msgbox(1)', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['blob:https://example.com/1', 'scheme'],
    ['about:blank', 'scheme'],
    ['app://gatehouse/index.html', 'scheme'],
    ['xmpp:bea@corp.test', 'scheme'],
    ['ftp://example.com/', 'scheme'],
    ['view-source:https://example.com/', 'scheme'],
    ['tel:112', 'scheme'],
    ['\\\\server\\share', 'not-exact'],
    ['//server/share', 'not-exact'],
    ['/etc/passwd', 'not-exact'],
    ['C:\\Windows\\System32\\calc.exe', 'not-exact'],
    ['', 'not-exact'],
    [' https://example.com/', 'not-exact'],
    ['\thttps://example.com/', 'not-exact'],
    ['\nhttps://example.com/', 'not-exact'],
    ['https://example.com/ ', 'not-exact'],
    ['java\nscript:alert(1)', 'not-exact'],
    ['\u0000javascript:alert(1)', 'not-exact'],
    ['HTTPS://example.com/', 'not-exact'],
    ['JaVaScRiPt:alert(1)', 'not-exact'],
    ['https://EXAMPLE.com/', 'not-exact'],
    ['https://example.com', 'not-exact'],
    ['https:example.com/', 'not-exact'],
    ['https:\\\\example.com\\', 'not-exact'],
    ['https://example.com/a/../b', 'not-exact'],
    ['https://c\u043erp.test/', 'not-exact'],
    ['https://example.com/\u202egpj.exe', 'not-exact'],
    ['https://example.com/\u200b', 'not-exact'],
    ['https://2130706433/', 'not-exact'],
    ['https://corp.test@evil.example/', 'userinfo'],
    ['https://corp.test:pass@evil.example/', 'userinfo'],
    ['https://:pass@evil.example/', 'userinfo'],
    ['mailto:bea@corp.test?attach=/etc/passwd', 'mail-field'],
    ['mailto:bea@corp.test?ATTACHMENT=x', 'mail-field'],
    [`https://example.com/${'a'.repeat(9000)}`, 'too-long'],
  ])('does not leave as %j', (url, refusal) => {
    expect(urlRefusal(url)).toBe(refusal);
  });
});
