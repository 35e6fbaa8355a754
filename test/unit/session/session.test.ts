import { describe, expect, test } from 'vitest';
import { alice } from '../gate/corp-gate.ts';
import { damaged, House, online, unreadable } from './house.ts';

const remembered = { account: alice, isRemembered: true, consent: null };

async function signedIn(house: House): Promise<void> {
  const signingIn = house.session.signIn(alice, 'secret', true);
  (await house.wire()).become(online);
  expect(await signingIn).toEqual({ ok: true });
}

describe('signing in', () => {
  test('ends when one signs out while the server does not answer, and one can sign in again', async () => {
    const house = new House();
    const signingIn = house.session.signIn(alice, 'secret', true);
    await house.wire();
    await house.session.signOut(false);
    expect(await signingIn).toEqual({ ok: false, error: 'refused' });
    expect(house.session.snapshot).toMatchObject({ isOpen: false, connection: { kind: 'signed-out' } });
    await signedIn(house);
  });

  test('needs no password where policy has a certificate: none is kept, and the next start needs none either', async () => {
    const house = new House();
    house.hasCertificate = true;
    house.passwords.set(alice, 'of before');
    const signingIn = house.session.signIn(alice, '', true);
    (await house.wire()).become(online);
    expect(await signingIn).toEqual({ ok: true });
    expect(house.passwords.size).toBe(0);
    expect(house.lastAccount).toEqual(remembered);
    await house.session.close();
    const next = new House();
    next.hasCertificate = true;
    next.lastAccount = remembered;
    await next.session.restore();
    expect(next.session.snapshot).toMatchObject({ isOpen: true, connection: { kind: 'connecting' } });
  });

  test('without a certificate an empty password asks nobody, and opens nothing at the next start', async () => {
    const house = new House();
    expect(await house.session.signIn(alice, '', true)).toEqual({ ok: false, error: 'refused' });
    house.lastAccount = remembered;
    await house.session.restore();
    expect(house.session.snapshot.isOpen).toBe(false);
    expect(house.wires).toEqual([]);
  });

  test('ends when the program ends, and nothing is opened afterwards', async () => {
    const house = new House();
    const signingIn = house.session.signIn(alice, 'secret', true);
    await house.wire();
    await house.session.close();
    expect(await signingIn).toMatchObject({ ok: false });
    expect(await house.session.signIn(alice, 'secret', true)).toMatchObject({ ok: false });
    expect(house.openArchives).toBe(0);
  });

  test('waits until signing out has forgotten what it should, and forgets nothing of the new session', async () => {
    const house = new House();
    await signedIn(house);
    const signingOut = house.session.signOut(true);
    await signedIn(house);
    await signingOut;
    expect(house.session.snapshot.isOpen).toBe(true);
    expect(house.passwords.get(alice)).toBe('secret');
    expect(house.keys.has(alice)).toBe(true);
    expect(house.lastAccount).toEqual(remembered);
  });

  test('while the keychain still looks for the remembered account leaves one account open', async () => {
    const house = new House();
    house.lastAccount = remembered;
    house.passwords.set(alice, 'secret');
    const keychain = Promise.withResolvers<void>();
    house.keychain = keychain.promise;
    const restored = house.session.restore();
    const signingIn = house.session.signIn(alice, 'secret', true);
    keychain.resolve();
    await restored;
    (await house.wire(2)).become(online);
    expect(await signingIn).toEqual({ ok: true });
    expect(house.openArchives).toBe(1);
    expect(house.wires.filter(({ state }) => state.kind !== 'signed-out')).toHaveLength(1);
  });
});

describe('an archive that cannot be read', () => {
  test('is let go of when a remembered account is opened, and the person is told', async () => {
    const house = new House();
    house.lastAccount = remembered;
    house.passwords.set(alice, 'secret');
    house.changes = unreadable;
    await house.session.restore();
    expect(house.session.snapshot).toMatchObject({ isOpen: false, notices: ['archive-failed'] });
    // A file left open would stay locked for the sign-in that follows.
    expect(house.openArchives).toBe(0);
  });

  test('is let go of when somebody signs in', async () => {
    const house = new House();
    house.changes = unreadable;
    const signingIn = house.session.signIn(alice, 'secret', true);
    (await house.wire()).become(online);
    expect(await signingIn).toEqual({ ok: false, error: 'refused' });
    expect(house.openArchives).toBe(0);
    house.changes = {};
    await signedIn(house);
  });

  test('is opened again once, however many calls it failed', async () => {
    const house = new House();
    await signedIn(house);
    const told = [1, 2, 3].map(() => house.session.archiveFailed(damaged));
    await Promise.all(told);
    expect(house.session.snapshot.isOpen).toBe(true);
    expect(house.archives).toHaveLength(2);
    expect(house.openArchives).toBe(1);
  });

  test('is not opened again when the program ends meanwhile', async () => {
    const house = new House();
    await signedIn(house);
    const failing = house.session.archiveFailed(damaged);
    await house.session.close();
    await failing;
    expect(house.openArchives).toBe(0);
  });
});
