import { isDeepStrictEqual } from 'node:util';
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { Availability, Person } from '../../shared/model/person.ts';
import { type ForbiddenReason, notAccepted } from '../../shared/model/verdict.ts';
import type { StoredPerson } from '../archive/archive.ts';
import type { Gate, KnownName, PersonJudgement } from '../gate/gate.ts';
import type { RosterItem } from '../wire/wire.ts';

export interface PeopleOptions {
  /** Prepares a gate for the names known now. */
  readonly makeGate: (names: readonly KnownName[], groupsOf: (jid: BareJid) => readonly string[]) => Gate;
  readonly onChanged: (changed: readonly Person[], removed: readonly BareJid[]) => void;
}

interface Entry {
  contact: StoredPerson | null;
  availability: Availability;
  statusText: string;
  isAsking: boolean;
  /** Somebody we talk with who is not in the roster stays listed. */
  isPeer: boolean;
  /** We wrote to this person, or accepted to be written to. */
  isAccepted: boolean;
  /** What the gate said of this person under the names known now; null until somebody asks. */
  judgement: PersonJudgement | null;
}

/**
 * Everybody the window shows: contacts, people we talk with and people who ask. Names are our roster's, or the address: what a
 * stranger calls himself is never shown as his name (XEP-0165 section 4).
 */
