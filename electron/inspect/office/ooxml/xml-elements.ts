import { SaxesParser } from 'saxes';
import { Unreadable } from '../../unreadable.ts';

export interface XmlListener {
  /** Local name and attributes by local name, in lower case: Office does not care about prefixes, and neither do attackers. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Feeding the parser in pieces lets the clock be looked at in between. */
const pieceLength = 256 * 1024;
const deepest = 1000;

/**
 * Reads XML as Office does: well-formed or not at all. Throws Unreadable for what is broken and for entities that a document type
 * declares (no program of Office writes one, bombs are made of them).
 */
export function readXml(text: string, listener: XmlListener, checkTime: () => void): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw new Unreadable('entities of an XML part');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw new Unreadable('depth of an XML part');
    const local: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) local[localName(key)] = value;
    listener.open(localName(name), local);
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

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}
