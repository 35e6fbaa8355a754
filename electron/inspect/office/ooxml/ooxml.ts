// docx, xlsx, pptx with all their kin, and OpenDocument: a zip of parts.

import { openZip, type ZipEntry, type ZipFile } from '../../archives/zip-file.ts';
import { bufferOf } from '../../bytes.ts';
import { Place } from '../../document-place.ts';
import type { Finding, Inspector } from '../../inspector.ts';
import { Unreadable } from '../../unreadable.ts';
import { CompoundFile } from '../compound/compound-file.ts';
import { isDrawing } from '../drawings.ts';
import { inspectBinaryWorkbookPart, isBinaryWorkbookPart } from '../excel/binary-parts.ts';
import { inspectXml } from './xml-features.ts';
import { xmlText } from './xml-text.ts';

export const ooxml: Inspector = {
  name: 'ooxml',
  takes: ['ooxml', 'odf'],
  inspect: (bytes, context) => {
    const place = new Place(context);
    const zip = openZip(bytes, context.budget);
    return zip.entries
      .filter(({ isDirectory }) => !isDirectory)
      .flatMap((entry) => inspectEntry(zip, entry, place));
  },
};

/** What one part hides does not hide what is in the others. */
function inspectEntry(zip: ZipFile, entry: ZipEntry, place: Place): Finding[] {
  const here = place.at(entry.name);
  if (entry.isEncrypted) return [here.found('file.encrypted', 'hold')];
  try {
    return inspectPart(bufferOf(zip.read(entry)), entry.name, place);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [here.found('file.not-inspected', 'hold', { inspector: 'ooxml', cause: error.part })];
  }
}

/** By content, since a part may have any name and type. */
function inspectPart(bytes: Buffer, name: string, place: Place): Finding[] {
  if (bytes.length === 0) return [];
  if (CompoundFile.isOne(bytes)) return place.nested(bytes, name);
  const text = xmlText(bytes);
  if (text !== null)
    return [...inspectTextPart(text, bytes, name, place), ...macrosOfOpenDocument(name, place)];
  if (isBinaryWorkbookPart(name)) return inspectBinaryWorkbookPart(bytes, name, place.at(name));
  return isNobodysFile(name) || isDrawing(bytes, place.context.budget) ? [] : place.nested(bytes, name);
}

/** Pages and drawings that are text are files of their own; whether they are also well-formed is no matter then. */
function inspectTextPart(text: string, bytes: Buffer, name: string, place: Place): Finding[] {
  if (/\.(?:xml|rels|vml)$/i.test(name) || /^\s*<\?xml/.test(text)) return inspectXml(text, place.at(name));
  try {
    return [...inspectXml(text, place.at(name)), ...place.nested(bytes, name)];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return place.nested(bytes, name);
  }
}

/**
 * Settings of a printer, fonts that are garbled on purpose (ECMA-376 part 4 section 2.8.1), the type of OpenDocument, and where LibreOffice
 * Writer broke the lines last time.
 */
function isNobodysFile(name: string): boolean {
  return /(?:printersettings\d*\.bin|\.(?:odttf|fntdata))$|^(?:mimetype|layout-cache)$/i.test(name);
}

/** OpenDocument keeps Basic in "Basic/", other languages in "Scripts/". */
function macrosOfOpenDocument(name: string, place: Place): Finding[] {
  const isMacro = /^(?:Basic\/.*(?<!script-lb|script-lc)\.xml|Scripts\/.+)$/i.test(name);
  return isMacro ? [place.at(name).found('document.macro', 'notice')] : [];
}
