import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Element, xml } from '../../../../electron/wire/connection/element.ts';
import { type StanzaLimits, streamCeiling } from '../../../../electron/wire/connection/stream-limits.ts';
import { StreamParser } from '../../../../electron/wire/connection/stream-parser.ts';

const header =
  "<?xml version='1.0'?><stream:stream from='corp.test' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const roomy: StanzaLimits = { characters: 10_000_000, depth: 1000, elements: 1_000_000, attributes: 1000 };
const seeded = { seed: 20_240_117, numRuns: 300 };

/** What a parser says to these pieces, in order. */
function read(pieces: readonly (string | Uint8Array)[], limits = roomy, ceiling = streamCeiling): string[] {
  const said: string[] = [];
  const parser = new StreamParser({ ceiling: () => ceiling, limits: () => limits });
  parser.on('start', () => said.push('start'));
  parser.on('element', (element) => said.push(element.toString()));
  parser.on('dropped', ({ rule, opening }) => said.push(`dropped ${rule} ${opening}`));
  parser.on('fault', ({ rule }) => said.push(`fault ${rule}`));
  parser.on('end', () => said.push('end'));
  for (const piece of pieces) parser.write(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return said;
}

const name = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/);
const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) =>
  // What XML carries, with line ends as XML reads them (XML 1.0 section 2.11).
  value.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''),
);
const attributeText = text.map((value) => value.replace(/[\t\n]/g, ' '));
const namespace = fc.constantFrom('urn:a', 'urn:b', 'jabber:client', '');
const { element } = fc.letrec<{ element: Element }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.option(namespace, { nil: null }),
      fc.dictionary(
        name.filter((key) => !key.startsWith('xmlns')),
        attributeText,
        { maxKeys: 4 },
      ),
      fc.array(fc.oneof({ depthSize: 'small' }, text, tie('element')), { maxLength: 4 }),
    )
    .map(([local, xmlns, attributes, children]) => xml(local, { ...attributes, xmlns }, ...children)),
}));

/** Of the processor, in milliseconds. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

/** Cuts bytes at these places, wherever they fall. */
const cut = (bytes: Uint8Array, places: readonly number[]) => {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((from, index) => bytes.subarray(from, ends[index] ?? bytes.length));
};

