import { deflateSync } from 'node:zlib';

/** A PDF with these objects, numbered from 1, and this trailer. Readers find objects without a table, and so does the inspector. */
export function makePdf(objects: readonly (string | Buffer)[], trailer = '<< /Root 1 0 R >>'): Buffer {
  const bodies = objects.flatMap((object, index) => [
    Buffer.from(`${index + 1} 0 obj\n`),
    typeof object === 'string' ? Buffer.from(object, 'latin1') : object,
    Buffer.from('\nendobj\n'),
  ]);
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...bodies, Buffer.from(`trailer\n${trailer}\n%%EOF\n`)]);
}

/** `entries`: what else stands in the dictionary of the stream. */
export function pdfStream(content: Uint8Array | string, entries = ''): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${entries} >>\nstream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

/** Objects as they are packed since PDF 1.5 (ISO 32000-1 section 7.5.7), numbered from `first`. */
export function objectStream(objects: readonly string[], first: number, entries = ''): Buffer {
  const numbers: string[] = [];
  let at = 0;
  for (const [index, object] of objects.entries()) {
    numbers.push(`${first + index} ${at}`);
    at += object.length + 1;
  }
  const index = `${numbers.join(' ')} `;
  const content = deflateSync(Buffer.from(`${index}${objects.join(' ')} `, 'latin1'));
  return pdfStream(
    content,
    `/Type /ObjStm /N ${objects.length} /First ${index.length} /Filter /FlateDecode ${entries}`,
  );
}
