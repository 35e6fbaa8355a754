import { describe, expect, it, test } from 'vitest';
import { fingerprintOf } from '../../../../electron/gate/content/detect/fingerprints.ts';
import { createGate } from '../../../../electron/gate/create-gate.ts';
import { acceptPolicy } from '../../../../electron/policy/accept-policy.ts';
import { parsePolicy } from '../../../../electron/policy/parse-policy.ts';
import { policySchema } from '../../../../shared/policy.ts';
import { alice, codes, corpGate, jid } from '../corp-gate.ts';
import { found, inspect } from './inspecting.ts';

const card = 'my card 4111 1111 1111 1111';
const rule = (inside: string, outside: string) => ({
  rules: [{ name: 'cards', detectors: ['payment-card'], inside, outside }],
});
const bytes = (policy: object) => new TextEncoder().encode(JSON.stringify(policy));

test('T37: without any policy a card does not go outside, and inside it is pointed at', () => {
  expect(inspect(card).decision).toMatchObject({
    kind: 'refuse',
    findings: [{ rule: 'cards', action: 'block' }],
  });
  expect(inspect(card).verdict.level).toBe('block');
  expect(inspect(card, 'inside').decision).toMatchObject({ kind: 'confirm', step: 'notice' });
  expect(inspect('Lunch at 12:30?').decision).toEqual({ kind: 'send' });
});

describe('the ladder', () => {
  it.each([
    ['off', { kind: 'send' }, 'allow'],
    ['monitor', { kind: 'send' }, 'allow'],
    ['notice', { kind: 'confirm', step: 'notice' }, 'notice'],
    ['justify', { kind: 'confirm', step: 'justify' }, 'hold'],
    ['block', { kind: 'refuse' }, 'block'],
  ])('%s', (action, decision, level) => {
    const judged = inspect(card, 'outside', rule('off', action));
    expect(judged.decision).toMatchObject(decision);
    expect(judged.verdict.level).toBe(level);
  });

  it('what is monitored is told for the record and to nobody else', () => {
    const { findings, verdict, forRecord } = inspect(card, 'outside', rule('off', 'monitor'));
    expect(findings).toMatchObject([{ rule: 'cards', action: 'monitor', count: 1 }]);
    expect(verdict.reasons).toEqual([]);
    expect(codes(forRecord)).toEqual(['confidential.monitor']);
    expect(forRecord.level).toBe('allow');
  });

  it('simulating stops nothing', () => {
    expect(inspect(card, 'outside', { mode: 'simulate' }).decision).toEqual({ kind: 'send' });
    expect(inspect(card, 'outside', { mode: 'simulate' }).findings).toMatchObject([
      { action: 'monitor' },
      {},
    ]);
    expect(inspect(card, 'outside', { mode: 'simulateWithTips' }).decision).toMatchObject({
      kind: 'confirm',
      step: 'notice',
    });
  });

  it('a rule counts, and asks for confidence', () => {
    const two = { rules: [{ ...rule('off', 'block').rules[0], minCount: 2 }] };
    expect(inspect(card, 'outside', two).decision).toEqual({ kind: 'send' });
    expect(inspect(`${card} and 5555 5555 5555 4444`, 'outside', two).decision.kind).toBe('refuse');
    const sure = { rules: [{ ...rule('off', 'block').rules[0], minConfidence: 'high' }] };
    expect(inspect('4111 1111 1111 1111', 'outside', sure).decision).toEqual({ kind: 'send' });
  });
});

