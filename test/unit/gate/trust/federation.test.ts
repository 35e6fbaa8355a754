import { describe, expect, it } from 'vitest';
import { Federation } from '../../../../electron/gate/trust/federation.ts';
import type { BareJid } from '../../../../shared/model/jid.ts';
import { policySchema } from '../../../../shared/policy.ts';
import { alice, jid } from '../corp-gate.ts';

const company = { name: 'Corp', domains: ['corp.test'] };
const partners = [{ domain: 'partner.test', name: 'Partner' }];

function federation(rules: Readonly<Record<string, unknown>> = {}, account: BareJid = alice, more = {}) {
  return new Federation(policySchema.parse({ company, partners, federation: rules, ...more }), account);
}

const why = (from: Federation, address: string) => from.forbids(jid(address))?.code ?? null;

describe('T31: who may talk across the border', () => {
  it('is nobody without a policy, but for everybody of the own domain', () => {
    const strict = new Federation(policySchema.parse({}), alice);
    expect(why(strict, 'bob@corp.test')).toBeNull();
    expect(why(strict, 'lena@partner.test')).toBe('federation.not-listed');
  });

  it('are partners, allowed domains and allowed addresses where there is a list, and nobody else', () => {
    const listed = federation({ allowedDomains: ['friend.test'], allowedAddresses: ['eve@stranger.test'] });
    expect(why(listed, 'lena@partner.test')).toBeNull();
    expect(why(listed, 'kim@friend.test')).toBeNull();
    expect(why(listed, 'eve@stranger.test')).toBeNull();
    for (const address of [
      'adam@stranger.test',
      'kim@guests.friend.test',
      'friend.test.evil.example',
      'kim@notfriend.test',
    ])
      expect(why(listed, address)).toBe('federation.not-listed');
  });

  it('are contacts in the roster groups that policy allows, whoever else is at their domain', () => {
    const rules = { allowedGroups: ['Freelancers'], blockedAddresses: ['kim@stranger.test'] };
    const policy = (more: object) => policySchema.parse({ company, federation: { ...rules, ...more } });
    const groups: Readonly<Record<string, readonly string[]>> = {
      'max@stranger.test': ['Friends', 'Freelancers'],
      'kim@stranger.test': ['Freelancers'],
      'adam@stranger.test': ['freelancers', 'Freelancers '],
    };
    const groupsOf = (peer: BareJid) => groups[peer] ?? [];
    const listed = new Federation(policy({}), alice, groupsOf);
    expect(why(listed, 'max@stranger.test')).toBeNull();
    expect(why(listed, 'adam@stranger.test')).toBe('federation.not-listed');
    expect(why(listed, 'eve@stranger.test')).toBe('federation.not-listed');
    expect(why(listed, 'kim@stranger.test')).toBe('federation.blocked');
    expect(why(new Federation(policy({ externalMode: 'off' }), alice, groupsOf), 'max@stranger.test')).toBe(
      'federation.off',
    );
  });

  it('is nobody outside, partners included, where it is off', () => {
    const off = federation({ externalMode: 'off', allowedAddresses: ['eve@stranger.test'] });
    for (const address of ['lena@partner.test', 'eve@stranger.test', 'muc.corp.test'])
      expect(why(off, address)).toBe('federation.off');
    expect(why(off, 'bob@corp.test')).toBeNull();
  });

  it('is everybody who is not blocked where it is open', () => {
    const open = federation({
      externalMode: 'open',
      blockedDomains: ['evil.test'],
      blockedAddresses: ['eve@stranger.test'],
    });
    expect(why(open, 'adam@stranger.test')).toBeNull();
    for (const address of ['eve@stranger.test', 'x@evil.test', 'x@a.b.evil.test', 'evil.test'])
      expect(why(open, address)).toBe('federation.blocked');
    expect(why(open, 'x@notevil.test')).toBeNull();
    const exact = federation({ externalMode: 'open', blockedDomains: ['evil.test'], blockSubdomains: false });
    expect(why(exact, 'x@evil.test')).toBe('federation.blocked');
    expect(why(exact, 'x@a.evil.test')).toBeNull();
  });

  it('is nobody who is blocked, whatever else is allowed', () => {
    const both = federation({ allowedDomains: ['partner.test'], blockedDomains: ['partner.test'] });
    expect(why(both, 'lena@partner.test')).toBe('federation.blocked');
  });

  it('blocks a colleague by his address only, and never ourselves and our server', () => {
    const inside = federation({
      blockedDomains: ['test', 'corp.test'],
      blockedAddresses: ['bob@corp.test', 'alice@corp.test', 'corp.test'],
    });
    expect(why(inside, 'bob@corp.test')).toBe('federation.blocked');
    for (const address of ['carol@corp.test', 'alice@corp.test', 'corp.test'])
      expect(why(inside, address)).toBeNull();
  });

  it.each([
    [['alice@corp.test'], null],
    [['corp.test'], null],
    [['bob@corp.test'], 'federation.not-for-you'],
    [[], 'federation.not-for-you'],
    ['everyone', null],
  ])('are those of our people whom policy names (%j)', (peopleAllowed, expected) => {
    expect(why(federation({ peopleAllowed }), 'lena@partner.test')).toBe(expected);
    expect(why(federation({ peopleAllowed }), 'bob@corp.test')).toBeNull();
  });

  it('is compared in A-labels, so that a name in other letters is no way round', () => {
    const open = federation({ externalMode: 'open', blockedDomains: ['xn--mller-kva.example'] });
    expect(why(open, 'x@müller.example')).toBe('federation.blocked');
    const listed = federation({ allowedAddresses: ['x@müller.example'] });
    expect(why(listed, 'x@xn--mller-kva.example')).toBeNull();
  });

  it('is the security desk in any case, as IT named it to take reports', () => {
    const desk = { report: { securityDesk: 'desk@provider.test' } };
    expect(why(federation({ externalMode: 'off' }, alice, desk), 'desk@provider.test')).toBeNull();
  });
});

describe('where somebody belongs', () => {
  it('is outside for whomever policy names, and unknown for others', () => {
    const listed = federation({ allowedDomains: ['friend.test'], allowedAddresses: ['eve@stranger.test'] });
    const places = [
      'bob@corp.test',
      'lena@partner.test',
      'kim@friend.test',
      'eve@stranger.test',
      'a@stranger.test',
    ];
    expect(places.map((address) => listed.placeOf(jid(address)))).toEqual([
      { place: 'inside', company: null },
      { place: 'outside', company: 'Partner' },
      { place: 'outside', company: null },
      { place: 'outside', company: null },
      { place: 'unknown', company: null },
    ]);
  });
});

describe('T27: a domain that serves the account', () => {
  it('is one below the account’s own, whoever else may talk outside, and nobody there', () => {
    const closed = federation({ externalMode: 'off' });
    const serving = [
      'upload.corp.test',
      'a.b.corp.test',
      'corp.test',
      'eve@upload.corp.test',
      'xcorp.test',
      'upload.partner.test',
    ];
    expect(serving.filter((address) => closed.serves(jid(address)))).toEqual([
      'upload.corp.test',
      'a.b.corp.test',
    ]);
    expect(why(closed, 'upload.corp.test')).toBe('federation.off');
  });

  it('is none that policy blocks', () => {
    expect(federation({ blockedDomains: ['upload.corp.test'] }).serves(jid('upload.corp.test'))).toBe(false);
  });
});
