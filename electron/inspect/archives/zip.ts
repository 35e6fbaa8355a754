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
    .filter(({ isDirectory, isEncrypted }) => !isDirectory && !isEncrypted)
    .flatMap((entry) => memberOf(file, entry, context));
}

function memberOf(file: ZipFile, entry: ZipEntry, context: InspectionContext): readonly Finding[] {
  context.budget.checkTime();
  return context.nested(file.read(entry), entry.name);
}

function at(member: string, code: Finding['code'], params: Finding['params']): Finding {
  return { code, level: 'hold', where: placeOf(member), params };
}
