import { EventEmitter } from 'node:events';
import { SaxesParser, type SaxesTagPlain, type XMLDecl } from 'saxes';
import { Element } from './element.ts';
import { declaredPrefix, enterScope, expandName, outermostScope, type Scope } from './namespaces.ts';
import type { StanzaLimits } from './stream-limits.ts';

/** Why the stream cannot go on; `condition` is what we say to the server (RFC 6120 section 4.9.3). */
export interface StreamFault {
  readonly rule: string;
  readonly condition:
    | 'restricted-xml'
    | 'not-well-formed'
    | 'unsupported-encoding'
    | 'bad-namespace-prefix'
    | 'invalid-namespace'
    | 'policy-violation';
}

/** A stanza over its limits: the opening element with its attributes, without content. */
export interface DroppedStanza {
  readonly rule: string;
  readonly opening: Element;
}

export interface StreamParserOptions {
  /** Breaking it is a fault. Asked for at each child of the stream. */
  readonly ceiling: () => StanzaLimits;
  /** Breaking it drops the stanza. */
  readonly limits: (opening: Element) => StanzaLimits;
}

interface StreamParserEvents {
  /** The opening tag of the stream. */
  start: [Element];
  element: [Element];
  dropped: [DroppedStanza];
  fault: [StreamFault];
  /** The closing tag of the stream. */
  end: [];
  /** Never emitted; the library listens for it. */
  error: [Error];
}

/**
 * Reads one XML stream strictly: UTF-8, well-formed, namespaces resolved, none of what RFC 6120 section 11.1 forbids, and never more
 * than the limits in memory. Elements come out without prefixes; a namespace that differs from the parent's is in `xmlns`, and a child
 * of the stream always names its own. After a fault nothing more is read. `write` does not throw.
 */
export class StreamParser extends EventEmitter<StreamParserEvents> {
  readonly #options: StreamParserOptions;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #sax = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  readonly #scopes: Scope[] = [outermostScope];
  /** Namespaces of the open elements, the stream first. */
  readonly #namespaces: string[] = [];
  #depth = 0;
  #attributes = 0;
  #elements = 0;
  #childStart = 0;
  #fed = 0;
  #stanza: Element | null = null;
  #open: Element | null = null;
  #limits: StanzaLimits | null = null;
  /** The limit that the open stanza broke. */
  #broken: string | null = null;
  #isOver = false;
  #announce: (() => void) | null = null;

