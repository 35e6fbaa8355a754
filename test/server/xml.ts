import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element as the tests see it: made by a parser of their own, so that they do not believe the product's. */
export interface Xml {
  readonly name: string;
  readonly xmlns: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string)[];
}

/** The first child element of that name (and namespace, when given). */
export function child(parent: Xml | undefined, name: string, xmlns?: string): Xml | undefined {
  return elements(parent).find((each) => each.name === name && (xmlns === undefined || each.xmlns === xmlns));
}

/** Empty when there is none. */
export function attribute(of: Xml | undefined, name: string): string {
  return of?.attributes[name] ?? '';
}

export function elements(parent: Xml | undefined): Xml[] {
  return (parent?.children ?? []).filter((each) => typeof each !== 'string');
}

/** All text within, in order. */
export function text(of: Xml | undefined): string {
  return (of?.children ?? []).map((each) => (typeof each === 'string' ? each : text(each))).join('');
}

export function serialise(element: Xml, inherited = ''): string {
  const attributes = Object.entries(element.attributes)
    .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .map(([name, value]) => ` ${name}='${escapeXml(value)}'`);
  if (element.xmlns !== inherited) attributes.unshift(` xmlns='${escapeXml(element.xmlns)}'`);
  const inside = element.children.map((each) =>
    typeof each === 'string' ? escapeXml(each) : serialise(each, element.xmlns),
  );
  return `<${element.name}${attributes.join('')}>${inside.join('')}</${element.name}>`;
}

export function escapeXml(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

export interface StreamEvents {
  opened(attributes: Readonly<Record<string, string>>): void;
  /** A complete child of the stream's root. */
  element(element: Xml): void;
  closed(): void;
  failed(error: Error): void;
}

/** Reads one XMPP stream (RFC 6120 section 4). A new one is needed after every restart of the stream. */
export class StreamReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: false });

  constructor(events: StreamEvents) {
    const open: {
      name: string;
      xmlns: string;
      attributes: Record<string, string>;
      children: (Xml | string)[];
    }[] = [];
    this.#parser.on('opentag', (tag) => {
      const attributes = attributesOf(tag);
      if (open.length === 0) events.opened(attributes);
      open.push({ name: tag.local, xmlns: tag.uri, attributes, children: [] });
    });
    this.#parser.on('text', (piece) => {
      if (open.length > 1) open.at(-1)?.children.push(piece);
    });
    this.#parser.on('closetag', () => {
      const done = open.pop();
      if (!done) return;
      if (open.length === 0) events.closed();
      else if (open.length === 1) events.element(done);
      else open.at(-1)?.children.push(done);
    });
    this.#parser.on('error', (error) => events.failed(error));
  }

  write(chunk: string): void {
    this.#parser.write(chunk);
  }
}

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { name, value } of Object.values(tag.attributes)) attributes[name] = value;
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
