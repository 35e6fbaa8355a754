import { deflateSync } from 'node:zlib';
import { makePackage, relationships } from '../../unit/inspect/documents/make-office.ts';
import { makePdf, pdfStream } from '../../unit/inspect/documents/make-pdf.ts';
import { makeGif, makeJpeg, makePngPhoto, makeWebp } from '../../unit/inspect/make-photos.ts';
import { makeZip } from '../../unit/inspect/make-zip.ts';
import type { FuzzSample } from './broken-files.ts';

/** Pictures and documents that say who made them, in every way that is taken out. */
export function spokenSamples(): FuzzSample[] {
  const core = `<cp:coreProperties xmlns:cp="x"><dc:creator>${life}</dc:creator></cp:coreProperties>`;
  const app = `<Properties xmlns="http://purl.oclc.org/ooxml/officeDocument/extendedProperties"><Company>${life}</Company></Properties>`;
  const leading = relationships(['metadata/core-properties', '/who.xml']);
  const info = `<< /Author (${person} \\(Sales\\)) /Title <4f66666572> /Producer 6 0 R /CreationDate (D:2026) >>`;
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${person.repeat(20)}</x:xmpmeta>`;
  return [
    ...[makeJpeg(), makePngPhoto(), makeWebp(), makeGif()].map(({ whole }, index) =>
      of(`a.${['jpg', 'png', 'webp', 'gif'][index]}`, [whole], ([picture]) => picture ?? whole),
    ),
    of('a.docx', [core, app, leading], ([first = '', second = '', third = '']) =>
      makePackage({
        'docProps/core.xml': first,
        'docProps/app.xml': second,
        '_rels/.rels': third,
        'who.xml': first,
      }),
    ),
    of(
      'a.odt',
      [`<office:document-meta office:version="1.3">${life}</office:document-meta>`],
      ([meta = '']) =>
        makeZip([
          { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', isStored: true },
          { name: 'meta.xml', content: meta },
          { name: 'META-INF/manifest.xml', content: '<manifest/>' },
        ]),
    ),
    of('a.pdf', [info, `(${person})`, xmp], ([first = '', second = '', third = '']) =>
      makePdf(
        [
          '<< /Type /Catalog /Metadata 4 0 R >>',
          Buffer.from(first),
          pdfStream(third),
          pdfStream(deflateSync(Buffer.from(third)), '/Type /Metadata /Filter /FlateDecode'),
          pdfStream(third, '/Type /Metadata'),
          Buffer.from(second),
        ],
        '<< /Root 1 0 R /Info 2 0 R >>',
      ),
    ),
    of('b.pdf', [`9 0 8 ${info.length} ${info} (${person}) `], ([objects = '']) =>
      makePdf(
        [pdfStream(deflateSync(Buffer.from(objects)), '/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode')],
        '<< /Info 9 0 R >>',
      ),
    ),
  ];
}

const person = 'Erika Mustermann';
/** Longer than a part that says nothing, also when it is compressed. */
const life = `${person} ${Array.from({ length: 60 }, (_, year) => year * 7919).join(' ')}`;

function of(
  name: string,
  parts: readonly (string | Buffer)[],
  pack: (parts: readonly Buffer[]) => Buffer,
): FuzzSample {
  return { name, parts: parts.map((part) => Buffer.from(part)), pack };
}
