import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cutsOf } from '../../../../electron/inspect/strip/cuts-of.ts';
import { filesSchema } from '../../../../shared/files-policy.ts';
import { z } from '../../../../shared/zod.ts';
import { makeZip } from '../make-zip.ts';
import { stripped } from './stripped.ts';

// Other programs start here, and the machine may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

const person = 'Erika Mustermann';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const said = `<dc:creator>${person}</dc:creator><cp:lastModifiedBy>${person}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2026-11-24T08:15:00Z</dcterms:created>`;
const core = `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${said}</cp:coreProperties>`;
const app = `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>Normal.dotm</Template><Company>Corp</Company><Manager>${person}</Manager></Properties>`;
const custom = `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Client"><vt:lpwstr>${person}</vt:lpwstr></property></Properties>`;
const people = `${declaration}<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Erika"><w15:presenceInfo w15:providerId="AD" w15:userId="S::erika@corp.test::1"/></w15:person></w15:people>`;
const types = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`;
const body = `${declaration}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>Dear customer</w:p></w:document>`;
const relationship = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
const leading = `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relationship}" Target="/package/Who.XML"/></Relationships>`;
const letter: Readonly<Record<string, string>> = {
  '[Content_Types].xml': types,
  'docProps/app.xml': app,
  'docProps/core.xml': core,
  'docProps/custom.xml': custom,
  'word/people.xml': people,
  'word/document.xml': body,
};
const meta = `${declaration}<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta><meta:initial-creator>${person}</meta:initial-creator></office:meta></office:document-meta>`;
const manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>';
const openDocument: Readonly<Record<string, string>> = {
  mimetype: 'application/vnd.oasis.opendocument.text',
  'content.xml': '<office:document-content xmlns:office="x">Dear customer</office:document-content>',
  'meta.xml': meta,
  'META-INF/manifest.xml': manifest,
};

const rules = { files: filesSchema.parse({ stripMetadata: 'pictures-and-documents' }), now: () => 0 };
const packed = (parts: Readonly<Record<string, string>>) =>
  makeZip(Object.entries(parts).map(([name, content]) => ({ name, content })));

