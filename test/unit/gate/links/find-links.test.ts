import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLinks } from '../../../../electron/gate/links/find-links.ts';
import { linksOf } from '../corp-gate.ts';

function found(text: string): readonly string[] {
  return findLinks(text, (host) => host.endsWith('.test')).links.map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('a link is found as a reader sees it', () => {
  it.each([
    ['see https://corp.test/a?b=c#d now', ['https://corp.test/a?b=c#d']],
    [
      '(https://en.wikipedia.org/wiki/Gate_(disambiguation))',
      ['https://en.wikipedia.org/wiki/Gate_(disambiguation)'],
    ],
    ['Read "https://corp.test/x", then go.', ['https://corp.test/x']],
    ['<https://corp.test/x>', ['https://corp.test/x']],
    ['https://a.test,https://b.test', ['https://a.test', 'https://b.test']],
    ['https://a.test/?next=https://b.test', ['https://a.test/?next=https://b.test']],
    ['Go to example.com/login!', ['example.com/login']],
    ['пример.рф und müller.de', ['пример.рф', 'müller.de']],
    ['write to bob@corp.test.', ['bob@corp.test']],
    ['//evil.test/x', ['evil.test/x']],
    ['http://[::1]:8080/x', ['http://[::1]:8080/x']],
    ['*https://corp.test/x*', ['https://corp.test/x']],
    ['https://corp.test…', ['https://corp.test']],
    ['https:evil.test', ['https:evil.test']],
  ])('%s', (text, links) => {
    expect(found(text)).toEqual(links);
  });

  it.each([
    'Note:this',
    'at 12:30',
    'std::vector',
    'C:\\Users\\me',
    'v1.2.3',
    'and so on...',
    'readme.md and main.py',
    'Tel:+49 30 123',
    'key:value, about:us',
    '\\o/ well',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('T25: nothing that a program acts on stays innocent text', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    'file:\\\\server\\share',
    'smb://server/share',
    '\\\\server\\share\\x.exe',
    'ms-msdt:/id',
    'ms-officecmd:{}',
    'search-ms:query=x',
    'vbscript:x',
    'about:blank',
    'blob:https://x.test/1',
    'xmpp:bob@corp.test',
    'unknown-scheme://x',
    'view-source:x',
    'seehttps://x.test/',
  ])('%s', (text) => {
    expect(found(text)).toHaveLength(1);
    expect(found(`see ${text}`)).toHaveLength(1);
    expect(found(`[click](${text})`)).toHaveLength(1);
  });

  it('judges the target of a markdown link, and its text as the link it is', () => {
    const links = linksOf('[https://corp.test](https://evil.example/x)');
    expect(links.map((link) => link.host)).toEqual(['corp.test', 'evil.example']);
  });

  it('takes control characters for no end of a scheme', () => {
    expect(linksOf('java\u0001script:alert(1)')[0]?.verdict.level).toBe('block');
  });
});

describe('hidden characters', () => {
  it('T24: are seen inside a link, which is found whole and in the units of the original', () => {
    const text = 'go https://co\u200brp.te\u00adst/x now';
    const link = findLinks(text, () => true).links[0];
    expect(link).toMatchObject({
      target: 'https://corp.test/x',
      hidden: ['U+200B', 'U+00AD'],
      hiddenBeside: [],
    });
    expect(text.slice(link?.start, link?.end)).toBe('https://co\u200brp.te\u00adst/x');
  });

  it('T24: are seen beside a link', () => {
    const link = findLinks('\u202ehttps://corp.test/x\u200b', () => true).links[0];
    expect(link).toMatchObject({ hidden: [], hiddenBeside: ['U+202E', 'U+200B'] });
  });

  it('do not hide where a scheme begins', () => {
    expect(findLinks('foo\u200bhttps://corp.test/', () => true).links[0]?.target).toBe('https://corp.test/');
    expect(findLinks('foo\u200bjavascript:x', () => true).links[0]?.target).toBe('javascript:x');
  });
});

describe('any text at all', () => {
  const pieces = fc.constantFrom(
    'https://',
    'a.test',
    '\u200b',
    '\u202e',
    '](',
    '[',
    ')',
    ' ',
    '@',
    ':',
    '\\\\',
    '//',
    '.',
    '👩‍💻',
    'javascript:',
    'х',
    '%2e',
    '\ud800',
    'x',
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  it('gives ordered links within the text, none overlapping, that round-trip through the URL they name', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const link of linksOf(text)) {
          expect(link.start).toBeGreaterThanOrEqual(last);
          expect(link.end).toBeGreaterThan(link.start);
          expect(link.end).toBeLessThanOrEqual(text.length);
          if (link.url !== '') expect(new URL(link.url).href).toBe(link.url);
          last = link.end;
        }
      }),
      { seed: 20261124, numRuns: 1000 },
    );
  });

  it('T25: no word is passed over for what it lacks: a dot before it, which no link begins with, changes nothing', () => {
    const made = (...parts: readonly string[]) =>
      fc.string({ unit: fc.constantFrom(...parts), maxLength: 6 });
    const dots = made('a', 'test', ' ', '.', '。', '．', '｡');
    const marks = made('a', 'test', ' ', '.', ':', '\\', '/', '-', '@', 'javascript');
    fc.assert(
      fc.property(fc.oneof(texts, dots, marks), (text) => {
        const words = text.split(/\s+/);
        const dotted = words.map((word) => `.${word}`).join(' ');
        expect(found(dotted)).toEqual(found(words.join(' ')));
      }),
      { seed: 20261125, numRuns: 2000 },
    );
  });
});
