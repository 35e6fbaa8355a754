import { type MadeStream, makeCompound } from './make-compound.ts';

/** A project with one module for each source (MS-OVBA), as it stands in `folder` of a compound file, behind its compiled form. */
export function vbaStreams(
  sources: Readonly<Record<string, string>>,
  folder = 'VBA',
  compiled = Buffer.alloc(0),
): MadeStream[] {
  const offset = Buffer.alloc(4);
  offset.writeUInt32LE(compiled.length);
  const records = Object.keys(sources).flatMap((name) => [
    record(0x0019, Buffer.from(name)),
    record(0x001a, Buffer.from(name)),
    record(0x0032, Buffer.from(name, 'utf16le')),
    record(0x0031, offset),
    record(0x002b, Buffer.alloc(0)),
  ]);
  const version = Buffer.concat([record(0x0009, Buffer.alloc(4)), Buffer.alloc(2)]);
  return [
    { path: `${folder}/_VBA_PROJECT`, content: Buffer.of(0xcc, 0x61, 0xff, 0xff) },
    { path: `${folder}/dir`, content: compressVba(Buffer.concat([version, ...records])) },
    ...Object.entries(sources).map(([name, source]) => ({
      path: `${folder}/${name}`,
      content: Buffer.concat([
        compiled,
        compressVba(Buffer.from(`Attribute VB_Name = "${name}"\r\n${source}`, 'latin1')),
      ]),
    })),
  ];
}

export function makeVbaProject(sources: Readonly<Record<string, string>>): Buffer {
  return makeCompound(vbaStreams(sources));
}

/** Without any compression, as the format allows: eight letters as they are behind each byte of flags. */
function compressVba(plain: Buffer): Buffer {
  const chunks: Buffer[] = [Buffer.of(1)];
  for (let at = 0; at < plain.length; at += 3600) {
    const tokens: Buffer[] = [];
    const chunk = plain.subarray(at, at + 3600);
    for (let letter = 0; letter < chunk.length; letter += 8) {
      tokens.push(Buffer.of(0), chunk.subarray(letter, letter + 8));
    }
    const content = Buffer.concat(tokens);
    const header = Buffer.alloc(2);
    header.writeUInt16LE(0xb000 | (content.length - 1), 0);
    chunks.push(header, content);
  }
  return Buffer.concat(chunks);
}

function record(id: number, content: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(id, 0);
  header.writeUInt32LE(content.length, 2);
  return Buffer.concat([header, content]);
}
