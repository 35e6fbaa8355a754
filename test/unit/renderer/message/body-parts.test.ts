import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyParts } from '../../../../renderer/message/body-parts.ts';
import type { LinkFinding } from '../../../../shared/model/message.ts';
import { allow } from '../../../../shared/model/verdict.ts';

function link(start: number, end: number): LinkFinding {
  return { start, end, url: 'https://a.test/', host: 'a.test', verdict: allow };
}

describe('the parts of a body', () => {
  it('are its text and its links in order, each link with its index for opening', () => {
    const body = 'see a.test and b.test.';
    const parts = bodyParts({ body, links: [link(15, 21), link(4, 10)] });
    expect(
      parts.map((part) => (part.kind === 'text' ? part.text : `<${part.index}:${part.written}>`)),
    ).toEqual(['see ', '<1:a.test>', ' and ', '<0:b.test>', '.']);
  });

  it('are nothing for an empty body', () => {
    expect(bodyParts({ body: '', links: [] })).toEqual([]);
  });

  it('show every letter once, whatever the findings claim', () => {
    const place = fc.nat(40);
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.array(fc.tuple(place, place), { maxLength: 8 }),
        (body, places) => {
          const links = places.map(([start, end]) => link(start, end));
          const shown = bodyParts({ body, links }).map((part) =>
            part.kind === 'text' ? part.text : part.written,
          );
          expect(shown.join('')).toBe(body);
        },
      ),
      { seed: 20261124 },
    );
  });
});
