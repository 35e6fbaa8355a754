import { describe, expect, it } from 'vitest';
import { createGate } from '../../../electron/gate/create-gate.ts';
import { People } from '../../../electron/people/people.ts';
import type { RosterItem } from '../../../electron/wire/wire.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import { type Person, personSchema } from '../../../shared/model/person.ts';
import { policySchema } from '../../../shared/policy.ts';

function jid(text: string): BareJid {
  const parsed = parseBareJid(text);
  if (parsed === null) throw new Error(`${text} is not an address`);
  return parsed;
}

const anna = jid('anna@corp.test');
const bea = jid('bea@corp.test');
const lena = jid('lena@partner.test');
const eve = jid('eve@stranger.test');

function contact(address: BareJid, name: string): RosterItem {
  return { jid: address, name, groups: [], subscription: 'both', isAskedByUs: false };
}

function crowd(onGate: () => void = () => undefined) {
  const told: { changed: readonly Person[]; removed: readonly BareJid[] }[] = [];
  const gate = createGate({
    policy: policySchema.parse({
      company: { name: 'Corp', domains: ['corp.test'] },
      partners: [{ domain: 'partner.test', name: 'Partner Ltd' }],
    }),
    account: anna,
    people: [],
    blocklist: { kind: 'none' },
  });
  const people = new People({
    makeGate: (names) => {
      onGate();
      return gate.withPeople(names);
    },
    onChanged: (changed, removed) => told.push({ changed, removed }),
  });
  return { people, told };
}

const whole = (...changed: RosterItem[]) => ({ changed, removed: [], isWhole: true });

describe('people', () => {
  it('have the roster’s name and their place, and strangers their address', () => {
    const { people } = crowd();
    people.fill([contact(bea, 'Bea Lindqvist'), contact(lena, 'Lena Park')], [eve], []);
    expect(people.list()).toMatchObject([
      { jid: bea, name: 'Bea Lindqvist', place: 'inside', isContact: true },
      { jid: lena, name: 'Lena Park', place: 'outside', company: 'Partner Ltd' },
      { jid: eve, name: 'eve@stranger.test', place: 'unknown', isContact: false },
    ]);
  });

  it('may ask however many strangers have written (T30)', () => {
    const { people, told } = crowd();
    people.fill(
      [],
      Array.from({ length: 10_000 }, (_, count) => jid(`${count}@stranger.test`)),
      [],
    );
    people.setAsking(bea, true);
    expect(told.at(-1)?.changed).toMatchObject([{ jid: bea, isAsking: true }]);
  });

  it('are shown even with the longest address there is among them', () => {
    const { people } = crowd();
    // RFC 7622 section 3.1: 1023 octets before the @.
    people.fill([], [jid(`${'a'.repeat(1023)}@stranger.test`)], []);
    expect(people.list().map((person) => personSchema.safeParse(person).success)).toEqual([true]);
  });

  it('are told of nobody while they are filled from the archive', () => {
    const { people, told } = crowd();
    people.fill([contact(bea, 'Bea')], [eve], []);
    expect(told).toEqual([]);
  });

  it('who imitate a colleague are unmasked as soon as the colleague is known', () => {
    const { people } = crowd();
    const impostor = jid('bea.lindqvist@stranger.test');
    people.addPeers([impostor]);
    const findings = () => people.person(impostor).verdict.reasons.map(({ code }) => code);
    expect(findings()).not.toContain('person.imitates-colleague');
    people.setContacts(whole(contact(bea, 'Bea Lindqvist')));
    expect(findings()).toContain('person.imitates-colleague');
  });

  it('who left the roster are gone, unless there is a conversation with them', () => {
    const { people, told } = crowd();
    people.setContacts(whole(contact(bea, 'Bea'), contact(lena, 'Lena')));
    people.addPeers([lena]);
    people.setContacts(whole());
    expect(told.at(-1)?.removed).toEqual([bea]);
    expect(people.list().map((person) => person.jid)).toEqual([lena]);
  });

  it('keep no presence of strangers, however many come (T30)', () => {
    const { people, told } = crowd();
    for (let count = 0; count < 1000; count += 1) {
      people.setPresence(jid(`${count}@stranger.test`), 'available', 'hello');
    }
    expect(people.list()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('are not judged anew because a contact lets us see him and takes it back (T30)', () => {
    let gates = 0;
    const { people, told } = crowd(() => {
      gates += 1;
    });
    people.setContacts(whole(contact(bea, 'Bea'), contact(lena, 'Lena')));
    const before = gates;
    const withdrawn = { ...contact(lena, 'Lena'), subscription: 'none' } as const;
    people.setContacts({ changed: [withdrawn], removed: [], isWhole: false });
    people.setContacts({ changed: [], removed: [eve], isWhole: false });
    expect(gates).toBe(before);
    expect(told.slice(1).map(({ changed }) => changed.map((person) => person.jid))).toEqual([[lena]]);
    expect(people.person(lena).isContact).toBe(false);
  });

  it('who were asked and have not answered are known as that', () => {
    const { people } = crowd();
    const asked = { ...contact(lena, 'Lena'), subscription: 'none', isAskedByUs: true } as const;
    people.setContacts(whole(asked));
    expect(people.person(lena)).toMatchObject({ isContact: false, presence: 'asked' });
    people.setContacts(whole(contact(lena, 'Lena')));
    expect(people.person(lena)).toMatchObject({ isContact: true, presence: 'shown' });
    people.setContacts(whole({ ...contact(lena, 'Lena'), subscription: 'from' }));
    expect(people.person(lena)).toMatchObject({ isContact: true, presence: 'hidden' });
  });

  it('who ask are listed until they are answered', () => {
    const { people, told } = crowd();
    people.setAsking(eve, true);
    expect(people.person(eve).isAsking).toBe(true);
    people.setAsking(eve, false);
    expect(told.at(-1)).toEqual({ changed: [], removed: [eve] });
    expect(people.list()).toEqual([]);
  });

  it('of a blocked domain are blocked, all of them', () => {
    const { people } = crowd();
    people.setBlocked([jid('stranger.test'), lena]);
    expect([eve, lena, bea].map((one) => people.isBlocked(one))).toEqual([true, true, false]);
  });
});

it('who leaves a roster group that policy allows is let through no more, and who comes into one is', () => {
  const policy = policySchema.parse({
    company: { name: 'Corp', domains: ['corp.test'] },
    federation: { allowedGroups: ['Freelancers'] },
  });
  const gate = createGate({ policy, account: anna, people: [], blocklist: { kind: 'none' } });
  const people = new People({
    makeGate: (names, groupsOf) => gate.withPeople(names, groupsOf),
    onChanged: () => undefined,
  });
  const max = jid('max@stranger.test');
  const inGroups = (...groups: string[]) =>
    people.setContacts({
      changed: [{ jid: max, name: 'Max', groups, subscription: 'both', isAskedByUs: false }],
      removed: [],
      isWhole: false,
    });
  expect(people.forbids(max)?.code).toBe('federation.not-listed');
  inGroups('Freelancers');
  expect([people.forbids(max), people.person(max).place]).toEqual([null, 'outside']);
  inGroups('Former');
  expect(people.forbids(max)?.code).toBe('federation.not-listed');
  expect(people.person(max).closed?.code).toBe('federation.not-listed');
});
