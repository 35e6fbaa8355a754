// Everything that is a compound file: doc, xls, ppt, encrypted OOXML, vbaProject.bin, embedded objects.

import { bufferOf } from '../bytes.ts';
import { Place } from '../document-place.ts';
import type { Finding, Inspector } from '../inspector.ts';
import { CompoundFile } from './compound/compound-file.ts';
import { decryptPackage } from './encryption/decrypt-package.ts';
import { defaultPasswordFinding, encryptedFinding } from './encryption/encrypted-finding.ts';
import { inspectWorkbook } from './excel/workbook.ts';
import { inspectObjects } from './objects/objects.ts';
import { inspectPresentation, isEncryptedPresentation } from './powerpoint/presentation.ts';
import { inspectMacros } from './vba/macros.ts';
import { inspectWordDocument } from './word/word-document.ts';

export const ole: Inspector = {
  name: 'ole',
  takes: ['ole'],
  inspect: (bytes, context) => inspectCompoundFile(new CompoundFile(bufferOf(bytes)), new Place(context)),
};

function inspectCompoundFile(file: CompoundFile, place: Place): Finding[] {
  const { budget } = place.context;
  for (const _ of file.streams) budget.takeEntry();
  const description = file.find('EncryptionInfo');
  const encrypted = file.find('EncryptedPackage');
  if (description !== null && encrypted !== null)
    return inspectEncrypted(file, description, encrypted, place);
  return [
    ...inspectMacros(file, place),
    ...file.streams.flatMap(({ path }) => inspectStream(file, path, place)),
    ...inspectObjects(file, place),
  ];
}

function inspectEncrypted(
  file: CompoundFile,
  description: string,
  encrypted: string,
  place: Place,
): Finding[] {
  const [info, content] = [file.read(description), file.read(encrypted)];
  const plain = info === null || content === null ? null : decryptPackage(info, content);
  if (plain === null) return [encryptedFinding(place)];
  place.context.budget.takeBytes(plain.length);
  return [defaultPasswordFinding(place), ...place.nested(plain, 'EncryptedPackage')];
}

/** A document is told by its stream, wherever in the file it stands: objects hold whole documents. */
function inspectStream(file: CompoundFile, path: string, place: Place): Finding[] {
  const slash = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, slash), path.slice(slash).toLowerCase()];
  const read = (sibling: string) => {
    const found = file.find(`${folder}${sibling}`);
    return found === null ? null : file.read(found);
  };
  const content = () => file.read(path) ?? Buffer.alloc(0);
  const inside = folder === '' ? place : place.at(folder.slice(0, -1));
  switch (name) {
    case 'worddocument':
      return inspectWordDocument(content(), read, inside);
    case 'workbook':
    case 'book':
      return inspectWorkbook(content(), inside);
    case 'powerpoint document':
      if (isEncryptedPresentation(read('Current User'))) return [encryptedFinding(inside)];
      return inspectPresentation(content(), inside);
    default:
      return [];
  }
}
