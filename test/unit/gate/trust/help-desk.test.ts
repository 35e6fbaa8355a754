import { describe, expect, it } from 'vitest';
import { createGate } from '../../../../electron/gate/create-gate.ts';
import { policySchema } from '../../../../shared/policy.ts';
import { alice, codes, colleagues, jid, levelFor } from '../corp-gate.ts';

function gateWith(impersonation: Readonly<Record<string, unknown>>) {
  const policy = policySchema.parse({
    company: { name: 'Corp', domains: ['corp.test'] },
    federation: { externalMode: 'open' },
    impersonation,
  });
  return createGate({ policy, account: alice, people: colleagues, blocklist: { kind: 'none' } });
}

const desks = ['it-support@corp.test', 'servicedesk@provider.test'];

describe('T23: the help desk of policy', () => {
  const gate = gateWith({ helpDeskJids: desks });

  it.each([
    'it-support@evil.example',
    'it.support@evil.example',
    '\u0456t-supp\u043ert@evil.example',
    'servicedesk@evil.example',
    'corp-servicedesk@evil.example',
  ])('is not %s', (address) => {
    expect(codes(gate.person(jid(address), '').verdict)).toContain('person.imitates-protected-name');
  });

  it('is nobody’s display name outside either', () => {
    const { verdict } = gate.person(jid('x@evil.example'), 'IT Support (Corp)');
    expect(codes(verdict)).toContain('person.imitates-protected-name');
  });

  it('is itself, also where a service provider runs it, and may speak of what it does', async () => {
    await gate.ready();
    const desk = jid('servicedesk@provider.test');
    expect(codes(gate.person(desk, '').verdict)).toEqual(['person.unknown']);
    const body = 'This is the help desk. Please start AnyDesk so that I can look at it.';
    expect(codes(gate.inbound({ from: desk, name: '', body, isEncrypted: false }).verdict)).toEqual([
      'person.unknown',
    ]);
    const other = gate.inbound({ from: jid('x@evil.example'), name: '', body, isEncrypted: false }).verdict;
    expect(codes(other)).toContain('lure.remote-control');
  });
});

describe('T20, T23: a name or address that reads as a colleague’s', () => {
  it.each(['notice', 'warn', 'hold'] as const)('is a matter of %s where policy says so', async (level) => {
    const gate = gateWith({ similarNameAction: level });
    await gate.ready();
    const from = jid('bob.miller@evil.example');
    expect(levelFor(gate.person(from, '').verdict, 'person.imitates-colleague')).toBe(level);
    const { verdict } = gate.inbound({ from, name: '', body: 'Are you there?', isEncrypted: false });
    expect(levelFor(verdict, 'person.imitates-colleague')).toBe(level);
  });
});