describe.each([
  ['as Office writes it', letter, packed],
  [
    'as other programs name its parts',
    { ...others(), '_rels/.rels': leading, 'package/who.xml': core },
    packed,
  ],
  ['by the strict standard', { ...letter, 'docProps/app.xml': strict(app) }, packed],
  ['of OpenDocument', openDocument, packed],
  ['as a stream', letter, (parts: Readonly<Record<string, string>>) => streamed(parts)],
  ['as a long stream', letter, (parts: Readonly<Record<string, string>>) => streamed(parts, 'long')],
  ['with long sizes and places', letter, long],
])('T37: a document %s', (_how, parts, pack) => {
  test('loses who made it, and every other part is as it was, for readers of every kind', async () => {
    const whole = pack(parts);
    expect(read(whole).parts).toEqual(parts);
    for (const pieceSize of [7, 64 * 1024]) {
      const left = await stripped(whole, cutsOf(whole, 'a', rules), pieceSize);
      expect(left.byteLength).toBe(whole.byteLength);
      const { parts: now, inTurn } = read(left);
      expect(inTurn).toEqual(Object.keys(parts));
      expect(Object.keys(now)).toEqual(Object.keys(parts));
      for (const [name, content] of Object.entries(parts)) {
        if (/docProps|people|who\.xml|^meta/.test(name))
          expect(now[name]?.trimEnd()).toMatch(/^<[\w:-]+(?: [\w:]+="[^"]*")+\/>$/);
        else expect([name, now[name]]).toEqual([name, content]);
      }
      expect(JSON.stringify(now)).not.toMatch(/Mustermann|Normal\.dotm|corp\.test|Corp|2026/);
      expect(cutsOf(left, 'a', rules)).toEqual([]);
    }
  });

  test('that is cut short is never taken for clean', () => {
    const whole = pack(parts);
    for (let length = whole.byteLength - 1; length > whole.byteLength - 300; length -= 7) {
      const cuts = cutsOf(whole.subarray(0, length), 'a.docx', rules);
      // Without its directory it is no document any more, and held as an archive that is broken.
      expect(cuts === 'form' || cuts.length === 0).toBe(true);
    }
  });
});

test.each([
  ['signed as Office signs', 'signed', { ...letter, '_xmlsignatures/sig1.xml': '<Signature/>' }],
  ['signed as others sign', 'signed', { ...letter, 'package/services/digital-signature/origin.psdsor': '' }],
  ['of OpenDocument, signed', 'signed', { ...openDocument, 'META-INF/documentsignatures.xml': '<a/>' }],
  [
    'of OpenDocument, encrypted',
    'encrypted',
    { ...openDocument, 'META-INF/manifest.xml': '<manifest><encryption-data/></manifest>' },
  ],
])('T37: a document that is %s is left alone, which is said', (_how, cause, parts) => {
  expect(cutsOf(packed(parts), 'a', rules)).toBe(cause);
});

test.each([
  ['with something before it', (whole: Buffer) => Buffer.concat([Buffer.from('PK\x03\x04junk'), whole])],
  ['with something behind it', (whole: Buffer) => Buffer.concat([whole, Buffer.from(person)])],
  [
    'with an encrypted member',
    () => makeZip([...members(), { name: 'docProps/custom.xml', content: custom, flags: 1 }]),
  ],
  ['with two of one name', () => makeZip([...members(), { name: 'docProps/core.xml', content: core }])],
  [
    'whose part claims another name',
    () =>
      makeZip([
        ...members().slice(0, 1),
        { name: 'docProps/core.xml', localName: 'docProps/cor2.xml', content: core },
      ]),
  ],
])('a document %s cannot be stripped', (_how, break_) => {
  expect(cutsOf(break_(packed(letter)), 'a.docx', rules)).toMatch(/^(?:form|encrypted)$/);
});

test('a part that is too small for an empty one is no reason to send it', () => {
  const whole = packed({ '[Content_Types].xml': types, 'docProps/core.xml': `<a b="${person}"/>` });
  expect(cutsOf(whole, 'a.docx', rules)).toBe('form');
});

test.each([
  ['RTF', 'a.rtf', '{\\rtf1{\\info{\\author Erika}}}'],
  ['OneNote', 'a.one', Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex')],
  [
    'a letter of one XML file',
    'a.xml',
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:d xmlns:w="x"/>',
  ],
  [
    'a letter of one MHTML file',
    'a.mht',
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b--\r\n',
  ],
])('%s cannot be stripped, which is said', (_what, name, content) => {
  expect(cutsOf(Buffer.from(content), name, rules)).toBe('kind');
});

test.each([
  ['a text', 'a.txt', person],
  ['a table', 'a.csv', `name,${person}`],
  ['an archive', 'a.zip', makeZip([{ name: 'a.docx', content: packed(letter) }])],
  [
    'a document that says nothing',
    'a.docx',
    packed({ '[Content_Types].xml': types, 'word/document.xml': body }),
  ],
])('%s is left as it is', (_what, name, content) => {
  expect(cutsOf(Buffer.from(content), name, rules)).toEqual([]);
});

function members() {
  return [
    { name: '[Content_Types].xml', content: types },
    { name: 'docProps/core.xml', content: core },
  ];
}

function others(): Record<string, string> {
  const { 'docProps/core.xml': _, ...rest } = letter;
  return rest;
}

function strict(text: string): string {
  return text.replace(
    'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties',
    'http://purl.oclc.org/ooxml/officeDocument/extendedProperties',
  );
}

function read(bytes: Buffer) {
  const file = temporary();
  writeFileSync(file, bytes);
  return z
    .strictObject({ parts: z.record(z.string(), z.string()), inTurn: z.array(z.string()) })
    .parse(JSON.parse(python('', 'read', file)));
}

function streamed(parts: Readonly<Record<string, string>>, ...how: readonly string[]): Buffer {
  const file = temporary();
  python(JSON.stringify(parts), 'write', file, ...how);
  return readFileSync(file);
}

function python(input: string, ...values: readonly string[]): string {
  const script = path.join(import.meta.dirname, 'package-reader.py');
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [script, ...values], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function temporary(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-strip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'a.zip');
}

/** Every number that can be is in a field of 64 bits (APPNOTE 4.5.3), as some libraries write even small files. */
function long(parts: Readonly<Record<string, string>>): Buffer {
  const short = makeZip(Object.entries(parts).map(([name, content]) => ({ name, content })));
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const data = deflateRawSync(Buffer.from(text));
    const header = Buffer.from(short.subarray(at, at + 30));
    at += 30 + Buffer.byteLength(name) + data.byteLength;
    const sizes = [header.readUInt32LE(22), header.readUInt32LE(18)];
    header.writeUInt32LE(0xffffffff, 18);
    header.writeUInt32LE(0xffffffff, 22);
    const local = Buffer.concat([header, Buffer.from(name), field(sizes), data]);
    local.writeUInt16LE(20, 28);
    const record = Buffer.concat([
      Buffer.from('PK\x01\x02\x2d\x03', 'latin1'),
      local.subarray(4, 30),
      Buffer.alloc(14),
      Buffer.from(name),
      field([...sizes, offset]),
    ]);
    record.writeUInt16LE(28, 30);
    record.writeUInt16LE(0, 32);
    record.writeUInt32LE(0xffffffff, 42);
    locals.push(local);
    records.push(record);
    offset += local.byteLength;
  }
  const size = Buffer.concat(records).byteLength;
  const end = Buffer.alloc(56 + 20 + 22, 0xff);
  end.write('PK\x06\x06', 0, 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.fill(0, 12, 24);
  for (const [index, value] of [records.length, records.length, size, offset].entries())
    end.writeBigUInt64LE(BigInt(value), 24 + index * 8);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeUInt32LE(0, 60);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  end.write('PK\x05\x06', 76, 'latin1');
  end.fill(0, 80, 84);
  end.writeUInt16LE(0, 96);
  return Buffer.concat([...locals, ...records, end]);
}

function field(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + values.length * 8);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return bytes;
}
