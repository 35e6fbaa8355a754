import { makeZip } from '../make-zip.ts';

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';

/** A package of OOXML with these parts by name. */
export function makePackage(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const members = Object.entries({ '[Content_Types].xml': types, ...parts });
  return makeZip(members.map(([name, content]) => ({ name, content })));
}

/** A part of relationships: kind (the end of its type), target, whether it lies elsewhere. */
export function relationships(...list: readonly (readonly [kind: string, target: string])[]): string {
  const lines = list.map(
    ([kind, target], index) =>
      `<Relationship Id="r${index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" TargetMode="External"/>`,
  );
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`;
}

/** Word's body with these runs inside. */
export function wordBody(runs: string): string {
  return `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>${runs}</w:p></w:body></w:document>`;
}

/** A file as Windows' packager stores it, with the length that stands before it in a stream. */
export function makeNative(name: string, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  const path = Buffer.from(`C:\\temp\\${name}\0`, 'latin1');
  const size = (value: number) => {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(value);
    return number;
  };
  const native = Buffer.concat([
    Buffer.of(2, 0),
    Buffer.from(`${name}\0`, 'latin1'),
    path,
    Buffer.of(0, 0, 3, 0),
    size(path.length),
    path,
    size(bytes.length),
    bytes,
  ]);
  return Buffer.concat([size(native.length), native]);
}

/** A workbook stream of BIFF8 records. */
export function makeBiff(records: readonly (readonly [type: number, content: Buffer])[]): Buffer {
  const bof: readonly [number, Buffer] = [0x0809, Buffer.from('00060500aa1fcd070000000006000000', 'hex')];
  return Buffer.concat(
    [bof, ...records, [0x000a, Buffer.alloc(0)] as const].flatMap(([type, content]) => {
      const header = Buffer.alloc(4);
      header.writeUInt16LE(type, 0);
      header.writeUInt16LE(content.length, 2);
      return [header, content];
    }),
  );
}
