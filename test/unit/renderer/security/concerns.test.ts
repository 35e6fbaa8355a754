import { expect, test } from 'vitest';
import { concernsOf } from '../../../../renderer/security/concerns.ts';
import type { Security } from '../../../../renderer/security/use-security.ts';
import { en } from '../../../../renderer/text/en.ts';
import type { PolicyOrigin } from '../../../../shared/model/policy-origin.ts';

const good: PolicyOrigin = { source: 'machine', isLastGood: false, problems: [] };
const { concerns } = en.security;

function security(changes: {
  problem?: Security['overview']['record']['problem'];
  forwarding?: Partial<NonNullable<Security['forwarding']>>;
}): Security {
  const { problem = null, forwarding } = changes;
  return {
    overview: {
      policySince: 0,
      policyId: '0123456789abcdef',
      days: 30,
      activity: { held: 0, withdrawn: 0, reported: 0, stopped: 0, latest: [] },
      record: {
        entries: 1,
        signed: null,
        content: 'full',
        companyKeys: 1,
        bytes: 1,
        quotaBytes: 1,
        freeBytes: 1,
        onDiskFull: 'stopSending',
        problem,
      },
    },
    forwarding:
      forwarding === undefined
        ? null
        : {
            server: 'log.corp.test:6514',
            connectedSince: 0,
            confirmed: 1,
            size: 1,
            lagBytes: 0,
            isOverdue: false,
            isSendingStopped: false,
            lastError: null,
            ...forwarding,
          },
  };
}

const words = (policy: PolicyOrigin, state: Security) =>
  concernsOf({ policy }, state, en).map((concern) => concern.words);

test('all is in order when the policy holds, the record is written and the log server hears of it', () => {
  expect(words(good, security({}))).toEqual([]);
  expect(words(good, security({ forwarding: {} }))).toEqual([]);
});

test('each thing that is not is said, with what IT needs to find it', () => {
  const broken: PolicyOrigin = {
    source: 'machine',
    isLastGood: true,
    problems: [{ code: 'not-json', file: '/etc/gatehouse/policy.json', place: '1:12' }],
  };
  const lastError = { code: 'server-unreachable', at: 0 } as const;
  const state = security({ problem: 'disk-full', forwarding: { connectedSince: null, lastError } });
  expect(concernsOf({ policy: broken }, state, en)).toEqual([
    { words: concerns.record, details: ['disk-full'] },
    { words: concerns.policyKept, details: ['/etc/gatehouse/policy.json is not valid JSON at 1:12'] },
    { words: concerns.notConnected, details: ['server-unreachable'] },
  ]);
  expect(words(good, security({ forwarding: { isOverdue: true } }))).toEqual([concerns.overdue]);
  expect(words(good, security({ forwarding: { isOverdue: true, isSendingStopped: true } }))).toEqual([
    concerns.sendingStopped,
  ]);
});