describe('the stream parser', () => {
  it('reads what was written, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (elements, places) => {
          const bytes = Buffer.from(header + elements.join('\n'));
          const whole = read([bytes]);
          expect(read(cut(bytes, places))).toEqual(whole);
          expect(whole).toHaveLength(1 + elements.length);
          expect(whole.filter((said) => said.startsWith('fault') || said.startsWith('dropped'))).toEqual([]);
        },
      ),
      seeded,
    );
  });

  it('keeps names, namespaces, attributes and text', () => {
    const shape = (node: Element): unknown => ({
      name: node.name,
      namespace: node.getNS() ?? '',
      attributes: Object.fromEntries(
        Object.entries(node.attrs)
          .filter(([key]) => key !== 'xmlns')
          .sort(),
      ),
      text: node.getText(),
      children: node.getChildElements().map(shape),
    });
    const inherit = (node: Element, outer: string): Element => {
      const own = node.attrs['xmlns'] ?? outer;
      const copy = new Element(node.name, { ...node.attrs, xmlns: own });
      for (const child of node.children) copy.append(typeof child === 'string' ? child : inherit(child, own));
      return copy;
    };
    fc.assert(
      fc.property(element, (original) => {
        const seen: Element[] = [];
        const parser = new StreamParser({ ceiling: () => streamCeiling, limits: () => roomy });
        parser.on('element', (stanza) => seen.push(stanza));
        parser.write(Buffer.from(header + original));
        // The library's own idea of `xmlns=""` is the parent's namespace; compare with it spelt out everywhere.
        const expected = shapeWithout(inherit(original, 'jabber:client'));
        expect(seen.map(shape)).toEqual([expected]);
      }),
      seeded,
    );
    function shapeWithout(node: Element): unknown {
      return {
        ...(shape(node) as object),
        namespace: node.attrs['xmlns'],
        children: node.getChildElements().map(shapeWithout),
      };
    }
  });

  it('never throws, and says nothing after a fault, whatever the bytes are', () => {
    const markup = fc.constantFrom(
      '<',
      '>',
      '/',
      '&',
      ';',
      '!',
      '?',
      '[',
      ']',
      '-',
      '"',
      "'",
      '=',
      ':',
      'a',
      'xmlns',
      ' ',
      '\0',
      '&#x',
      '<!DOCTYPE',
      '<![CDATA[',
      ']]>',
      '<?xml',
      '</stream:stream>',
      '<message>',
      '</message>',
    );
    const pieces = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 8 }), markup, fc.string({ unit: 'binary', maxLength: 8 })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, fc.boolean(), (parts, hasHeader) => {
        const said = read([...(hasHeader ? [header] : []), ...parts]);
        const fault = said.findIndex((line) => line.startsWith('fault') || line === 'end');
        if (fault !== -1) expect(said).toHaveLength(fault + 1);
      }),
      { ...seeded, numRuns: 3000 },
    );
  });

  it('survives any change of one byte in a stanza', () => {
    const stanza = Buffer.from(
      "<message from='a@b.test' xmlns:x='urn:x'><x:body y='1'>&amp;€</x:body></message><presence/>",
    );
    fc.assert(
      fc.property(fc.nat(stanza.length - 1), fc.nat(255), (place, byte) => {
        const changed = Buffer.from(stanza);
        changed[place] = byte;
        const said = read([header, changed]);
        expect(said[0]).toBe('start');
        expect(said.length).toBeLessThanOrEqual(4);
      }),
      { ...seeded, numRuns: 2000 },
    );
  });

  it('never keeps a stanza that breaks a limit, and reads on behind it', () => {
    const small: StanzaLimits = { characters: 200, depth: 4, elements: 10, attributes: 3 };
    const measure = (node: Element): { depth: number; elements: number; attributes: number } => {
      const below = node.getChildElements().map(measure);
      return {
        depth: 1 + Math.max(0, ...below.map(({ depth }) => depth)),
        elements: 1 + below.reduce((sum, { elements }) => sum + elements, 0),
        attributes: Math.max(Object.keys(node.attrs).length, ...below.map(({ attributes }) => attributes)),
      };
    };
    fc.assert(
      fc.property(element, (stanza) => {
        const { depth, elements, attributes } = measure(stanza);
        const isWithin =
          stanza.toString().length <= small.characters &&
          depth <= small.depth &&
          elements <= small.elements &&
          attributes <= small.attributes;
        const said = read([header, stanza.toString(), '<presence/>'], small);
        expect(said).toHaveLength(3);
        expect(said[1]?.startsWith('dropped')).toBe(!isWithin);
        expect(said[2]).toBe('<presence xmlns="jabber:client"/>');
      }),
      { ...seeded, numRuns: 1000 },
    );
  });

  it('says nothing more after the end of the stream, whatever follows it', () => {
    expect(read([`${header}</stream:stream>and more<x`, '<message/>'])).toEqual(['start', 'end']);
  });

  it('takes no longer per byte for 16 MB in one text than for many short ones (X14)', () => {
    const chunk = Buffer.alloc(65_536, 'a');
    const short = Buffer.from(`<message>${chunk}</message>`);
    const many = cost(() => read([header, ...Array<Buffer>(250).fill(short)]));
    let said: string[] = [];
    const one = cost(() => {
      said = read([header, '<message>', ...Array<Buffer>(250).fill(chunk), '</message>']);
    });
    expect(one).toBeLessThan(200 + 3 * many);
    expect(said).toEqual(['start', 'dropped stanza.too-long <message xmlns="jabber:client"/>']);
  });

  it('resolves namespaces in linear time at any depth', () => {
    const deep: StanzaLimits = { ...roomy, depth: 70_000 };
    const nested = (depth: number) =>
      cost(() => {
        const said = read(
          [
            header,
            "<a xmlns:p='urn:p'>".repeat(3),
            '<p:a>'.repeat(depth),
            '</p:a>'.repeat(depth),
            '</a>'.repeat(3),
          ],
          deep,
        );
        expect(said).toHaveLength(2);
      });
    const quarter = nested(15_000);
    expect(nested(60_000)).toBeLessThan(1000 + 8 * quarter);
  });

  it('keeps an undeclared default namespace apart from the parent', () => {
    const parser = new StreamParser({ ceiling: () => streamCeiling, limits: () => roomy });
    const seen: Element[] = [];
    parser.on('element', (stanza) => seen.push(stanza));
    parser.write(Buffer.from(`${header}<message><body xmlns=''>x</body></message>`));
    expect(seen[0]?.getChild('body', 'jabber:client')).toBeUndefined();
    expect(seen[0]?.getChild('body')?.getNS()).toBe('');
  });

  it.each([
    ["<?xml version='1.1'?>", 'fault xml.declaration'],
    ["<?xml version='1.0' encoding='latin1'?>", 'fault xml.encoding'],
    ["<stream xmlns='jabber:client'>", 'fault stream.not-a-stream'],
    [
      "<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:server'>",
      'fault stream.content-namespace',
    ],
    ['<!DOCTYPE a [<!ENTITY a "b">]>', 'fault xml.doctype'],
    ['<!-- hello -->', 'fault xml.comment'],
    ['hello', 'fault xml.not-well-formed'],
  ])('does not begin with %s', (beginning, fault) => {
    expect(read([beginning, header])).toEqual([fault]);
  });

  it.each([
    ['', true],
    [' ', false],
    ['<', false],
    ['<presence/>', false],
    [Buffer.from([0xe2]), false],
  ])('knows whether anything came behind an element: %j', (rest, isClean) => {
    const parser = new StreamParser({ ceiling: () => streamCeiling, limits: () => roomy });
    let answer: boolean | null = null;
    parser.on('element', () => {
      answer ??= parser.stop();
    });
    parser.write(Buffer.concat([Buffer.from(`${header}<message/>`), Buffer.from(rest)]));
    expect(answer).toBe(isClean);
  });
});
