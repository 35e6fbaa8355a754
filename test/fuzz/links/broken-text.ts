import type { Random } from '../random.ts';

const whole = [
  'see https://corp.test/a?b=c#d now',
  '[https://corp.test](https://evil.example/x)',
  'corp.test <https://evil.example/x>',
  'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F&data=05',
  'https://shop.example/login?returnUrl=https%253A%252F%252Fevil.example%252F',
  'https://shop.example/r?url=aHR0cHM6Ly9ldmlsLmV4YW1wbGUv',
  'https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_login&d=x',
  'https://corp.test@evil.example/ http://0xC0000207/x http://[2001:db8::1]:8080/',
  'https://xn--crp-sed.test/ https://сорр.test/ https://日本語abc.jp/ https://аррӏе.com/',
  'mailto:bob@corp.test?subject=Hi, bob@evil.example',
  'javascript:alert(1) file:///etc/passwd \\\\server\\share ms-msdt:/id aesgcm://x.test/y#00',
  'https://files.example//bad%2520path//../bad/x https://paypal.com.evil.example/login.php',
  'https://secure-paypal-login.pages.dev/?a=1&b=2 bit.ly/3xyz invoice.zip/x',
];

/** What is judged twice says nothing new, and most of a text stays as it was: mostly one link, which every change hits. */
const parts = whole.flatMap((text) => text.split(' '));

const pieces = [
  'https://',
  'http:',
  '//',
  '/',
  '\\',
  '?',
  '#',
  '@',
  ':',
  '.',
  '。',
  '%',
  '%2e',
  '%252e',
  '%00',
  '[',
  ']',
  '](',
  '(',
  ')',
  '<',
  '>',
  '"',
  ' ',
  '\n',
  '\t',
  '-',
  '--',
  'xn--',
  '&url=',
  '&next=',
  '=',
  '://',
  'data:',
  'vbscript:',
  '\u200b',
  '\u202e',
  '\u0301',
  'ß',
  'ー',
  '一',
  'œ',
  'ı',
  '\ud800',
  '👩‍💻',
  '٣',
  '੧',
  'evil.example',
  'corp.test',
  '.zip',
  'aHR0c',
  '0x',
  '1.1',
  'www.',
];

const mostLength = 20_000;

/** One of the texts above or a part of it, changed at a few places; now and then one piece repeated until it is long. */
export function brokenText(random: Random): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
  let text = random() < 0.2 ? pick(whole) : pick(parts);
  for (let left = below(6); left > 0; left -= 1) {
    const at = below(text.length + 1);
    const [before, after] = [text.slice(0, at), text.slice(at)];
    const change = below(7);
    if (change === 0) text = before + after.slice(1 + below(8));
    else if (change === 1) text = before + pick(pieces) + after;
    else if (change === 2)
      text = before + String.fromCodePoint(below(random() < 0.5 ? 0x80 : 0x3_00_00)) + after;
    else if (change === 3) text = before + pick(whole).slice(below(40)) + after;
    else if (change === 4) text = before + before.slice(-below(30)) + after;
    else if (change === 5) text = before + pick(pieces).repeat(1 + below(60)) + after;
    else text = text.toUpperCase();
  }
  if (random() < 0.01) text = (text.slice(0, 40) || 'a').repeat(1 + below(mostLength / 40));
  return text.slice(0, mostLength);
}
