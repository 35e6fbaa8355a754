import { type BareJid, domainOf, localOf } from '../../../shared/model/jid.ts';
import { bareSkeleton } from '../characters/skeleton.ts';
import type { KnownName } from '../gate.ts';

/** Names and addresses that others could borrow, prepared for comparing once. */
export class KnownNames {
  readonly #people = new Map<string, KnownName[]>();
  readonly #addresses = new Map<string, BareJid>();
  readonly #jids: ReadonlySet<BareJid>;
  /** The name without spaces as it looks → the name as policy writes it. */
  readonly #protected = new Map<string, string>();
  /** The most words a protected name has. */
  readonly #mostWords: number;

  constructor(people: readonly KnownName[], protectedNames: readonly string[]) {
    this.#jids = new Set(people.map(({ jid }) => jid));
    for (const person of people) {
      this.#addresses.set(addressLook(person.jid), person.jid);
      for (const look of nameLooks(person.name)) {
        const same = this.#people.get(look);
        if (same === undefined) this.#people.set(look, [person]);
        else if (!same.includes(person)) same.push(person);
      }
    }
    for (const name of protectedNames)
      for (const look of wordLooks(name)) this.#protected.set(look.join(''), name);
    this.#mostWords = Math.max(1, ...protectedNames.map((name) => words(name).length));
  }

  /** A colleague or contact. */
  has(jid: BareJid): boolean {
    return this.#jids.has(jid);
  }

  /** Somebody else who goes by a name that reads the same, whatever the order of its words. */
  person(name: string, except: BareJid): KnownName | null {
    for (const look of nameLooks(name)) {
      const same = this.#people.get(look)?.find((person) => person.jid !== except);
      if (same !== undefined) return same;
    }
    return null;
  }

  /** Somebody else whose address reads the same. */
  address(jid: BareJid): BareJid | null {
    const same = this.#addresses.get(addressLook(jid));
    return same === undefined || same === jid ? null : same;
  }

  /** A protected name that stands in this one, as whole words: "IT Helpdesk" in "Corp IT-Helpdesk (official)". */
  protectedName(name: string): string | null {
    for (const looks of wordLooks(name)) {
      // One protected word more may be written apart here: "I T Help desk".
      const most = this.#mostWords + 2;
      for (let from = 0; from < looks.length; from++) {
        let joined = '';
        for (let to = from; to < Math.min(looks.length, from + most); to++) {
          joined += looks[to];
          const found = this.#protected.get(joined);
          if (found !== undefined) return found;
        }
      }
    }
    return null;
  }
}

const longestName = 256;

/** The words of a name in any letters: hidden characters join, everything that is not a letter, digit or mark separates. */
function words(name: string): readonly string[] {
  return (
    name
      .slice(0, longestName)
      .normalize('NFKC')
      .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')
      .match(/[\p{L}\p{N}\p{M}|!$@]+/gu) ?? []
  );
}

/** Twice: a capital I is also read as a small l, and nothing in the text says which was meant. */
function wordLooks(name: string): readonly (readonly string[])[] {
  const written = words(name);
  const looks = written.map(bareSkeleton);
  const looksWithL = written.map((word) => bareSkeleton(word.replace(/I/g, 'l')));
  return looks.join(' ') === looksWithL.join(' ') ? [looks] : [looks, looksWithL];
}

function nameLooks(name: string): readonly string[] {
  return wordLooks(name)
    .filter((looks) => looks.length > 0)
    .map((looks) => looks.toSorted().join(' '));
}

function addressLook(jid: BareJid): string {
  return `${bareSkeleton(localOf(jid) ?? '')}@${bareSkeleton(domainOf(jid))}`;
}
