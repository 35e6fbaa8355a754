import { chmodSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadedPolicy } from '../../../electron/policy/load-policy.ts';
import { PolicyInForce } from '../../../electron/policy/policy-in-force.ts';
import { policyOnRecord } from '../../../electron/session/policy-on-record.ts';
import { SessionState } from '../../../electron/session/session-state.ts';
import { concernsOf } from '../../../renderer/security/concerns.ts';
import { en } from '../../../renderer/text/en.ts';
import type { PolicyOrigin } from '../../../shared/model/policy-origin.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { DeskRecord } from '../audit/desk-record.ts';
import { Computer } from './computer.ts';

/** Looser than the strict default in everything that a test could see of it. */
const loose = { federation: { externalMode: 'open' }, links: { allowClickThrough: true } };
const looseJson = JSON.stringify({ company: { name: 'Loose', domains: ['corp.test'] }, ...loose });

type Put = (computer: Computer) => void;

const expired = { expires: '2026-05-31T23:59:59Z' };

/** Each with the code by which it is refused, and on record. */
const refused: readonly (readonly [string, string, Put])[] = [
  ['malformed', 'not-json', ({ installation }) => installation.replace('policy.json', `${looseJson}}`)],
  [
    'of another form',
    'unknown-field',
    ({ installation }) => installation.replace('policy.json', JSON.stringify({ ...loose, alowAll: true })),
  ],
  [
    'oversized',
    'too-large',
    ({ installation }) => installation.replace('policy.json', looseJson.padEnd(1024 * 1024 + 1)),
  ],
  [
    'world-writable',
    'writable-by-others',
    ({ installation }) => chmodSync(installation.replace('policy.json', looseJson), 0o646),
  ],
  ['symlinked', 'not-a-file', ({ installation }) => installation.link('policy.json', looseJson)],
  ['expired', 'expired', (computer) => computer.deliver('Loose', 9, { ...expired, policy: loose })],
];
/** There is an older one only where there was a newer one. */
const rolledBack = [
  'rolled back',
  'rolled-back',
  (computer: Computer) => computer.deliver('Loose', 1, { policy: loose }),
] as const;

/** The app's own way of a policy, from its file to the record and the window. */
async function inForce(computer: Computer) {
  const policy = await PolicyInForce.begin(computer.source(), { settle: 20, look: 50 });
  const record = new DeskRecord();
  policy.watch({
    putOnRecord: (next) => record.append([policyOnRecord(next)]),
    onFailure: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    policy.close();
    await record.close();
  });
  const onRecord = () => record.facts().filter(({ kind }) => kind === 'policy');
  await expect.poll(onRecord).not.toEqual([]);
  return { policy, onRecord };
}

/** What the window says at once, and the security page in detail. */
function said({ origin }: LoadedPolicy): { notices: readonly string[]; page: string } {
  const state = new SessionState({
    facts: () => ({ ...facts, fixedSettings: [], releaseApprovers: [], policy: origin }),
    initialNotices: [],
    lastAccount: () => null,
    onChanged: () => undefined,
    isOpen: () => false,
  });
  const page = concernsOf({ policy: origin }, { overview, forwarding: null }, en);
  return { notices: state.snapshot.notices, page: page.flatMap(({ details }) => details).join() };
}
const facts = {
  companyName: null,
  hasCertificate: false,
  notice: strictDefaultPolicy.notice,
  domain: null,
  reports: 'kept',
  takesFalseAlarms: false,
  systemLanguage: 'en',
  version: '0',
} as const;
const overview = { record: { problem: null } } as unknown as Parameters<typeof concernsOf>[1]['overview'];

const words = (code: string) => en.settings.policyProblem[code as PolicyOrigin['problems'][number]['code']];

describe.each(refused)('a policy that is %s', (_what, code, put) => {
  it('is refused at the start: said, on record, and the strict default stays', async () => {
    const computer = new Computer();
    put(computer);
    const { policy, onRecord } = await inForce(computer);
    expect(policy.current.policy).toEqual(strictDefaultPolicy);
    expect(said(policy.current).notices).toEqual(['policy-refused']);
    expect(said(policy.current).page).toContain(words(code));
    expect(onRecord()).toMatchObject([{ source: 'default', isLastGood: false, problems: [{ code }] }]);
  });
});

describe.each([...refused, rolledBack])(
  'a policy that comes %s while the program runs',
  (_what, code, put) => {
    it('is refused: said, on record, and the last good one stays in force', async () => {
      const computer = new Computer();
      computer.deliver('Strict', 5);
      const { policy, onRecord } = await inForce(computer);
      const before = policy.current.policy;
      expect(before.company?.name).toBe('Strict');
      put(computer);
      await expect.poll(onRecord).toHaveLength(2);
      expect(onRecord().at(-1)).toMatchObject({ isLastGood: true, problems: [{ code }] });
      await expect.poll(() => policy.current.origin.isLastGood).toBe(true);
      expect(policy.current.policy).toEqual(before);
      expect(said(policy.current).notices).toEqual(['policy-kept']);
      expect(said(policy.current).page).toContain(words(code));
    });
  },
);
