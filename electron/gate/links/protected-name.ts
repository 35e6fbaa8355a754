import { bareSkeleton, skeleton } from '../characters/skeleton.ts';
import { type KnownDomains, registered } from './known-domains.ts';

/** The shortest name that counts without a border beside it: "acmebank" in "acmebanklogin", but not "corp" in "corporate". */
const shortestInside = 6;
const mostLabels = 12;

/** Names that hosts of others may not carry: protected names of policy and the company's own domains. */
export class ProtectedNames {
  readonly #known: KnownDomains;
  /** The name without spaces as it looks → the name as policy writes it. */
  readonly #names: ReadonlyMap<string, string>;
  /** Those long enough to be found anywhere, by their first characters, so that a label is read once and not once for each name. */
  readonly #byStart = new Map<string, string[]>();

  constructor(names: readonly string[], known: KnownDomains) {
    this.#known = known;
    const fromPolicy = names.map((name) => [compact(name), name] as const);
    this.#names = new Map([...known.words, ...fromPolicy.filter(([look]) => look.length >= 3)]);
    for (const look of this.#names.keys()) {
      if (look.length < shortestInside) continue;
      const start = look.slice(0, shortestInside);
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [look]);
      else known.push(look);
    }
  }

  /**
   * The name that a host of somebody else carries: a whole domain before its own ("corp.test.evil.example"), a name as a word
   * between dots or hyphens ("login-corp.pages.dev") or, when long enough, anywhere in a label.
   */
  inHost(host: string, unicodeHost: string): string | null {
    if (this.#known.isGenuine(host)) return null;
    const parts = registered(unicodeHost);
    const labels = [...parts.subdomains, parts.label].slice(-mostLabels);
    return (
      this.#domainIn(labels) ??
      labels.map((label) => this.#nameIn(label)).find((name) => name !== null) ??
      null
    );
  }

  #domainIn(labels: readonly string[]): string | null {
    for (let from = 0; from < labels.length; from++) {
      for (let to = from + 2; to <= Math.min(labels.length, from + 4); to++) {
        const domain = this.#known.byLook.get(skeleton(labels.slice(from, to).join('.')));
        if (domain !== undefined) return domain;
      }
    }
    return null;
  }

  #nameIn(label: string): string | null {
    const look = bareSkeleton(label);
    const words = look.split(/[-_]/);
    const joined = words.join('');
    for (const word of [joined, ...words]) {
      const name = this.#names.get(word);
      if (name !== undefined) return name;
    }
    for (let at = 0; at + shortestInside <= joined.length; at++) {
      const found = this.#byStart
        .get(joined.slice(at, at + shortestInside))
        ?.find((name) => joined.startsWith(name, at));
      if (found !== undefined) return this.#names.get(found) ?? null;
    }
    return null;
  }
}

function compact(name: string): string {
  return bareSkeleton(name).replace(/[^\p{L}\p{N}]/gu, '');
}
