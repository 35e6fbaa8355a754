import { describe, expect, it } from 'vitest';
import { ScramClient } from '../../../../electron/wire/connection/scram.ts';

const offer = { mechanisms: ['SCRAM-SHA-1'], bindings: null };
const user = { username: 'user', password: 'pencil', binding: { flag: 'n' }, offer } as const;

describe('SCRAM', () => {
  it('computes what RFC 5802 section 5 computes (SHA-1)', async () => {
    const scram = new ScramClient({ ...user, hash: 'sha1', nonce: 'fyko+d2lbbFgONRv9qkxdawL' });
    expect(scram.first()).toBe('n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL');
    const challenge = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096';
    expect(await scram.respond(challenge)).toBe(
      'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    );
    expect(() => scram.verify('v=rmF9pqV8S7suAoZWja4dJRkFsKQ=')).not.toThrow();
    expect(() => scram.verify('v=smF9pqV8S7suAoZWja4dJRkFsKQ=')).toThrow('server-not-genuine');
  });

  it('computes what RFC 7677 section 3 computes (SHA-256)', async () => {
    const scram = new ScramClient({ ...user, hash: 'sha256', nonce: 'rOprNGfwEbeRWgbNEkqO' });
    const challenge =
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';
    expect(await scram.respond(challenge)).toBe(
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    );
    expect(() => scram.verify('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).not.toThrow();
  });

  it('carries the channel it is bound to (RFC 5802 section 7)', async () => {
    const data = new TextEncoder().encode('channel');
    const binding = { flag: 'p', name: 'tls-exporter', data } as const;
    const scram = new ScramClient({ ...user, binding, hash: 'sha256', nonce: 'own' });
    expect(scram.first()).toBe('p=tls-exporter,,n=user,r=own');
    const bound = Buffer.from('p=tls-exporter,,channel').toString('base64');
    expect(await scram.respond('r=ownserver,s=c2FsdA==,i=4096')).toContain(`c=${bound},`);
  });

  it('does not let a user name say more than a name', () => {
    const scram = new ScramClient({ ...user, username: 'a=b,c', hash: 'sha1', nonce: 'x' });
    expect(scram.first()).toBe('n,,n=a=3Db=2Cc,r=x');
  });

  it('has a nonce of its own each time', () => {
    const nonces = Array.from({ length: 20 }, () => new ScramClient({ ...user, hash: 'sha1' }).first());
    expect(new Set(nonces).size).toBe(20);
  });

  it('does not answer a second challenge, nor with a password that no server can have', async () => {
    const scram = new ScramClient({ ...user, hash: 'sha1', nonce: 'own' });
    await scram.respond('r=ownserver,s=c2FsdA==,i=4096');
    await expect(scram.respond('r=ownserver,s=c2FsdA==,i=4096')).rejects.toThrow('server-not-genuine');
    expect(() => new ScramClient({ ...user, password: '', hash: 'sha1' })).toThrow('wrong-password');
    expect(() => new ScramClient({ ...user, password: 'a\u0007', hash: 'sha1' })).toThrow('wrong-password');
  });
});
