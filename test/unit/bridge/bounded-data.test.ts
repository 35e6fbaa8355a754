import { describe, expect, it } from 'vitest';
import { isBoundedData } from '../../../electron/bridge/bounded-data.ts';

function nested(levels: number): unknown {
  return levels === 0 ? 'leaf' : { inner: nested(levels - 1) };
}

describe('data from the page', () => {
  it.each([
    ['null', null],
    ['a sentence', 'Agenda is in the shared folder.'],
    ['an object without a prototype', Object.assign(Object.create(null), { peer: 'bea@corp.test' })],
    ['lists in objects', { ids: ['a', 'b'], more: { deep: [1, true, null] } }],
    ['one piece of a file', { draft: 'd', bytes: new Uint8Array(1024 * 1024) }],
    ['the longest message', { peer: 'bea@corp.test', text: 'x'.repeat(65_536) }],
  ])('passes when it is %s', (_name, value) => {
    expect(isBoundedData(value)).toBe(true);
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => 'called'],
    ['a bigint', 10n],
    ['a symbol', Symbol('s')],
    ['a date', new Date(0)],
    ['a map', new Map([['peer', 'x']])],
    ['more bytes than one piece', { draft: 'd', bytes: new Uint8Array(1024 * 1024 + 1) }],
    ['many pieces at once', [new Uint8Array(1024 * 1024), new Uint8Array(1)]],
    ['bytes of another kind', new Float64Array(4)],
    ['a view of bytes', new DataView(new ArrayBuffer(4))],
    ['a regular expression', /x/],
    ['an error', new Error('x')],
    ['an instance of a class', new (class Peer {})()],
    ['a list with holes', new Array(3)],
    ['a list that claims to be huge', Object.assign([], { length: 4_000_000_000 })],
    ['50 MB of text', 'x'.repeat(50_000_000)],
    ['50 MB in one key', { ['k'.repeat(50_000_000)]: 1 }],
    ['many small texts', Array.from({ length: 9000 }, () => 'x'.repeat(100))],
    ['too many parts', Array.from({ length: 20_000 }, () => 0)],
    ['too deep', nested(9)],
    ['a symbol as a key', { [Symbol('s')]: 1 }],
  ])('is refused when it is %s', (_name, value) => {
    expect(isBoundedData(value)).toBe(false);
  });

  it('is refused when it reaches for a prototype (CVE-2026-70610)', () => {
    expect(isBoundedData(JSON.parse('{"__proto__": {"isAdmin": true}}'))).toBe(false);
    expect(isBoundedData(JSON.parse('{"a": {"constructor": {"prototype": {}}}}'))).toBe(false);
    expect(isBoundedData(Object.create({ peer: 'inherited' }))).toBe(false);
  });

  it('is refused when it has a cycle', () => {
    const circle: Record<string, unknown> = {};
    circle['again'] = circle;
    const list: unknown[] = [];
    list.push(list);
    expect(isBoundedData(circle)).toBe(false);
    expect(isBoundedData(list)).toBe(false);
  });

  it('never runs an accessor', () => {
    let runs = 0;
    const trap = {
      get peer() {
        runs += 1;
        return 'x';
      },
    };
    const list = Object.defineProperty([0], 0, { get: () => (runs += 1), enumerable: true });
    expect(isBoundedData(trap)).toBe(false);
    expect(isBoundedData(list)).toBe(false);
    expect(runs).toBe(0);
  });
});
