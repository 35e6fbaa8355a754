// The properties of OOXML (ECMA-376 part 2 chapter 11, part 1 section 22.2) and of OpenDocument (part 1 section 4.3).

import { openZip, type ZipEntry, type ZipFile } from '../archives/zip-file.ts';
import type { Budget } from '../budget.ts';
import { bufferOf } from '../bytes.ts';
import { readXml, type XmlAttribute } from '../office/ooxml/xml-elements.ts';
import { xmlText } from '../office/ooxml/xml-text.ts';
import { Unreadable } from '../unreadable.ts';
import { type Cut, Uncut } from './cut.ts';
import { memberCuts } from './member-cuts.ts';

type Property = 'core' | 'extended' | 'custom' | 'people' | 'odf';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const strict = 'http://purl.oclc.org/ooxml/officeDocument';

/** Where there is none of them, programs take the properties to be empty, and so it is with these. */
const neutral: Readonly<Record<Property, (text: string) => string>> = {
  core: () =>
    '<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  extended: (text) =>
    `<Properties xmlns="${text.includes(strict) ? `${strict}/extendedProperties` : `${office}/extended-properties`}"/>`,
  custom: (text) =>
    `<Properties xmlns="${text.includes(strict) ? `${strict}/customProperties` : `${office}/custom-properties`}"/>`,
  people: () => '<people xmlns="http://schemas.microsoft.com/office/word/2012/wordml"/>',
  odf: (text) => {
    const version = /\boffice:version="(1\.\d)"/.exec(text)?.[1];
    const said = version === undefined ? '' : ` office:version="${version}"`;
    return `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"${said}/>`;
  },
};

/** Where programs of Office write them; other programs name them otherwise, and lead to them. */
const names: readonly (readonly [RegExp, Property])[] = [
  [/^docprops\/core\d*\.xml$|\.psmdcp$/, 'core'],
  [/^docprops\/app\d*\.xml$/, 'extended'],
  [/^docprops\/custom\d*\.xml$/, 'custom'],
  // Who the authors of changes and comments are elsewhere: addresses and accounts, by name.
  [/^word\/people\d*\.xml$/, 'people'],
  [/^meta\.xml$/, 'odf'],
];
const leading = /\/(?:metadata\/)?(core|extended|custom)-?properties$/i;

/** The parts that hold the properties become empty ones, each as long as before. Nothing else changes by a byte. */
export function packageCuts(bytes: Buffer, budget: Budget): readonly Cut[] {
  const zip = openZip(bytes, budget);
  const { before, behind, irregularities } = zip;
  if (before !== 0 || behind !== 0 || irregularities.length > 0) throw new Unreadable('package');
  const files = zip.entries.filter(({ isDirectory }) => !isDirectory);
  if (files.some(({ name }) => isSignature(name))) throw new Uncut('signed');
  if (files.some(({ isEncrypted }) => isEncrypted)) throw new Uncut('encrypted');
  const manifest = files.find(({ name }) => name === 'META-INF/manifest.xml');
  if (manifest !== undefined && textOf(zip, manifest).includes('encryption-data'))
    throw new Uncut('encrypted');
  const replaced = new Map<ZipEntry, Buffer>();
  for (const [entry, property] of properties(zip, files, budget)) {
    const text = textOf(zip, entry);
    const said = neutral[property](text);
    if (entry.size > 0 && text.trimEnd() !== said) replaced.set(entry, Buffer.from(said));
  }
  return memberCuts(bytes, zip.entries, replaced);
}

function isSignature(name: string): boolean {
  return /(?:^|\/)_xmlsignatures\/|^META-INF\/[^/]*signatures[^/]*\.xml$|digital-signature/i.test(name);
}

function properties(
  zip: ZipFile,
  files: readonly ZipEntry[],
  budget: Budget,
): ReadonlyMap<ZipEntry, Property> {
  const led = ledTo(zip, files, budget);
  const found = new Map<ZipEntry, Property>();
  for (const entry of files) {
    const name = partName(entry.name);
    const property = led.get(name) ?? names.find(([usual]) => usual.test(name))?.[1];
    if (property !== undefined) found.set(entry, property);
  }
  return found;
}

function ledTo(zip: ZipFile, files: readonly ZipEntry[], budget: Budget): ReadonlyMap<string, Property> {
  const led = new Map<string, Property>();
  const relationships = files.find(({ name }) => partName(name) === '_rels/.rels');
  if (relationships === undefined) return led;
  const open = (name: string, attribute: XmlAttribute) => {
    const [, kind] = leading.exec(attribute('type') ?? '') ?? [];
    if (name !== 'relationship' || kind === undefined) return;
    const property = kind.toLowerCase() as 'core' | 'extended' | 'custom';
    led.set(partName(attribute('target') ?? ''), property);
  };
  const ignored = () => undefined;
  readXml(textOf(zip, relationships), { open, text: ignored, close: ignored }, () => budget.checkTime());
  return led;
}

function textOf(zip: ZipFile, entry: ZipEntry): string {
  return xmlText(bufferOf(zip.read(entry))) ?? '';
}

/** As the parts of a package are called (ECMA-376 part 2 section 6.2.2.3), whatever the program that packed it wrote. */
function partName(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^\.?\//, '')
    .toLowerCase();
}
