import { describe, expect, test } from 'vitest';
import { Clearances, type Leaving, mayLeave } from '../../../electron/walks/clearances.ts';
import type { Confidential } from '../../../shared/confidential-policy.ts';
import type { LeavingQuestion } from '../../../shared/model/leaving.ts';
import { policySchema } from '../../../shared/policy.ts';
import { corpGate, jid } from '../gate/corp-gate.ts';

const paula = jid('paula@partner.test');
const peter = jid('peter@partner.test');
const card = 'the card is 4111 1111 1111 1111';

function rulesOf(outside: 'notice' | 'justify' | 'block', changes: object = {}): Confidential {
  const rules = [{ name: 'cards', detectors: ['payment-card'], inside: 'off', outside }];
  return policySchema.parse({ confidential: { rules, ...changes } }).confidential;
}

async function desk(confidential: Confidential) {
  const gate = corpGate({ kind: 'none' }, confidential);
  await gate.ready();
  let count = 0;
  const clearances = new Clearances({ rules: () => confidential, newToken: () => `token ${++count}` });
  const judge = ({ peer, text }: Leaving) =>
    gate.outbound({ to: peer, body: text, isBlocked: false, isStranger: false });
  const pass = (text: string, peer = paula, answer: { token: string; reason: string } | null = null) => {
    const leaving = { kind: 'send', peer, text } as const;
    return clearances.pass(leaving, judge(leaving), answer);
  };
  const ask = (text = card, peer = paula): LeavingQuestion => {
    const passage = pass(text, peer);
    if (passage.kind !== 'asked') throw new Error('nothing was asked');
    return passage.question;
  };
  return { clearances, pass, ask, judge };
}

const why = 'the customer asked for it';

describe('T37: an answer lets a text go', () => {
  test('once', async () => {
    const { ask, pass } = await desk(rulesOf('justify'));
    const { token, step, leastReason } = ask();
    expect({ step, leastReason }).toEqual({ step: 'justify', leastReason: 10 });
    expect(pass(card, paula, { token, reason: why })).toEqual({
      kind: 'cleared',
      clearance: { rules: [{ rule: 'cards', step: 'justify' }], reason: why },
    });
    expect(pass(card, paula, { token, reason: why }).kind).toBe('asked');
  });

  test('and no other text, nor the same to anybody else', async () => {
    const { ask, pass } = await desk(rulesOf('justify'));
    expect(pass(`${card}!`, paula, { token: ask().token, reason: why }).kind).toBe('asked');
    expect(pass(card, peter, { token: ask().token, reason: why }).kind).toBe('asked');
    expect(pass(card, paula, { token: 'token of nobody', reason: why }).kind).toBe('asked');
  });

  test('only with a reason that is long enough, blanks at its ends not counted', async () => {
    const { ask, pass } = await desk(rulesOf('justify'));
    for (const reason of ['', ' '.repeat(40), 'too short', ' too short '])
      expect(pass(card, paula, { token: ask().token, reason }).kind).toBe('asked');
    expect(pass(card, paula, { token: ask().token, reason: 'long enough' }).kind).toBe('cleared');
  });

  test('but never one that a rule blocks', async () => {
    const { ask, pass } = await desk(rulesOf('block'));
    const question = ask();
    expect(question.step).toBe('refuse');
    const passage = pass(card, paula, { token: question.token, reason: why });
    expect(passage).toMatchObject({ kind: 'asked', question: { step: 'refuse' } });
  });

  test('not after the rules have changed what is found', async () => {
    let rules = rulesOf('notice');
    const clearances = new Clearances({ rules: () => rules, newToken: () => 'token' });
    const leaving = { kind: 'send', peer: paula, text: card } as const;
    const judge = async () => {
      const gate = corpGate({ kind: 'none' }, rules);
      await gate.ready();
      return gate.outbound({ to: paula, body: card, isBlocked: false, isStranger: false });
    };
    clearances.pass(leaving, await judge(), null);
    rules = rulesOf('justify');
    const answer = { token: 'token', reason: why };
    expect(clearances.pass(leaving, await judge(), answer)).toMatchObject({ kind: 'asked' });
  });
});

test('T37: what waits in the queue goes only as far as its writer agreed', async () => {
  const noticed = { rules: [{ rule: 'cards', step: 'notice' }], reason: null } as const;
  const reasoned = { rules: [{ rule: 'cards', step: 'justify' }], reason: why } as const;
  const other = { rules: [{ rule: 'keys', step: 'justify' }], reason: why } as const;
  const leaving = { kind: 'send', peer: paula, text: card } as const;
  const after = async (action: 'notice' | 'justify' | 'block') => {
    const judgement = (await desk(rulesOf(action))).judge(leaving);
    return [null, noticed, reasoned, other].map((clearance) =>
      mayLeave(judgement, clearance && { ...clearance, rules: [...clearance.rules] }),
    );
  };
  expect(await after('notice')).toEqual([false, true, true, false]);
  expect(await after('justify')).toEqual([false, false, true, false]);
  expect(await after('block')).toEqual([false, false, false, false]);
});

describe('a question', () => {
  test('shows what was found, masked, and holds nothing that was', async () => {
    const { ask } = await desk(rulesOf('block'));
    const question = ask();
    expect(question.findings[0]?.matches[0]).toMatchObject({ masked: '••••••••••••1111', start: 12 });
    expect(JSON.stringify(question)).not.toContain('4111 1111');
  });

  test('says in a trial run what the rule will do, and lets the text go', async () => {
    const { ask, pass } = await desk(rulesOf('block', { mode: 'simulateWithTips' }));
    const question = ask();
    expect(question).toMatchObject({
      step: 'notice',
      isTrial: true,
      findings: [{ action: 'notice', intended: 'block' }],
    });
    expect(pass(card, paula, { token: question.token, reason: '' }).kind).toBe('cleared');
    const silent = await desk(rulesOf('block', { mode: 'simulate' }));
    expect(silent.pass(card).kind).toBe('cleared');
  });

  test('carries the company’s own words on its rule', async () => {
    const rules = [
      {
        name: 'cards',
        detectors: ['payment-card'],
        inside: 'off',
        outside: 'notice',
        explanation: 'Use the portal.',
      },
    ];
    const { ask } = await desk(policySchema.parse({ confidential: { rules } }).confidential);
    expect(ask().findings[0]?.explanation).toBe('Use the portal.');
  });

  test('can be disputed once', async () => {
    const { ask, clearances } = await desk(rulesOf('block'));
    const { token } = ask();
    expect(clearances.dispute(token)).toMatchObject({ kind: 'send', peer: paula });
    expect(clearances.dispute(token)).toBeNull();
    expect(clearances.dispute('token of nobody')).toBeNull();
  });
});
