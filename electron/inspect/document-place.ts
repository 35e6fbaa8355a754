import type { ReasonCode, VerdictLevel } from '../../shared/model/verdict.ts';
import type { Finding, InspectionContext } from './inspector.ts';
import { linkFindings } from './link-findings.ts';
import { placeOf, within } from './place.ts';

/** Long values are of no use to a reader and can be made as long as a file. */
const longestValue = 200;
/** Distinct ones; no document has a use for more. */
const mostLinks = 500;

/** Where in a document something is, and how what is found there is told. */
export class Place {
  readonly context: InspectionContext;
  readonly #where: string;
  readonly #links: Set<string>;

  constructor(context: InspectionContext, where = '', links = new Set<string>()) {
    this.context = context;
    this.#where = where;
    this.#links = links;
  }

  /** A part of this one. */
  at(where: string): Place {
    return new Place(this.context, within(this.#where, placeOf(where)), this.#links);
  }

  found(code: ReasonCode, level: VerdictLevel, params: Readonly<Record<string, string>> = {}): Finding {
    const shown = Object.entries(params).map(([key, value]) => [key, readable(value)] as const);
    return { code, level, where: this.#where, params: Object.fromEntries(shown) };
  }

  /** A file inside of this one, through the whole inspection. */
  nested(bytes: Uint8Array, name: string): Finding[] {
    const inner = this.context.nested(bytes, name);
    return inner.map((finding) => ({ ...finding, where: within(this.#where, finding.where) }));
  }

  /** What the gate minds about a link, once for each link of the document. */
  link(url: string): Finding[] {
    const address = url.trim();
    if (address === '' || this.#links.has(address)) return [];
    if (this.#links.size >= mostLinks) return [];
    this.#links.add(address);
    if (this.#links.size === mostLinks)
      return [this.found('document.too-many-links', 'warn', { limit: String(mostLinks) })];
    return [...linkFindings(address, this.#where, this.context)];
  }
}

/** What is shown of a value from the file: one line, bounded, without what cannot be seen. */
function readable(value: string): string {
  const visible = value
    .slice(0, longestValue * 2)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return visible.length > longestValue ? `${visible.slice(0, longestValue)}…` : visible;
}
