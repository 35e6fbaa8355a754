import { describe, expect, it } from 'vitest';
import { matchingPeople, peopleLines } from '../../../../renderer/list/people-lines.ts';
import { jid, person } from '../fixture/people.ts';

const people = [
  person('anna@corp.test', { name: 'Anna Keller' }),
  person('zoe@corp.test', { name: 'Zoë Čapek', groups: ['IT', 'Finance'] }),
  person('bea@corp.test', { name: 'Bea Lindqvist', groups: ['Finance'] }),
  person('lena@partner.test', { name: 'Lena Park', company: 'Partner Ltd', place: 'outside' }),
  person('stranger@evil.test', { isContact: false }),
];
const question = { people, query: '', account: jid('anna@corp.test'), withoutGroup: 'Other' };

function shape(lines: ReturnType<typeof peopleLines>): readonly string[] {
  return lines.map((line) => (line.kind === 'group' ? `# ${line.name}` : line.person.name));
}

describe('the people to write to', () => {
  it('stand by name under each of their groups, those without one last, oneself and strangers not at all', () => {
    expect(shape(peopleLines(question))).toEqual([
      '# Finance',
      'Bea Lindqvist',
      'Zoë Čapek',
      '# IT',
      'Zoë Čapek',
      '# Other',
      'Lena Park',
    ]);
  });

  it('are one flat list when filtered, with strangers by their address', () => {
    expect(shape(peopleLines({ ...question, query: 'evil' }))).toEqual(['stranger@evil.test']);
  });
});

describe('finding people', () => {
  it.each([
    ['without accents and case', 'zoe capek', ['Zoë Čapek']],
    ['by words in any order', 'lindqvist bea', ['Bea Lindqvist']],
    ['by address', 'partner.test', ['Lena Park']],
    ['by company', 'partner ltd', ['Lena Park']],
    ['not at all', 'nobody', []],
  ])('%s', (_, query, names) => {
    expect(matchingPeople(people, query).map(({ name }) => name)).toEqual(names);
  });

  it('puts those whose name begins with it first', () => {
    const [first] = matchingPeople(
      [person('a@x.test', { name: 'Kim Lee' }), person('b@x.test', { name: 'Lee Ann' })],
      'lee',
    );
    expect(first?.name).toBe('Lee Ann');
  });
});
