import { OverLimit } from '../../budget.ts';
import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { FieldReader, inspectInstruction } from '../fields.ts';
import { inspectTarget } from '../targets.ts';
import { inspectOldObject } from './ole1-object.ts';
import { type RtfToken, rtfTokens } from './rtf-tokens.ts';

type Destination = 'none' | 'ignored' | 'object' | 'template' | 'instruction' | 'source' | 'picture';

interface Group {
  destination: Destination;
  isField: boolean;
  /** Whether `\*` stands before the next word. */
  isStarred: boolean;
  /** How many letters stand behind a Unicode one in its place (`\uc`). */
  substitutes: number;
  object: ObjectText | null;
  /** Of a destination whose text counts; shared with the groups inside. */
  text: string[];
}

/** The digits of an object, and what stood between them. */
interface ObjectText {
  readonly pieces: (string | Buffer)[];
  isInterrupted: boolean;
}

const deepest = 20_000;
const destinations: Readonly<Record<string, Destination>> = {
  objdata: 'object',
  template: 'template',
  fldinst: 'instruction',
  mmdatasource: 'source',
  mmheadersource: 'source',
  mmconnectstr: 'source',
  pict: 'picture',
  objclass: 'ignored',
  objname: 'ignored',
};

export function inspectRtf(bytes: Buffer, place: Place): Finding[] {
  const features = new RtfFeatures(place);
  let tokens = 0;
  for (const token of rtfTokens(bytes)) {
    tokens += 1;
    if (tokens % 4096 === 0) place.context.budget.checkTime();
    features.take(token);
  }
  return features.finish(bytes);
}

class RtfFeatures {
  readonly #place: Place;
  readonly #groups: Group[] = [emptyGroup()];
  readonly #findings: Finding[] = [];
  readonly #instructions = new Set<string>();
  readonly #fields = new FieldReader((instruction) => this.#instructions.add(instruction.trim()));
  #objects = 0;
  #updates = false;
  /** Letters that stand for a Unicode one in readers that know none. */
  #left = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  take(token: RtfToken): void {
    switch (token.kind) {
      case 'open':
        this.#open();
        break;
      case 'close':
        this.#close();
        break;
      case 'word':
        this.#word(token.word, token.parameter);
        break;
      case 'symbol':
        if (token.symbol === '*') this.#group().isStarred = true;
        else if ('\\{}'.includes(token.symbol)) this.#text(token.symbol, true);
        break;
      case 'byte':
        this.#text(String.fromCharCode(token.byte), true);
        break;
      case 'text':
        this.#text(token.text, false);
        break;
      case 'binary':
        this.#group().object?.pieces.push(token.bytes);
        break;
    }
  }

  finish(bytes: Buffer): Finding[] {
    while (this.#groups.length > 1) this.#close();
    this.#fields.close();
    for (const instruction of this.#instructions) this.#add(inspectInstruction(instruction, this.#place));
    if (this.#updates) this.#add([this.#place.found('document.object-updates', 'hold')]);
    // Every program that writes RTF begins with "{\rtf1"; Word also reads what does not.
    const isOrdinary = bytes.toString('latin1', 0, 6) === '{\\rtf1';
    if (!isOrdinary) this.#add([this.#place.found('document.obfuscated', 'hold', { how: 'header' })]);
    return this.#findings;
  }

  #group(): Group {
    return this.#groups.at(-1) ?? emptyGroup();
  }

  #open(): void {
    if (this.#groups.length > deepest) throw new OverLimit('depth');
    const { destination, substitutes, object, text } = this.#group();
    if (object !== null) object.isInterrupted = true;
    this.#groups.push({ ...emptyGroup(), destination, substitutes, object, text });
  }

  #close(): void {
    if (this.#groups.length === 1) return;
    const group = this.#groups.pop() ?? emptyGroup();
    if (group.isField) this.#fields.end();
    const parent = this.#group();
    const isTarget = group.destination === 'template' || group.destination === 'source';
    if (isTarget && group.text !== parent.text) {
      const relation = group.destination === 'template' ? 'template' : 'mailMergeSource';
      this.#add(inspectTarget(relation, group.text.join('').trim(), this.#place));
    }
    if (group.object !== null && group.object !== parent.object) this.#object(group.object);
  }

  #word(word: string, parameter: number | null): void {
    const group = this.#group();
    const isStarred = group.isStarred;
    group.isStarred = false;
    if (word === 'field') {
      group.isField = true;
      this.#fields.begin();
    } else if (word === 'fldrslt') {
      this.#fields.separate();
      group.destination = 'none';
    } else if (word === 'objupdate') this.#updates = true;
    else if (word === 'uc') group.substitutes = Math.min(Math.max(parameter ?? 1, 0), 100);
    else if (word === 'u' && parameter !== null) {
      this.#text(String.fromCharCode(parameter & 0xffff), true);
      this.#left = group.substitutes;
    } else if (Object.hasOwn(destinations, word)) {
      group.destination = destinations[word] ?? 'none';
      group.text = [];
      // One that begins inside of another takes its place: what was there is no object.
      group.object = word === 'objdata' ? { pieces: [], isInterrupted: false } : null;
    } else if (group.object !== null) {
      group.object.isInterrupted = true;
      // Word leaves out a group that begins with `\*` and a word it does not know.
      if (isStarred) [group.object, group.destination] = [null, 'ignored'];
    }
  }

  #text(written: string, isEscaped: boolean): void {
    const group = this.#group();
    const text = written.slice(this.#left);
    this.#left = Math.max(0, this.#left - written.length);
    if (group.destination === 'instruction') this.#fields.text(text.replaceAll(/[\r\n]/g, ''));
    else if (group.destination === 'template' || group.destination === 'source')
      group.text.push(text.slice(0, 4096).replaceAll(/[\r\n]/g, ''));
    else if (group.object !== null) {
      if (isEscaped) group.object.isInterrupted = true;
      else group.object.pieces.push(text);
    }
  }

  #object({ pieces, isInterrupted }: ObjectText): void {
    this.#objects += 1;
    this.#place.context.budget.takeEntry();
    const bytes = objectBytes(pieces);
    const here = this.#place.at(`object ${this.#objects}`);
    if (isInterrupted) this.#add([here.found('document.obfuscated', 'hold', { how: 'hexadecimal' })]);
    this.#add(inspectOldObject(bytes, here));
  }

  #add(findings: readonly Finding[]): void {
    this.#findings.push(...findings);
  }
}

/** Pairs of digits, whatever stands between them; raw bytes as they are. */
function objectBytes(pieces: readonly (string | Buffer)[]): Buffer {
  const result: Buffer[] = [];
  let digits: string[] = [];
  const flush = () => {
    const text = digits.join('');
    result.push(Buffer.from(text.slice(0, text.length & ~1), 'hex'));
    digits = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') digits.push(piece.replaceAll(/[^0-9a-f]/gi, ''));
    else {
      flush();
      result.push(piece);
    }
  }
  flush();
  return Buffer.concat(result);
}

function emptyGroup(): Group {
  return { destination: 'none', isField: false, isStarred: false, substitutes: 1, object: null, text: [] };
}