describe('what policy may not say', () => {
  it('outside is never looser than inside', () => {
    expect(parsePolicy(bytes({ confidential: rule('block', 'notice') }), 'p.json')).toMatchObject({
      ok: false,
      problems: [{ code: 'invalid-field', place: 'confidential.rules[0].outside' }],
    });
    expect(parsePolicy(bytes({ confidential: rule('notice', 'notice') }), 'p.json').ok).toBe(true);
  });

  it.each(['(?=a)b', '(a)\\1', '[', 'a{9999}', '.*'])(
    'an expression that RE2 does not take, or that is in every text: %s',
    async (pattern) => {
      const confidential = { expressions: [{ name: 'ours', pattern }] };
      expect(await acceptPolicy(bytes({ confidential }), 'p.json')).toMatchObject({
        ok: false,
        problems: [{ code: 'invalid-field', place: 'confidential.expressions[0].pattern' }],
      });
    },
  );

  it('two rules of one name', () => {
    const { rules } = rule('off', 'off');
    expect(parsePolicy(bytes({ confidential: { rules: [...rules, ...rules] } }), 'p.json').ok).toBe(false);
  });
});

describe('what policy names', () => {
  it('terms are whole words in any case, expressions are what they are', () => {
    const confidential = {
      terms: [{ name: 'projects', words: ['Blue Heron', 'C++'] }],
      expressions: [{ name: 'case', pattern: '\\bCASE-[0-9]{6}\\b' }],
    };
    expect(found('the BLUE  heron flies', confidential)).toEqual(['projects high']);
    expect(found('(c++)', confidential)).toEqual(['projects high']);
    expect(found('blue herons', confidential)).toEqual([]);
    expect(found('see CASE-123456', confidential)).toEqual(['case high']);
  });

  it('a passage of a document is found by its hashes, changed in punctuation and case, and not by its subject', () => {
    const document = `The board intends to acquire Heron Ltd for eleven million euros by the end of March, subject to
      approval by the competition authority and the consent of both works councils. Until then nobody outside this circle may
      learn of it.`;
    const confidential = { fingerprints: [{ name: 'heron', hashes: fingerprintOf(document) }] };
    const passage =
      'fyi: THE BOARD INTENDS to acquire Heron Ltd - for eleven million euros - by the end of march, ok?';
    expect(found(passage, confidential)).toEqual(['heron medium']);
    expect(found('The board wants to buy Heron for eleven million by March, I hear', confidential)).toEqual(
      [],
    );
    expect(found(document, confidential)).toEqual(['heron high']);
  });
});

describe('the passage', () => {
  it('a card to a partner stops the message, to a colleague it does not', async () => {
    const gate = corpGate();
    await gate.ready();
    const outside = gate.outbound({
      to: jid('paula@partner.test'),
      body: card,
      isBlocked: false,
      isStranger: false,
    });
    expect(codes(outside.verdict)).toContain('confidential.block');
    expect(outside.decision.kind).toBe('refuse');
    const inside = gate.outbound({
      to: jid('bob@corp.test'),
      body: card,
      isBlocked: false,
      isStranger: false,
    });
    expect(inside.verdict.level).toBe('notice');
  });

  it.each(['correction', 'subject', 'status', 'nickname', 'file-name'] as const)(
    'a %s is looked at too',
    async (kind) => {
      const gate = corpGate();
      await gate.ready();
      expect(gate.leaving({ kind, text: card, to: null }).decision.kind).toBe('refuse');
      expect(gate.leaving({ kind, text: card, to: jid('bob@corp.test') }).decision.kind).toBe('confirm');
    },
  );

  it('a text that could not be looked at does not leave', async () => {
    const untried = corpGate().outbound({
      to: jid('bob@corp.test'),
      body: 'hello',
      isBlocked: false,
      isStranger: false,
    });
    expect(untried).toMatchObject({ decision: { kind: 'refuse' }, verdict: { level: 'hold' } });
    const policy = policySchema.parse({ confidential: { expressions: [{ name: 'broken', pattern: '(' }] } });
    const broken = createGate({ policy, account: alice, people: [], blocklist: { kind: 'none' } });
    await broken.ready();
    const judged = broken.outbound({
      to: jid('bob@corp.test'),
      body: 'hello',
      isBlocked: false,
      isStranger: false,
    });
    expect(codes(judged.verdict)).toContain('check.failed');
    expect(judged.decision.kind).toBe('refuse');
  });
});
