// What a PDF does besides being read. Source: ISO 32000-1 sections 12.6 (actions), 12.7 (forms), 7.11 (files), 13 (media).

import { OverLimit } from '../budget.ts';
import { Place } from '../document-place.ts';
import type { Finding, InspectionContext } from '../inspector.ts';
import { reach } from '../office/targets.ts';
import { Unreadable } from '../unreadable.ts';
import { PdfDocument } from './document.ts';
import { isFormScript } from './form-scripts.ts';
import type { PdfObject } from './objects.ts';
import { entry, nameOf, other, type PdfDictionary, type PdfValue, textOf } from './values.ts';

/** Words that only somebody with something to hide writes with escapes. */
const tellTale = new Set([
  ...[
    'JavaScript',
    'JS',
    'OpenAction',
    'AA',
    'Launch',
    'EmbeddedFile',
    'EmbeddedFiles',
    'ObjStm',
    'RichMedia',
  ],
  ...[
    'URI',
    'SubmitForm',
    'GoToR',
    'GoToE',
    'ImportData',
    'XFA',
    'Action',
    'Names',
    'AcroForm',
    'Encrypt',
    'FlateDecode',
  ],
]);

const media = new Set(['RichMedia', 'Movie', 'Sound', 'Screen', '3D']);
const mediaActions = new Set(['RichMediaExecute', 'Rendition', 'Movie', 'Sound', 'GoTo3DView']);
/** What acts without a script. */
const openingActions = new Set(['URI', 'Launch', 'SubmitForm', 'GoToE', 'GoToR']);
const mostActions = 100;
const deepest = 100;

/** What a script or a part of a form is. `template`: a form that has scripts in it. */
type Source = 'empty' | 'form' | 'template' | 'script' | 'unread';

function kindOfSource(source: string): Source {
  if (source.trim() === '') return 'empty';
  if (isFormScript(source)) return 'form';
  return /<(?:\w+:)?script\b/i.test(source) ? 'template' : 'script';
}

export function inspectDocument(bytes: Buffer, context: InspectionContext): Finding[] {
  const document = new PdfDocument(bytes, context.budget);
  if (document.objects.length === 0) throw new Unreadable('objects');
  return new Features(document, new Place(context)).findings();
}

class Features {
  readonly #document: PdfDocument;
  readonly #place: Place;
  readonly #findings: Finding[] = [];
  /** Object numbers of embedded files, and what they are called. */
  readonly #fileNames = new Map<number, string>();
  readonly #seen = new Set<string>();
  /** By object number. */
  readonly #sources = new Map<number, Source>();
  readonly #visited = new Set<PdfValue>();

  constructor(document: PdfDocument, place: Place) {
    this.#document = document;
    this.#place = place;
  }

  findings(): Finding[] {
    if (this.#document.isLocked) this.#add(this.#place.found('file.encrypted', 'hold'));
    for (const number of this.#document.unread) {
      this.#add(
        this.#here(number).found('file.not-inspected', 'hold', { inspector: 'pdf', cause: 'object stream' }),
      );
    }
    for (const object of this.#document.objects) {
      this.#place.context.budget.checkTime();
      this.#walk(object.value, this.#here(object.number), 0);
    }
    if (!this.#document.isLocked) for (const object of this.#document.objects) this.#embedded(object);
    const isOnOpening = this.#findings.some(({ code }) => code === 'pdf.javascript-on-opening');
    return this.#findings.filter(
      ({ code, level }) => !(isOnOpening && code === 'pdf.javascript' && level === 'warn'),
    );
  }

