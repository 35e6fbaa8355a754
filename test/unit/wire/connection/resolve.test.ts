import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemEnvironment } from '../../../../electron/wire/connection/environment.ts';
import { inSrvOrder, type LookUpSrv, resolveTargets } from '../../../../electron/wire/connection/resolve.ts';

const none = async () => [];
const asked = (lookUpSrv: LookUpSrv) => ({ ...systemEnvironment(), lookUpSrv, random: () => 0 });

describe('where to find the server', () => {
  it('is what policy says, and DNS is not asked', async () => {
    const server = { host: 'xmpp.corp.test', port: 443, tls: 'starttls' } as const;
    const lookUp = () => Promise.reject(new Error('asked'));
    expect(await resolveTargets('corp.test', server, asked(lookUp))).toEqual([server]);
  });

  it('is the domain itself without SRV records, or when nobody answers', async () => {
    const expected = [
      { host: 'xn--mnchen-3ya.test', port: 5223, tls: 'direct' },
      { host: 'xn--mnchen-3ya.test', port: 5222, tls: 'starttls' },
    ];
    expect(await resolveTargets('münchen.test', null, asked(none))).toEqual(expected);
    const broken = () => Promise.reject(new Error('ESERVFAIL'));
    expect(await resolveTargets('münchen.test', null, asked(broken))).toEqual(expected);
  });

  it('is one list of direct and STARTTLS servers by priority (XEP-0368 section 4)', async () => {
    const lookUp = async (name: string) =>
      name === '_xmpps-client._tcp.corp.test'
        ? [{ name: 'b', port: 443, priority: 20, weight: 0 }]
        : [
            { name: 'a', port: 5222, priority: 10, weight: 0 },
            { name: 'c', port: 5222, priority: 30, weight: 0 },
          ];
    expect(await resolveTargets('corp.test', null, asked(lookUp))).toEqual([
      { host: 'a', port: 5222, tls: 'starttls' },
      { host: 'b', port: 443, tls: 'direct' },
      { host: 'c', port: 5222, tls: 'starttls' },
    ]);
  });

  it('is nowhere when the domain says so (RFC 2782)', async () => {
    const lookUp = async () => [{ name: '.', port: 0, priority: 0, weight: 0 }];
    expect(await resolveTargets('corp.test', null, asked(lookUp))).toEqual([]);
  });

  it.each([
    '127.0.0.1',
    '10.1',
    '1.',
    '::1',
    'a b',
    'a\r\nb',
    '-a',
    'a..b',
    `${'a'.repeat(64)}.test`,
    'ä.test',
    '',
  ])('is no host that is called %j (RFC 2782)', async (name) => {
    const lookUp = async () => [{ name, port: 5223, priority: 0, weight: 0 }];
    expect(await resolveTargets('corp.test', null, asked(lookUp))).toEqual([]);
  });

  it('keeps every record once, and priorities in order', () => {
    const record = fc.record({ priority: fc.nat(3), weight: fc.nat(5), name: fc.uuid() });
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 8 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (records, stream) => {
          const ordered = inSrvOrder(records, () => stream.next().value ?? 0);
          expect(ordered.map(({ name }) => name).sort()).toEqual(records.map(({ name }) => name).sort());
          expect(ordered.map(({ priority }) => priority)).toEqual(
            records.map(({ priority }) => priority).sort(),
          );
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('prefers the heavier of equals in proportion', () => {
    const records = [
      { priority: 1, weight: 1, name: 'light' },
      { priority: 1, weight: 3, name: 'heavy' },
    ];
    const first = Array.from({ length: 100 }, (_, step) => inSrvOrder(records, () => step / 100)[0]?.name);
    expect(first.filter((name) => name === 'heavy').length).toBeGreaterThan(50);
    expect(first.filter((name) => name === 'light').length).toBeGreaterThan(10);
  });
});
