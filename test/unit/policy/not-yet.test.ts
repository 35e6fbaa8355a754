import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../../electron/policy/load-policy.ts';
import { parsePolicy } from '../../../electron/policy/parse-policy.ts';
import { policySchema } from '../../../shared/policy.ts';
import { policyNotYet } from '../../../shared/policy-not-yet.ts';
import { z } from '../../../shared/zod.ts';
import { PolicyFolder } from './policy-folder.ts';

function parsed(value: unknown) {
  return parsePolicy(Buffer.from(JSON.stringify(value)), 'p');
}

describe('a field that nothing obeys yet', () => {
  it('is told as not in force, and the rest of the policy is', async () => {
    const folder = new PolicyFolder();
    const company = { name: 'Corp', domains: ['corp.test'] };
    const report = { contextMessages: 3, thankYouText: 'Thank you.' };
    folder.write('policy.json', JSON.stringify({ company, report, session: { idleLockMinutes: 5 } }));
    const { policy, origin } = await loadPolicy(folder.source());
    expect(policy).toMatchObject({ company, report: { contextMessages: 3 } });
    expect(origin).toEqual({
      source: 'machine',
      isLastGood: false,
      problems: [
        { code: 'not-in-force', file: folder.policy, place: 'session.idleLockMinutes' },
        { code: 'not-in-force', file: folder.policy, place: 'report.thankYouText' },
      ],
    });
  });

  it.each([
    [{ session: { idleLockMinutes: 'soon' } }, 'invalid-field session.idleLockMinutes'],
    [{ session: { idleLockMinute: 5 } }, 'unknown-field session.idleLockMinute'],
    [{ session: 5 }, 'unknown-field session'],
    [{ report: { thankYouTxt: 'a' } }, 'unknown-field report.thankYouTxt'],
    [{ session: { constructor: 1 } }, 'unknown-field session.constructor'],
  ])('is held to its form all the same: %j', (value, problem) => {
    const policy = parsed(value);
    expect(policy.ok ? [] : policy.problems.map(({ code, place }) => `${code} ${place}`)).toEqual([problem]);
  });

  it('is none that the schema has: whoever brings it in force takes its line away', () => {
    const { properties = {} } = z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' });
    const known = Object.keys(policyNotYet).filter((place) => {
      const [group = '', field = ''] = place.split('.');
      const said = properties[group];
      const options = typeof said === 'object' ? [said, ...(said.anyOf ?? [])] : [];
      return options.some((option) => Object.hasOwn(option.properties ?? {}, field));
    });
    expect(known).toEqual([]);
  });

  it('has a place of two names and a description', () => {
    for (const [place, schema] of Object.entries(policyNotYet)) {
      expect(place).toMatch(/^[a-zA-Z]+\.[a-zA-Z0-9]+$/);
      expect(schema.description, place).toMatch(/\.$/);
    }
  });
});
