import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xml } from '../../../../electron/wire/connection/element.ts';
import { countBetween, StreamManagement } from '../../../../electron/wire/connection/stream-management.ts';

const make = (attributes = {}) =>
  new StreamManagement(xml('enabled', { xmlns: 'urn:xmpp:sm:3', ...attributes }));
const stanza = (id: number) => xml('message', { id });

describe('counting stanzas', () => {
  it('confirms each stanza once and in order, whatever counts the server sends (T34, X18)', () => {
    const step = fc.oneof(
      fc.constant('send' as const),
      fc.nat(40),
      fc.constantFrom('', '-1', '1.0', '0x1', '4294967296', '9e9'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const management = make();
        const confirmed: (string | undefined)[] = [];
        let sent = 0;
        for (const next of steps) {
          if (next === 'send') {
            management.sent(stanza(sent));
            sent += 1;
            continue;
          }
          const before = management.unacknowledged.length;
          const answer = management.acknowledge(String(next));
          if (answer.ok) confirmed.push(...answer.stanzas.map(({ attrs }) => attrs['id']));
          else expect(management.unacknowledged).toHaveLength(before);
          expect(answer.ok).toBe(typeof next === 'number' && next <= sent && next >= confirmed.length);
        }
        expect(confirmed).toEqual(Array.from({ length: confirmed.length }, (_, index) => String(index)));
        expect(confirmed.length + management.unacknowledged.length).toBe(sent);
      }),
      { seed: 198, numRuns: 500 },
    );
  });

  it('goes on at 0 after 2^32 - 1 (T34)', () => {
    expect(countBetween(2 ** 32 - 1, 0)).toBe(1);
    expect(countBetween(2 ** 32 - 2, 3)).toBe(5);
    expect(countBetween(5, 4)).toBe(2 ** 32 - 1);
  });

  it('can be resumed only where the server said so', () => {
    expect(make({ id: 'x' }).resume()).toBeNull();
    expect(make({ id: 'x', resume: 'false' }).resume()).toBeNull();
    expect(make({ resume: 'true' }).resume()).toBeNull();
    const management = make({ id: 'x', resume: '1' });
    management.handled();
    expect(management.resume()?.toString()).toBe('<resume xmlns="urn:xmpp:sm:3" previd="x" h="1"/>');
    expect(management.isResumedBy(xml('resumed', { previd: 'x' }))).toBe(true);
    expect(management.isResumedBy(xml('resumed', { previd: 'y' }))).toBe(false);
    expect(make().isResumedBy(xml('resumed', {}))).toBe(false);
  });
});
