import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../electron/policy/parse-policy.ts';

function problemsOf(text: string | Uint8Array): readonly string[] {
  const parsed = parsePolicy(typeof text === 'string' ? Buffer.from(text) : text, 'policy.json');
  return parsed.ok ? [] : parsed.problems.map(({ code, place }) => `${code} ${place}`.trim());
}

describe('a policy is taken whole or refused with the place of every problem', () => {
  it('takes the mark by which an editor finds the schema', () => {
    expect(problemsOf('{"$schema":"/opt/Gatehouse/resources/policy.schema.json"}')).toEqual([]);
  });

  it('takes what is complete, and fills in what is left out', () => {
    const parsed = parsePolicy(Buffer.from('\ufeff{"company":{"name":"Corp","domains":["corp.test"]}}'), 'p');
    expect(parsed.ok && parsed.policy).toMatchObject({ partners: [], report: { contextMessages: 10 } });
  });

  it.each([
    ['{"report":{"securityDesk":"no address at all"}}', ['invalid-field report.securityDesk']],
    ['{"report":{"contextMessages":51}}', ['invalid-field report.contextMessages']],
    ['{"company":{"name":"C","domains":["corp.test","Corp.Test"]}}', ['invalid-field company.domains[1]']],
    ['{"company":{"name":"C","domains":[]}}', ['invalid-field company.domains']],
    ['{"partners":[{"domain":"a.test","name":"A","trusted":true}]}', ['unknown-field partners[0].trusted']],
    ['{"protectedName":["x"],"logn":{}}', ['unknown-field protectedName', 'unknown-field logn']],
    ['{"caFile":"ca.pem"}', ['invalid-field caFile']],
    ['{"server":{"host":"x","port":70000}}', ['invalid-field server.port']],
    ['{"proxy":{"mode":"auto"}}', ['invalid-field proxy.mode']],
    ['{"proxy":{"mode":"fixed","host":"proxy.corp.test"}}', ['invalid-field proxy.port']],
    ['{"proxy":{"mode":"none","host":"proxy.corp.test"}}', ['unknown-field proxy.host']],
    ['{"tls":{"requireTLS13":true}}', ['unknown-field tls.requireTLS13']],
    [`{"tls":{"pins":["${'A'.repeat(43)}=","${'A'.repeat(44)}"]}}`, ['invalid-field tls.pins[1]']],
    [`{"tls":{"pins":["sha256/${'A'.repeat(43)}="]}}`, ['invalid-field tls.pins[0]']],
    ['{"login":{"forgetMechanismsBefore":"yesterday"}}', ['invalid-field login.forgetMechanismsBefore']],
    [
      '{"login":{"forgetMechanismsBefore":"2026-05-01T00:00:00"}}',
      ['invalid-field login.forgetMechanismsBefore'],
    ],
    [
      '{"login":{"clientCertificate":{"certificateFile":"/a.pem"}}}',
      ['invalid-field login.clientCertificate.keyFile'],
    ],
    ['{"__proto__":{"login":{"allowPlain":true}}}', ['unknown-field __proto__']],
    ['[]', ['invalid-field']],
    ['null', ['invalid-field']],
  ])('%s', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it.each([
    ['{\n  "partners": [],\n  oops\n}', 'not-json 3:3'],
    ['{"partners": [', 'not-json 1:15'],
    ['', 'not-json 1:1'],
  ])('says where the JSON ends to be JSON: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('takes no bytes that are not text', () => {
    expect(problemsOf(Uint8Array.of(0x7b, 0xff, 0x7d))).toEqual(['not-json']);
  });

  it('tells no more problems than can be shown', () => {
    expect(problemsOf(JSON.stringify({ protectedNames: Array.from({ length: 500 }, () => 1) }))).toHaveLength(
      100,
    );
  });
});

it('a mistyped key of the company is found when the policy is read, with its place', () => {
  const good = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudj9fkmqqtvqfm';
  const policyWith = (key: string) =>
    new TextEncoder().encode(JSON.stringify({ record: { companyKeys: [key] } }));
  for (let place = 4; place < good.length; place += 7) {
    const mistyped = `${good.slice(0, place)}${good[place] === 'q' ? 'p' : 'q'}${good.slice(place + 1)}`;
    expect(parsePolicy(policyWith(mistyped), 'p')).toEqual({
      ok: false,
      problems: [{ code: 'invalid-field', file: 'p', place: 'record.companyKeys[0]' }],
    });
  }
});

it('a key of the company that age made is taken', async () => {
  const key = await identityToRecipient(await generateX25519Identity());
  expect(
    parsePolicy(new TextEncoder().encode(JSON.stringify({ record: { companyKeys: [key] } })), 'p').ok,
  ).toBe(true);
});