  #walk(value: PdfValue, place: Place, depth: number): void {
    if (depth > deepest) throw new OverLimit('depth');
    if (value.kind === 'name' && value.isDisguised) this.#disguised(value.text, place);
    if (value.kind === 'array') for (const item of value.items) this.#walk(item, place, depth + 1);
    if (value.kind !== 'dictionary') return;
    for (const key of value.disguised) this.#disguised(key, place);
    this.#dictionary(value, place);
    for (const inner of value.entries.values()) this.#walk(inner, place, depth + 1);
  }

  #dictionary(dictionary: PdfDictionary, place: Place): void {
    const get = (key: string) => entry(dictionary, key);
    const kind = nameOf(get('S'));
    if (get('JS').kind !== 'other') this.#script(get('JS'), place, false);
    if (get('OpenAction').kind !== 'other') this.#opening(get('OpenAction'), place);
    if (get('JavaScript').kind !== 'other') this.#scriptNames(get('JavaScript'), place, 0);
    if (get('URI').kind === 'string') this.#add(...place.link(textOf(get('URI'))));
    if (get('XFA').kind !== 'other') this.#form(get('XFA'), place);
    if (kind === 'Launch') this.#add(place.found('pdf.launch', 'hold', { target: this.#fileOf(dictionary) }));
    if (kind === 'SubmitForm')
      this.#add(place.found('pdf.submits-form', 'warn', { target: this.#fileOf(dictionary) }));
    if (kind === 'ImportData')
      this.#add(place.found('pdf.imports-data', 'warn', { target: this.#fileOf(dictionary) }));
    if (mediaActions.has(kind) || media.has(nameOf(get('Subtype'))))
      this.#media(nameOf(get('Subtype')) || kind, place);
    this.#file(dictionary, place, kind);
  }

  /** Scripts are one finding for each way they start; forms bring hundreds. */
  #script(value: PdfValue, place: Place, isOnOpening: boolean): void {
    const kind = this.#kindOf(value);
    if (kind === 'unread') this.#once('unread', place.found('pdf.javascript', 'hold'));
    else if (kind === 'empty') return;
    else if (isOnOpening) this.#once('opening', place.found('pdf.javascript-on-opening', 'hold'));
    else if (kind === 'form') this.#once('form', place.found('pdf.form-script', 'notice'));
    else this.#once('script', place.found('pdf.javascript', 'warn'));
  }

  /** Once for each object: any number of actions may name the same one. */
  #kindOf(value: PdfValue): Source {
    const known = value.kind === 'reference' ? this.#sources.get(value.object) : undefined;
    if (known !== undefined) return known;
    const source = this.#sourceOf(value);
    const kind = source === null ? 'unread' : kindOfSource(source);
    if (value.kind === 'reference') this.#sources.set(value.object, kind);
    return kind;
  }

  #sourceOf(value: PdfValue): string | null {
    const resolved = this.#document.resolve(value);
    if (resolved.kind === 'string') return textOf(resolved);
    try {
      return this.#document.contentOf(value)?.toString('latin1') ?? '';
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return null;
    }
  }

  /** A place to show is no action; anything else runs when the file is opened, one after the other. */
  #opening(value: PdfValue, place: Place): void {
    const waiting = [value];
    for (let step = 0; waiting.length > 0 && step < mostActions; step += 1) {
      const action = this.#document.resolve(waiting.shift() ?? other);
      if (action.kind !== 'dictionary') continue;
      const script = entry(action, 'JS');
      if (script.kind !== 'other') this.#script(script, place, true);
      const kind = nameOf(this.#document.resolve(entry(action, 'S')));
      if (openingActions.has(kind)) this.#add(place.found('pdf.acts-on-opening', 'hold', { action: kind }));
      const next = this.#document.resolve(entry(action, 'Next'));
      waiting.push(...(next.kind === 'array' ? next.items.slice(0, mostActions) : [next]));
    }
  }

  /** The scripts of the document (section 12.6.4.16) run before anybody sees it. */
  #scriptNames(value: PdfValue, place: Place, depth: number): void {
    const node = this.#document.resolve(value);
    if (depth > 16 || node.kind !== 'dictionary' || this.#visited.has(node)) return;
    this.#visited.add(node);
    for (const item of this.#listed(entry(node, 'Names'))) {
      const action = this.#document.resolve(item);
      if (action.kind === 'dictionary') this.#script(entry(action, 'JS'), place, true);
    }
    for (const kid of this.#listed(entry(node, 'Kids'))) this.#scriptNames(kid, place, depth + 1);
  }

  #listed(value: PdfValue): readonly PdfValue[] {
    const list = this.#document.resolve(value);
    return list.kind === 'array' ? list.items : [];
  }

  /** XFA: one stream, or names and streams in turn. */
  #form(value: PdfValue, place: Place): void {
    const parts = this.#document.resolve(value).kind === 'array' ? this.#listed(value) : [value];
    const kinds = parts.map((part) => this.#kindOf(part));
    const hasScript = kinds.includes('template') || kinds.includes('unread');
    if (hasScript) this.#once('template', place.found('pdf.form-with-script', 'warn'));
    else this.#once('xfa', place.found('pdf.dynamic-form', 'notice'));
  }

  #media(kind: string, place: Place): void {
    this.#once(`media ${kind}`, place.found('pdf.media', kind === 'RichMedia' ? 'hold' : 'warn', { kind }));
  }

  /** Names of embedded files are remembered; files elsewhere are told when naming them reaches out. */
  #file(dictionary: PdfDictionary, place: Place, kind: string): void {
    const files = this.#document.resolve(entry(dictionary, 'EF'));
    const name = textOf(entry(dictionary, 'UF')) || textOf(entry(dictionary, 'F'));
    if (files.kind === 'dictionary') {
      for (const file of files.entries.values())
        if (file.kind === 'reference') this.#fileNames.set(file.object, name);
      return;
    }
    const target = this.#fileOf(dictionary);
    if (target === '' || kind === 'Launch' || kind === 'SubmitForm') return;
    const kindOfTarget = reach(target);
    if (kindOfTarget === 'share') this.#add(place.found('pdf.remote-file', 'hold', { target }));
    else if (kindOfTarget === 'web') this.#add(place.found('pdf.remote-file', 'warn', { target }));
  }

  /** Section 7.11: a text, or a dictionary with one; what Windows is to start has its own. */
  #fileOf(dictionary: PdfDictionary): string {
    const own = this.#document.resolve(entry(dictionary, 'F'));
    if (own.kind === 'string') return textOf(own);
    const windows = this.#document.resolve(entry(dictionary, 'Win'));
    const from = own.kind === 'dictionary' ? own : windows;
    if (from.kind !== 'dictionary') return '';
    return [...['UF', 'F', 'P'].map((key) => textOf(this.#document.resolve(entry(from, key))))]
      .filter((text) => text !== '')
      .join(' ');
  }

  #embedded(object: PdfObject): void {
    const isFile =
      object.value.kind === 'dictionary' && nameOf(entry(object.value, 'Type')) === 'EmbeddedFile';
    const name = this.#fileNames.get(object.number);
    if (object.stream === null || (!isFile && name === undefined)) return;
    const place = this.#here(object.number);
    this.#add(place.found('document.embedded-file', 'notice', { name: name ?? '' }));
    try {
      const content = this.#document.content(object);
      if (content !== null) this.#add(...place.nested(content, name || `${object.number} 0 obj`));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#add(place.found('file.not-inspected', 'hold', { inspector: 'pdf', cause: error.part }));
    }
  }

  #disguised(name: string, place: Place): void {
    if (tellTale.has(name))
      this.#once(`disguised ${name}`, place.found('pdf.disguised-name', 'hold', { name }));
  }

  /** As a PDF itself names its objects. */
  #here(number: number): Place {
    return this.#place.at(`${number} 0 obj`);
  }

  #once(key: string, finding: Finding): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#add(finding);
  }

  #add(...findings: readonly Finding[]): void {
    this.#findings.push(...findings);
  }
}
