import { expect, it } from 'vitest';
import { createGate } from '../../../../electron/gate/create-gate.ts';
import { bareJidSchema } from '../../../../shared/model/jid.ts';
import { strictDefaultPolicy } from '../../../../shared/policy.ts';

it('a link that is judged before its tables are loaded is held, and judged once they are', async () => {
  const account = bareJidSchema.parse('alice@corp.test');
  const gate = createGate({ policy: strictDefaultPolicy, account, people: [], blocklist: { kind: 'none' } });
  expect(gate.link('https://shop.example/')).toMatchObject({
    level: 'hold',
    reasons: [{ code: 'check.failed', params: { check: 'link' } }],
  });
  await gate.linksReady();
  expect(gate.link('https://shop.example/').level).toBe('allow');
});
