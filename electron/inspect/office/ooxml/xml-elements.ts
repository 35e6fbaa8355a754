import { SaxesParser } from 'saxes';
import { Unreadable } from '../../unreadable.ts';

export interface XmlListener {
  /** The local name, in lower case: Office does not care about prefixes, and neither do attackers. */
  open(name: string, attribute: XmlAttribute): void;
  text(text: string): void;
  close(name: string): void;
}

/** The value by the local name, in lower case; only while its element is told. */
export type XmlAttribute = (name: string) => string | undefined;

/** Feeding the parser in pieces lets the clock be looked at in between. */
const pieceLength = 256 * 1024;
const deepest = 1000;

/**
 * Reads XML as Office does: well-formed or not at all. Throws Unreadable for what is broken and for entities that a document type
 * declares (no program of Office writes one, bombs are made of them).
 */
export function readXml(text: string, listener: XmlListener, checkTime: () => void): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const localName = rememberedNames();
  let depth = 0;
  let current: Readonly<Record<string, string>> = {};
  const attribute: XmlAttribute = (wanted) => {
    let found: string | undefined;
    for (const name in current) if (localName(name) === wanted) found = current[name];
    return found;
  };
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw new Unreadable('entities of an XML part');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw new Unreadable('depth of an XML part');
    current = attributes;
    listener.open(localName(name), attribute);
  });
  parser.on('text', (piece) => listener.text(piece));
  parser.on('cdata', (piece) => listener.text(piece));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    listener.close(localName(name));
  });
  parser.on('error', () => {
    throw new Unreadable('XML part');
  });
  for (let at = 0; at < text.length; at += pieceLength) {
    parser.write(text.slice(at, at + pieceLength));
    checkTime();
  }
  parser.close();
}

/** A document has few names and uses each of them thousands of times. */
function rememberedNames(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const seen = known.get(name);
    if (seen !== undefined) return seen;
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    known.set(name, local);
    return local;
  };
}
