import { expect, test } from 'vitest';
import { allow, verdictOf } from '../../../shared/model/verdict.ts';
import { inspecting, told } from './inspecting.ts';

const features = (bytes: string | Uint8Array, name = 'a.html') =>
  inspecting(bytes, name).verdict.reasons.flatMap(({ code, params }) =>
    code === 'file.active-page' ? [params['feature']] : [],
  );

const pages: [feature: string, page: string][] = [
  ['script', '<html><ScRiPt>x</script>'],
  ['script', '<html><script/src=x>'],
  ['handler', '<html><img src=x onerror=alert(1)>'],
  ['handler', '<html><svg/onload=alert(1)>'],
  ['script-link', '<html><a href="JavaScript:x">'],
  ['redirect', '<html><meta content="0;url=https://a.test" http-equiv=refresh>'],
  ['frame', '<html><iframe srcdoc="x">'],
  ['frame', '<html><object data=x>'],
  ['form', '<html><form action="https://a.test"><input type=password>'],
  ['base', '<html><base href="//a.test/">'],
  ['packed-file', '<html><a href="data:application/zip;base64,UEs" download>'],
];

test.each(pages)('a page with %s is held: %s', (feature, page) => {
  expect(features(page)).toContain(feature);
  expect(inspecting(page, 'a.html').verdict.level).toBe('hold');
  expect(features(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(page, 'utf16le')]))).toContain(
    feature,
  );
});

test('SVG is a page too, whatever its name says (T28)', () => {
  expect(features('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', 'logo.svg')).toEqual([
    'script',
  ]);
  expect(features('<?xml version="1.0"?><svg:svg xmlns:svg="x"><svg:script/></svg:svg>', 'a.png')).toEqual([
    'script',
  ]);
  expect(features('<svg><foreignObject><p/></foreignObject></svg>', 'a.svg')).toEqual(['frame']);
  expect(features('<!DOCTYPE svg [<!ENTITY a "&b;">]><svg/>', 'a.svg')).toEqual(['entity']);
});

test('XML that shows itself as a page is one', () => {
  expect(features('<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>', 'a.xml')).toEqual(['stylesheet']);
  const mixed = '<?xml version="1.0"?><a><b xmlns="http://www.w3.org/1999/xhtml"><script>x</script></b></a>';
  expect(features(mixed, 'a.xml')).toEqual(['script']);
  expect(features('<?xml version="1.0"?><job><script>x</script></job>', 'a.xml')).toEqual([]);
});

test('a quiet page and a quiet drawing are clean', () => {
  const page =
    '<!DOCTYPE html><html><head><style>p{}</style></head><p>On Monday = fine</p><img src="data:image/png;base64,x">';
  expect(inspecting(page, 'a.html').verdict).toEqual(allow);
  expect(
    inspecting('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', 'a.svg').verdict,
  ).toEqual(allow);
});

test('the gate is asked about every link of a page, and its reasons are told', () => {
  const link = (url: string) =>
    url.includes('bad.test')
      ? verdictOf([
          { code: 'link.blocklisted', level: 'block', params: { host: 'bad.test', entry: 'bad.test' } },
        ])
      : allow;
  const page = '<html><a href="https://good.test/">a</a><a href=\'https://bad.test/x\'>b</a>';
  const { verdict } = inspecting(page, 'a.html', { link });
  expect(verdict.level).toBe('block');
  expect(verdict.reasons.map(({ code, params }) => [code, params['host']])).toEqual([
    ['file.link', 'bad.test'],
    ['link.blocklisted', 'bad.test'],
  ]);
});

test('a shortcut whose picture or target is on another computer is blocked: seeing it tells the login', () => {
  const shortcut = '[InternetShortcut]\r\nURL=https://a.test\r\nIconFile=\\\\evil.test\\share\\a.ico\r\n';
  expect(told(inspecting(shortcut, 'a.url'))).toContain('file.fetches-by-itself');
  const library =
    '<?xml version="1.0"?><libraryDescription><url>\\\\evil.test\\share</url></libraryDescription>';
  expect(inspecting(library, 'a.library-ms').verdict.level).toBe('block');
});

test('a shortcut or page of a million characters of anything takes no longer than its length allows', () => {
  const pieces = [
    '\n',
    '\r',
    ' ',
    '<',
    '<!---->',
    'href=',
    '<meta ',
    'data:a/',
    '=//a',
    '\nurl=',
    '<string>a:',
    ' on',
  ];
  for (const piece of pieces) {
    for (const beginning of ['[InternetShortcut]\n', '<html>']) {
      const before = process.cpuUsage();
      inspecting(beginning + piece.repeat(1_000_000 / piece.length), 'a.url');
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000, JSON.stringify(beginning + piece)).toBeLessThan(2000);
    }
  }
}, 60_000);