  constructor(options: StreamParserOptions) {
    super();
    this.#options = options;
    this.#sax.on('xmldecl', (declaration) => this.#onDeclaration(declaration));
    this.#sax.on('doctype', () => this.#refuse('xml.doctype', 'restricted-xml'));
    this.#sax.on('comment', () => this.#refuse('xml.comment', 'restricted-xml'));
    this.#sax.on('processinginstruction', () => this.#refuse('xml.processing-instruction', 'restricted-xml'));
    this.#sax.on('opentagstart', () => {
      this.#attributes = 0;
    });
    this.#sax.on('attribute', () => this.#onAttribute());
    this.#sax.on('opentag', (tag) => this.#onOpen(tag));
    this.#sax.on('text', (text) => this.#onText(text));
    this.#sax.on('cdata', (text) => this.#onText(text));
    this.#sax.on('closetag', () => this.#onClose());
  }

  write(bytes: Uint8Array): void {
    if (this.#isOver) return;
    try {
      const text = this.#decode(bytes);
      this.#fed += text.length;
      this.#sax.write(text);
      this.#settle();
      if (this.#sax.position - this.#childStart > this.#options.ceiling().characters) {
        this.#refuse('stanza.over-ceiling', 'policy-violation');
      }
    } catch (error) {
      if (this.#isOver) return;
      this.#isOver = true;
      this.#open = this.#stanza = null;
      this.emit('fault', faultOf(error));
    }
  }

  /** Reads nothing more. False when bytes had already come behind the last whole element. */
  stop(): boolean {
    const isClean = !this.#isOver && this.#depth === 1 && this.#childStart === this.#fed;
    this.#isOver = true;
    try {
      return this.#decoder.decode() === '' && isClean;
    } catch {
      return false;
    }
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes, { stream: true });
    } catch {
      return this.#refuse('xml.encoding', 'unsupported-encoding');
    }
  }

  #onDeclaration({ version, encoding }: XMLDecl): void {
    if (version !== '1.0') this.#refuse('xml.declaration', 'not-well-formed');
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
      this.#refuse('xml.encoding', 'unsupported-encoding');
    }
  }

  #onAttribute(): void {
    this.#attributes += 1;
    if (this.#attributes > this.#options.ceiling().attributes) {
      this.#refuse('stanza.over-ceiling', 'policy-violation');
    }
  }

  #onOpen(tag: SaxesTagPlain): void {
    this.#settle();
    if (this.#isOver) return;
    this.#depth += 1;
    if (this.#depth === 1) this.#onStreamOpen(tag);
    else this.#onChildOpen(tag);
  }

  #onChildOpen(tag: SaxesTagPlain): void {
    const ceiling = this.#options.ceiling();
    this.#elements += 1;
    if (this.#depth - 1 > ceiling.depth || this.#elements > ceiling.elements) {
      this.#refuse('stanza.over-ceiling', 'policy-violation');
    }
    if (this.#broken !== null) return;

    const element = this.#resolve(tag);
    if (this.#open === null) {
      this.#stanza = element;
      this.#limits = this.#options.limits(element);
    } else {
      this.#open.append(element);
    }
    this.#open = element;
    this.#checkLimits();
  }

  #onStreamOpen(tag: SaxesTagPlain): void {
    const root = this.#resolve(tag);
    if (!root.is('stream', streamNamespace)) this.#refuse('stream.not-a-stream', 'invalid-namespace');
    const scope = this.#scopes.at(-1);
    if (scope?.get('') !== 'jabber:client') this.#refuse('stream.content-namespace', 'invalid-namespace');
    this.#childStart = this.#sax.position;
    this.emit('start', root);
  }

  #onText(text: string): void {
    this.#settle();
    if (this.#isOver || this.#broken !== null || text === '') return;
    if (this.#open !== null) {
      this.#open.append(text);
      this.#checkLimits();
    } else if (/[^ \t\r\n]/.test(text)) {
      this.#refuse('stream.text-between-stanzas', 'not-well-formed');
    } else {
      // White space keeps the connection open (RFC 6120 section 4.6.1) and belongs to no stanza.
      this.#childStart = this.#sax.position;
    }
  }

  #onClose(): void {
    this.#settle();
    if (this.#isOver) return;
    this.#depth -= 1;
    if (this.#depth === 0) {
      this.#announce = () => {
        this.#isOver = true;
        this.emit('end');
      };
      return;
    }
    this.#checkLimits();
    if (this.#broken === null) {
      this.#scopes.pop();
      this.#namespaces.pop();
      this.#open = this.#open?.parent ?? null;
    }
    if (this.#depth === 1) this.#endChild();
  }

  #endChild(): void {
    const stanza = this.#stanza;
    const rule = this.#broken;
    this.#stanza = this.#open = this.#limits = this.#broken = null;
    this.#elements = 0;
    this.#childStart = this.#sax.position;
    if (stanza === null) return;
    this.#announce = () => {
      if (rule === null) this.emit('element', stanza);
      else this.emit('dropped', { rule, opening: stanza });
    };
  }

  /** The tokeniser reports an end before it looks whether the right element ended: what ended is told once it has gone on. */
  #settle(): void {
    const announce = this.#announce;
    this.#announce = null;
    if (!this.#isOver) announce?.();
  }

  #checkLimits(): void {
    const limits = this.#limits;
    if (limits === null || this.#broken !== null) return;
    if (this.#sax.position - this.#childStart > limits.characters) this.#drop('stanza.too-long');
    else if (this.#depth - 1 > limits.depth) this.#drop('stanza.too-deep');
    else if (this.#elements > limits.elements) this.#drop('stanza.too-many-elements');
    else if (this.#attributes > limits.attributes) this.#drop('stanza.too-many-attributes');
  }

  /** From here to its end the stanza is tokenised but not kept. */
  #drop(rule: string): void {
    this.#broken = rule;
    this.#open = null;
    if (this.#stanza !== null) this.#stanza.children = [];
    this.#scopes.length = scopesOfStream;
    this.#namespaces.length = 1;
  }

  #resolve(tag: SaxesTagPlain): Element {
    const attributes = tag.attributes;
    const scope = enterScope(this.#scopes.at(-1) ?? outermostScope, attributes);
    if (scope === null) return this.#refuse('xml.namespace-declaration', 'bad-namespace-prefix');
    const name = expandName(tag.name, scope);
    if (name === null) return this.#refuse('xml.unbound-prefix', 'bad-namespace-prefix');
    const outerNamespace = this.#namespaces.at(-1);
    this.#scopes.push(scope);
    this.#namespaces.push(name.namespace);
    const element = new ReceivedElement(name.local, this.#resolveAttributes(attributes, scope));
    if (this.#depth <= 2 || name.namespace !== outerNamespace) element.attrs['xmlns'] = name.namespace;
    return element;
  }

  #resolveAttributes(attributes: Readonly<Record<string, string>>, scope: Scope): Record<string, string> {
    const resolved: Record<string, string> = {};
    const seen = new Set<string>();
    for (const [name, value] of Object.entries(attributes)) {
      if (declaredPrefix(name) !== null) continue;
      if (!name.includes(':')) {
        resolved[name] = value;
        continue;
      }
      const expanded = expandName(name, scope);
      if (expanded === null) return this.#refuse('xml.unbound-prefix', 'bad-namespace-prefix');
      const key = `${expanded.namespace}\n${expanded.local}`;
      if (seen.has(key)) return this.#refuse('xml.duplicate-attribute', 'not-well-formed');
      seen.add(key);
      resolved[name] = value;
      if (expanded.prefix !== 'xml') resolved[`xmlns:${expanded.prefix}`] = expanded.namespace;
    }
    return resolved;
  }

  #refuse(rule: string, condition: StreamFault['condition']): never {
    throw new Refusal({ rule, condition });
  }
}

const streamNamespace = 'http://etherx.jabber.org/streams';

/** What is in scope around the stream and inside it. */
const scopesOfStream = 2;

/** Where the sender undeclared the default namespace, the library would go on to the parent's. */
class ReceivedElement extends Element {
  override findNS(prefix?: string): string | undefined {
    return !prefix && this.attrs['xmlns'] === '' ? '' : super.findNS(prefix);
  }
}

/** Leaves the tokeniser from inside one of its callbacks; caught in `write`. */
class Refusal extends Error {
  readonly fault: StreamFault;

  constructor(fault: StreamFault) {
    super(fault.rule);
    this.fault = fault;
  }
}

/** The tokeniser throws on everything that is not well-formed: bad characters, duplicate attributes, wrong nesting. */
function faultOf(error: unknown): StreamFault {
  if (error instanceof Refusal) return error.fault;
  const message = error instanceof Error ? error.message : '';
  if (message.includes('doctype')) return { rule: 'xml.doctype', condition: 'restricted-xml' };
  if (message.includes('entity name') || message.includes('undefined entity')) {
    return { rule: 'xml.entity', condition: 'restricted-xml' };
  }
  return { rule: 'xml.not-well-formed', condition: 'not-well-formed' };
}
