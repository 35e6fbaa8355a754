import { expect, it } from 'vitest';
import { gravestFirst } from '../../../../renderer/parts/finding-panels.tsx';
import type { Reason } from '../../../../shared/model/verdict.ts';

function reason(code: Reason['code'], level: Reason['level']): Reason {
  return { code, level, params: {} };
}

it('the gravest finding stands first, whatever it is about, and what has no findings has no panel', () => {
  const groups = [
    {
      key: 'person',
      reasons: [reason('person.unknown', 'notice'), reason('person.imitates-colleague', 'warn')],
    },
    { key: 'nothing', reasons: [] },
    { key: 'text', reasons: [reason('lure.help-desk', 'warn'), reason('link.imitates-domain', 'block')] },
    { key: 'link', reasons: [reason('link.blocklisted', 'block')] },
  ];
  expect(gravestFirst(groups).map(({ key, level }) => [key, level])).toEqual([
    ['text', 'block'],
    ['link', 'block'],
    ['person', 'warn'],
  ]);
});