export class People {
  readonly #options: PeopleOptions;
  readonly #entries = new Map<BareJid, Entry>();
  #blocked = new Set<BareJid>();
  #gate: Gate;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.#gate = options.makeGate([], this.groupsOf);
  }

  get gate(): Gate {
    return this.#gate;
  }

  list(): Person[] {
    return [...this.#entries.keys()].map((jid) => this.person(jid));
  }

  /** What is stored, before anybody looks: nobody is told. */
  fill(contacts: readonly StoredPerson[], peers: readonly BareJid[], accepted: readonly BareJid[]): void {
    for (const contact of contacts) this.#entry(contact.jid).contact = contact;
    for (const jid of peers) this.#entry(jid).isPeer = true;
    for (const jid of accepted) this.#entry(jid).isAccepted = true;
    this.#remakeGate();
  }

  person(jid: BareJid): Person {
    const entry = this.#entries.get(jid);
    const claimed = entry?.contact?.name ?? '';
    const judgement = entry === undefined ? this.#gate.person(jid, claimed) : this.#judgementOf(jid, entry);
    return {
      jid,
      name: claimed === '' ? judgement.address : claimed,
      address: judgement.address,
      place: judgement.place,
      company: judgement.company,
      groups: [...(entry?.contact?.groups ?? [])],
      availability: entry?.availability ?? 'offline',
      statusText: entry?.statusText ?? '',
      isContact: entry?.contact != null && entry.contact.subscription !== 'none',
      isBlocked: this.isBlocked(jid),
      closed: judgement.forbidden ?? (isStranger(judgement, entry) ? notAccepted : null),
      isWaiting: judgement.forbidden === null && isStranger(judgement, entry),
      isAsking: entry?.isAsking ?? false,
      presence: presenceOf(entry?.contact ?? null),
      verdict: judgement.verdict,
    };
  }

  /** Nobody here knows this person, so first contact waits. */
  isStranger(jid: BareJid): boolean {
    const entry = this.#entries.get(jid);
    const judgement = entry === undefined ? this.#gate.person(jid, '') : this.#judgementOf(jid, entry);
    return isStranger(judgement, entry);
  }

  /** What the roster has of this person, as far as it is known. */
  contact(jid: BareJid): StoredPerson | null {
    return this.#entries.get(jid)?.contact ?? null;
  }

  /** Policy may allow a group, so who came into one or left it is judged anew. */
  readonly groupsOf = (jid: BareJid): readonly string[] => this.contact(jid)?.groups ?? [];

  contacts(): BareJid[] {
    return [...this.#entries.keys()].filter((jid) => this.contact(jid) !== null);
  }

  /** Whether anything may pass at all. */
  forbids(jid: BareJid): ForbiddenReason | null {
    return this.#gate.person(jid, '').forbidden;
  }

  /** Somebody here wants to talk with them. */
  accept(jids: readonly BareJid[]): void {
    for (const jid of jids) this.#entry(jid).isAccepted = true;
    this.#options.onChanged(this.#persons(jids), []);
  }

  /** What they said is gone. */
  forget(jid: BareJid): void {
    const entry = this.#entries.get(jid);
    if (entry === undefined) return;
    entry.isPeer = false;
    if (this.#dropIfUnneeded(jid, entry)) this.#options.onChanged([], [jid]);
    else this.#publish(jid);
  }

  nameOf(jid: BareJid): string {
    return this.#entries.get(jid)?.contact?.name ?? '';
  }

  /** XEP-0191 section 3: an entry that is a domain blocks everyone there. */
  isBlocked(jid: BareJid): boolean {
    return this.#blocked.has(jid) || this.#blocked.has(domainOf(jid) as BareJid);
  }

  /** Contacts, from the archive before the server answers and from the server afterwards. */
  setContacts(change: {
    changed: readonly (RosterItem | StoredPerson)[];
    removed: readonly BareJid[];
    isWhole: boolean;
  }): void {
    const before = new Set(this.#entries.keys());
    const namesBefore = this.#knownNames();
    const touched = new Set<BareJid>(change.removed);
    if (change.isWhole) {
      const named = new Set(change.changed.map(({ jid }) => jid));
      for (const [jid, entry] of this.#entries)
        if (entry.contact !== null && !named.has(jid)) touched.add(jid);
    }
    for (const jid of touched) {
      const entry = this.#entries.get(jid);
      if (entry === undefined) continue;
      entry.contact = null;
      entry.judgement = null;
      this.#dropIfUnneeded(jid, entry);
    }
    for (const contact of change.changed) {
      const entry = this.#entry(contact.jid);
      entry.contact = { ...contact, groups: [...contact.groups] };
      entry.judgement = null;
      touched.add(contact.jid);
    }
    const removed = [...touched].filter((jid) => before.has(jid) && !this.#entries.has(jid));
    // Judging everybody anew is dear; a contact can make his subscription change as often as he likes (T30).
    if (isDeepStrictEqual(this.#knownNames(), namesBefore)) {
      const changed = [...touched].filter((jid) => this.#entries.has(jid));
      if (changed.length + removed.length > 0) this.#options.onChanged(this.#persons(changed), removed);
      return;
    }
    this.#remakeGate();
    this.#options.onChanged(this.list(), removed);
  }

  setPresence(jid: BareJid, availability: Availability, statusText: string): void {
    // Presence of people who are nobody here is not kept: a flood of strangers costs nothing (T30).
    const entry = this.#entries.get(jid);
    if (entry === undefined) return;
    entry.availability = availability;
    entry.statusText = statusText;
    this.#publish(jid);
  }

  setAllOffline(): void {
    const changed: Person[] = [];
    for (const [jid, entry] of this.#entries) {
      if (entry.availability === 'offline') continue;
      entry.availability = 'offline';
      changed.push(this.person(jid));
    }
    if (changed.length > 0) this.#options.onChanged(changed, []);
  }

  setAsking(jid: BareJid, isAsking: boolean): void {
    if (!isAsking && !this.#entries.has(jid)) return;
    const entry = this.#entry(jid);
    entry.isAsking = isAsking;
    if (this.#dropIfUnneeded(jid, entry)) this.#options.onChanged([], [jid]);
    else this.#publish(jid);
  }

  setBlocked(blocked: readonly BareJid[]): void {
    this.#blocked = new Set(blocked);
    for (const jid of blocked) if (jid.includes('@')) this.#entry(jid).isPeer = true;
    this.#options.onChanged(this.list(), []);
  }

  /** Policy changed: who is inside, and what a name may be taken for. */
  judgeAgain(): void {
    this.#remakeGate();
    this.#options.onChanged(this.list(), []);
  }

  /** People we have conversations with. */
  addPeers(jids: readonly BareJid[]): void {
    const added = jids.filter((jid) => !this.#entries.has(jid));
    for (const jid of jids) this.#entry(jid).isPeer = true;
    if (added.length > 0) this.#options.onChanged(this.#persons(added), []);
  }

  #persons(jids: readonly BareJid[]): Person[] {
    return jids.map((jid) => this.person(jid));
  }

  #judgementOf(jid: BareJid, entry: Entry): PersonJudgement {
    entry.judgement ??= this.#gate.person(jid, entry.contact?.name ?? '');
    return entry.judgement;
  }

  /** Names changed, so who imitates whom may have changed for everybody. */
  #remakeGate(): void {
    this.#gate = this.#options.makeGate(this.#knownNames(), this.groupsOf);
    for (const entry of this.#entries.values()) entry.judgement = null;
  }

  #knownNames(): KnownName[] {
    const names: KnownName[] = [];
    for (const [jid, { contact }] of this.#entries) {
      if (contact !== null && contact.name !== '') names.push({ jid, name: contact.name });
    }
    return names;
  }

  #entry(jid: BareJid): Entry {
    const known = this.#entries.get(jid);
    if (known !== undefined) return known;
    const made: Entry = {
      contact: null,
      availability: 'offline',
      statusText: '',
      isAsking: false,
      isPeer: false,
      isAccepted: false,
      judgement: null,
    };
    this.#entries.set(jid, made);
    return made;
  }

  #dropIfUnneeded(jid: BareJid, entry: Entry): boolean {
    if (entry.contact !== null || entry.isAsking || entry.isPeer || entry.isAccepted) return false;
    return this.#entries.delete(jid);
  }

  #publish(jid: BareJid): void {
    this.#options.onChanged([this.person(jid)], []);
  }
}

function presenceOf(contact: StoredPerson | null): Person['presence'] {
  if (contact?.isAskedByUs === true) return 'asked';
  return contact?.subscription === 'to' || contact?.subscription === 'both' ? 'shown' : 'hidden';
}

function isStranger(judgement: PersonJudgement, entry: Entry | undefined): boolean {
  if (!judgement.isStranger) return false;
  return entry === undefined || (entry.contact === null && !entry.isAccepted);
}
