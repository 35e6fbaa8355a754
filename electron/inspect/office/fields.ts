// Fields of Word, however they are stored: begin, instruction, separator, result, end (ECMA-376 part 1 section 17.16).

import type { Place } from '../document-place.ts';
import type { Finding } from '../inspector.ts';
import { inspectTarget } from './targets.ts';

interface OpenField {
  instruction: string;
  result: string;
  isInResult: boolean;
}

const deepest = 64;
const longest = 8192;

/**
 * Puts instructions together that are spread over runs and made by fields within fields, as Word does before it follows them. Runs may be
 * cut anywhere, inside of "DDEAUTO" too.
 */
export class FieldReader {
  readonly #open: OpenField[] = [];
  readonly #onInstruction: (instruction: string) => void;

  constructor(onInstruction: (instruction: string) => void) {
    this.#onInstruction = onInstruction;
  }

  begin(): void {
    if (this.#open.length < deepest) this.#open.push({ instruction: '', result: '', isInResult: false });
  }

  text(text: string): void {
    const field = this.#open.at(-1);
    if (!field) return;
    const part = text.slice(0, longest);
    if (!field.isInResult && field.instruction.length < longest) field.instruction += part;
    if (field.isInResult && field.result.length < longest) field.result += part;
  }

  separate(): void {
    const field = this.#open.at(-1);
    if (field) field.isInResult = true;
  }

  end(): void {
    const field = this.#open.pop();
    if (!field) return;
    this.#onInstruction(field.instruction);
    this.text(quoted(field.instruction) ?? field.result);
  }

  /** A document may end inside of a field; what stands there counts. */
  close(): void {
    while (this.#open.length > 0) this.end();
  }
}

/** `QUOTE 68 68 69` is "DDE" (section 17.16.5.49 lets numbers be characters in practice). */
function quoted(instruction: string): string | null {
  const [, codes] = /^\s*QUOTE\s+((?:\d{1,7}\s*)+)/i.exec(instruction) ?? [];
  if (codes === undefined) return null;
  const points = codes.trim().split(/\s+/).map(Number);
  return points.map((point) => (point < 0x110000 ? String.fromCodePoint(point) : '')).join('');
}

/** What following this instruction would do. */
export function inspectInstruction(instruction: string, place: Place): Finding[] {
  const text = instruction.trim();
  const [, kind = '', rest = ''] = /^"?(\w{1,40})"?([\s\S]*)$/.exec(text) ?? [];
  const target = /"([^"]*)"|(\S+)/.exec(rest.replace(/^\s*(?:\\\w\s+)*/, ''));
  const first = (target?.[1] ?? target?.[2] ?? '').replaceAll('\\\\', '\\');
  switch (kind.toUpperCase()) {
    case 'DDE':
    case 'DDEAUTO':
      return [place.found('document.dde', 'hold', { command: rest.trim() })];
    case 'HYPERLINK':
      return place.link(first);
    case 'INCLUDETEXT':
    case 'INCLUDEPICTURE':
    case 'INCLUDE':
    case 'IMPORT':
    case 'RD':
      return inspectTarget(kind.toUpperCase(), first, place);
    case 'LINK': {
      const [, path = ''] = /^\s*\S+\s+"?([^"]*)/.exec(rest) ?? [];
      return inspectTarget('LINK', path.trim().replaceAll('\\\\', '\\'), place);
    }
    default:
      return [];
  }
}
