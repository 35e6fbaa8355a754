import type { Finding, InspectionContext, Inspector } from '../inspector.ts';
import { placeOf } from '../place.ts';
import { climbs } from './climbs.ts';
import { openZip, type ZipEntry, type ZipFile } from './zip-file.ts';

/** Everything in a zip, and of documents that are zips the structure: what lies in them is their own inspectors' business. */
export const zip: Inspector = {
  name: 'zip',
  takes: ['zip', 'ooxml', 'odf', 'java-archive', 'android-program', 'browser-extension'],
  inspect: (bytes, context) => {
    const file = openZip(bytes, context.budget);
    const structure = structureOf(file);
    return context.type === 'zip' ? [...structure, ...membersOf(file, context)] : structure;
  },
};

function structureOf({ entries, irregularities }: ZipFile): readonly Finding[] {
  return [
    ...irregularities.map(({ what, member }) => at(member, 'file.archive-contradiction', { what })),
    ...entries
      .filter(({ name, otherName }) => climbs(name) || (otherName !== null && climbs(otherName)))
      .map(({ name }) => at(name, 'file.climbing-name', {})),
    ...entries
      .filter(({ isSymbolicLink }) => isSymbolicLink)
      .map(({ name }) => at(name, 'file.link-in-archive', {})),
    ...entries.filter(({ isEncrypted }) => isEncrypted).map(({ name }) => at(name, 'file.encrypted', {})),
  ];
}

function membersOf(file: ZipFile, context: InspectionContext): readonly Finding[] {
  return file.entries
    .filter(({ isDirectory }) => !isDirectory)
    .flatMap((entry) => {
      if (!entry.isEncrypted) return context.nested(() => file.read(entry), entry.name);
      const content = withKnownPassword(file, entry);
      return content === null ? [] : context.nested(content, entry.name);
    });
}

/**
 * Malware is passed on, among those who fight it and those who send it, under a handful of passwords. Such a member stays encrypted for
 * everybody else, but what is in it can be named.
 */
const knownPasswords = [
  'infected',
  'infected-test',
  'password',
  'malware',
  'virus',
  '1234',
  '12345',
  '123456',
];

/** An encrypted member under one of those passwords; null under another. */
export function withKnownPassword(file: ZipFile, entry: ZipEntry): Uint8Array | null {
  for (const password of knownPasswords) {
    const content = file.decrypt(entry, password);
    if (content !== null) return content;
  }
  return null;
}

function at(member: string, code: Finding['code'], params: Finding['params']): Finding {
  return { code, level: 'hold', where: placeOf(member), params };
}
