import { describe, expect, it } from 'vitest';
import { createGate } from '../../../../electron/gate/create-gate.ts';
import { strictDefaultPolicy } from '../../../../shared/policy.ts';
import { alice, codes, corpGate, jid, levelFor } from '../corp-gate.ts';

const gate = corpGate();

describe('the place of a person', () => {
  it.each([
    ['bob@corp.test', 'inside', null],
    ['bob@acmebank.com', 'inside', null],
    ['paula@partner.test', 'outside', 'Partner Ltd'],
    ['x@müller.example', 'outside', 'Müller'],
    ['eve@evil.example', 'unknown', null],
    ['bob@guests.corp.test', 'unknown', null],
    ['bob@partner.test.evil.example', 'unknown', null],
  ])('%s is %s', (address, place, company) => {
    expect(gate.person(jid(address), '')).toMatchObject({ place, company });
  });

  it('is decided by the account where policy names no company', () => {
    const unmanaged = createGate({
      policy: strictDefaultPolicy,
      account: alice,
      people: [],
      blocklist: { kind: 'none' },
    });
    expect(unmanaged.person(jid('bob@corp.test'), '').place).toBe('inside');
    expect(unmanaged.person(jid('bob@other.test'), '').place).toBe('unknown');
  });

  it('T23: the address is shown in ASCII', () => {
    expect(gate.person(jid('bob@cоrp.test'), '').address).toBe('bob@xn--crp-sed.test');
  });
});

describe('T20: a name that imitates a colleague', () => {
  it.each([
    'Bob Miller',
    'bob  miller',
    'Miller, Bob',
    'Bоb Miller',
    'Bob\u200d Miller',
    'Bob Miller ',
    '\u202eBob Miller',
    'B0b Mi11er',
    'Bob MilIer',
    'Ｂｏｂ Miller',
    'Böb Miller',
  ])('%j is unmasked', (name) => {
    const { verdict } = gate.person(jid('eve@evil.example'), name);
    expect(verdict.level).toBe('warn');
    expect(verdict.reasons.find((reason) => reason.code === 'person.imitates-colleague')?.params).toEqual({
      name,
      imitates: 'Bob Miller',
      address: 'bob@corp.test',
    });
  });

  it.each(['bob.miller', 'miller_bob', 'b0b-miller'])(
    '%s in the address of a stranger is unmasked',
    (local) => {
      expect(gate.person(jid(`${local}@evil.example`), '').verdict.reasons).toContainEqual(
        expect.objectContaining({
          code: 'person.imitates-colleague',
          params: { name: local, imitates: 'Bob Miller', address: 'bob@corp.test' },
        }),
      );
    },
  );

  it.each(['bob', 'miller', 'bob.millerson'])('%s in an address is no full name', (local) => {
    expect(codes(gate.person(jid(`${local}@evil.example`), '').verdict)).toEqual(['person.unknown']);
  });

  it('shows the characters that hide in it', () => {
    const { verdict } = gate.person(jid('eve@evil.example'), 'Eve\u200b\u202e');
    expect(verdict.reasons[0]).toMatchObject({
      code: 'person.hidden-characters',
      params: { characters: 'U+200B U+202E' },
    });
  });

  it.each(['Bobby Miller', 'Bob Millerson', 'Robert Miller', ''])('%j is another name', (name) => {
    expect(codes(gate.person(jid('eve@evil.example'), name).verdict)).toEqual(['person.unknown']);
  });

  it('two colleagues may share a name, and nobody imitates himself', () => {
    expect(gate.person(jid('bob.miller@corp.test'), 'Bob Miller').verdict.level).toBe('allow');
    expect(codes(gate.person(jid('paula@partner.test'), 'Paula Peters').verdict)).toEqual(['person.outside']);
  });
});

describe('T23: protected names and look-alike addresses', () => {
  it.each([
    'IT Helpdesk',
    'it-helpdesk',
    'IT Help Desk',
    'Corp IT Helpdesk (official)',
    'lT Helpdesk',
    'ІТ Helpdesk',
    'I.T. Helpdesk',
    'ITHelpdesk',
  ])('nobody outside is %j', (name) => {
    const { verdict } = gate.person(jid('eve@evil.example'), name);
    expect(levelFor(verdict, 'person.imitates-protected-name')).toBe('warn');
  });

  it('nor has it for an address', () => {
    const { verdict } = gate.person(jid('it-helpdesk@evil.example'), '');
    expect(levelFor(verdict, 'person.imitates-protected-name')).toBe('warn');
  });

  it('inside, the help desk is the help desk', () => {
    expect(gate.person(jid('helpdesk@corp.test'), 'IT Helpdesk').verdict.level).toBe('allow');
  });

  it.each([
    ['bob@cоrp.test', 'corp.test'],
    ['bob@c0rp.test', 'corp.test'],
    ['bob@ꮯorp.test', 'corp.test'],
    ['bob@acmebenk.com', 'acmebank.com'],
  ])('%s is not %s', (address, imitates) => {
    const { verdict } = gate.person(jid(address), '');
    expect(
      verdict.reasons.find((reason) => reason.code === 'person.imitates-domain')?.params['imitates'],
    ).toBe(imitates);
  });

  it('the same letters before the same domain are still another account', () => {
    const { verdict } = gate.person(jid('pаula@partner.test'), '');
    expect(
      verdict.reasons.find((reason) => reason.code === 'person.imitates-colleague')?.params['address'],
    ).toBe('paula@partner.test');
    expect(levelFor(verdict, 'person.mixed-scripts')).toBe('warn');
  });
});
