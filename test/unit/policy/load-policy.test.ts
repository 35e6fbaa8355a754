import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { DevelopmentPolicySource } from '../../../electron/policy/development-policy-source.ts';
import { loadPolicy } from '../../../electron/policy/load-policy.ts';
import { machinePolicySource } from '../../../electron/policy/machine-policy-source.ts';
import { serverRulesOf } from '../../../electron/session/server-rules.ts';
import { policyOriginSchema } from '../../../shared/model/policy-origin.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { PolicyFolder } from './policy-folder.ts';

const ca = `# the company's own\n${rootCertificates.slice(0, 2).join('\n')}\n`;

/** A certificate that signed itself, and its key. */
function keyPair(): { readonly cert: string; readonly key: string } {
  const args = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const pem = execFileSync('openssl', [...args, '-subj', '/CN=alice', '-keyout', '-'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
  const block = (name: string) =>
    new RegExp(`-----BEGIN ${name}-----[^-]*-----END ${name}-----\\n`).exec(pem)?.[0] ?? '';
  return { cert: block('CERTIFICATE'), key: block('PRIVATE KEY') };
}

const company = { name: 'Corp', domains: ['corp.test'] };

describe('the policy in force', () => {
  it('is the strict default where there is none, and nothing is wrong', async () => {
    const expected = {
      policy: strictDefaultPolicy,
      origin: { source: 'default', isLastGood: false, problems: [] },
      ca: null,
      clientCertificate: null,
      logServer: null,
      reportEndpoints: [],
      blocklist: { kind: 'none' },
      blockedHashes: [],
      yaraRules: [],
    };
    expect(await loadPolicy(new PolicyFolder().source())).toMatchObject(expected);
    expect(await loadPolicy(null)).toMatchObject(expected);
  });

  it('comes from where the administrators of the system put it', () => {
    expect(machinePolicySource('linux')?.file).toBe('/etc/gatehouse/policy.json');
    expect(machinePolicySource('win32')?.file).toBe(
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Gatehouse\\Policy',
    );
    expect(machinePolicySource('darwin')?.file).toBe(
      '/Library/Managed Preferences/org.gatehouse.Gatehouse.plist',
    );
    expect(machinePolicySource('freebsd')).toBeNull();
  });

  it('brings the files that it names', async () => {
    const folder = new PolicyFolder();
    const caFile = folder.write('ca.pem', ca);
    const blocklistFile = folder.write('blocklist.txt', 'evil.example\n');
    folder.write('policy.json', JSON.stringify({ company, caFile, blocklistFile }));
    const loaded = await loadPolicy(folder.source());
    expect(loaded).toMatchObject({
      policy: { company },
      origin: { source: 'machine', problems: [] },
      ca,
      blocklist: { kind: 'text', text: 'evil.example\n' },
    });
  });

  it('is the strict default when it is invalid, and the places are told', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', '{"login":{"allowPlain":"yes"},"x":1}');
    const { policy, origin } = await loadPolicy(folder.source());
    expect(policy).toBe(strictDefaultPolicy);
    expect(policyOriginSchema.parse(origin)).toEqual({
      source: 'default',
      isLastGood: false,
      problems: [
        { code: 'invalid-field', file: folder.policy, place: 'login.allowPlain' },
        { code: 'unknown-field', file: folder.policy, place: 'x' },
      ],
    });
  });

  it('is the strict default when others may write it', async () => {
    const folder = new PolicyFolder();
    chmodSync(folder.write('policy.json', JSON.stringify({ company })), 0o666);
    const { policy, origin } = await loadPolicy(folder.source());
    expect(policy).toBe(strictDefaultPolicy);
    expect(origin.problems).toEqual([{ code: 'writable-by-others', file: folder.policy, place: '' }]);
  });

  it.each([
    ['is missing', null, 'file-unreadable'],
    ['holds no certificate', 'hello', 'file-unreadable'],
    ['holds a damaged one', ca.replace(/MII.{20}/, 'AAAA'), 'file-unreadable'],
    [
      'holds a private key',
      `${ca}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
      'file-unreadable',
    ],
  ])('is refused when its file of certificate authorities %s', async (_, content, code) => {
    const folder = new PolicyFolder();
    const caFile = content === null ? path.join(folder.path, 'none.pem') : folder.write('ca.pem', content);
    folder.write('policy.json', JSON.stringify({ company, caFile }));
    const loaded = await loadPolicy(folder.source());
    expect(loaded).toMatchObject({
      policy: strictDefaultPolicy,
      ca: null,
      clientCertificate: null,
      origin: { source: 'default', isLastGood: false, problems: [{ code, file: caFile, place: 'caFile' }] },
    });
  });

  it('is refused when others may write its certificate authorities', async () => {
    const folder = new PolicyFolder();
    const caFile = folder.write('ca.pem', ca);
    chmodSync(caFile, 0o666);
    folder.write('policy.json', JSON.stringify({ company, caFile }));
    const { origin } = await loadPolicy(folder.source());
    expect(origin).toEqual({
      source: 'default',
      isLastGood: false,
      problems: [{ code: 'writable-by-others', file: caFile, place: 'caFile' }],
    });
  });

  it('brings what the log server is known by and shown, and is refused without', async () => {
    const folder = new PolicyFolder();
    const { cert, key } = keyPair();
    const caFile = folder.write('log-ca.pem', ca);
    const clientCertificate = {
      certificateFile: folder.write('own.pem', cert),
      keyFile: folder.write('own.key', key),
    };
    const forwarding = { host: 'log.corp.test', caFile, clientCertificate };
    folder.write('policy.json', JSON.stringify({ company, forwarding }));
    const loaded = await loadPolicy(folder.source());
    expect(loaded.logServer).toEqual({ ca, clientCertificate: { certificate: cert, key } });
    expect(loaded.policy.forwarding).toMatchObject({ port: 6514, format: 'rfc5424', failMode: 'queue' });
    folder.write('own.key', 'hello');
    expect((await loadPolicy(folder.source())).origin.problems).toMatchObject([
      { code: 'file-unreadable', place: 'forwarding.clientCertificate.keyFile' },
    ]);
    folder.write('log-ca.pem', 'hello');
    expect((await loadPolicy(folder.source())).origin.problems).toMatchObject([
      { code: 'file-unreadable', place: 'forwarding.caFile' },
    ]);
  });

  it('brings what the destinations of reports are known by, and is refused without', async () => {
    const folder = new PolicyFolder();
    const caFile = folder.write('soc-ca.pem', ca);
    const destinations = [
      { kind: 'https', url: 'https://soc.corp.test/xarf', caFile },
      { kind: 'https', url: 'https://b.example/' },
    ];
    folder.write('policy.json', JSON.stringify({ company, report: { destinations } }));
    const loaded = await loadPolicy(folder.source());
    expect(loaded.reportEndpoints).toEqual([
      { url: 'https://soc.corp.test/xarf', ca },
      { url: 'https://b.example/', ca: null },
    ]);
    folder.write('soc-ca.pem', 'hello');
    expect((await loadPolicy(folder.source())).origin.problems).toMatchObject([
      { code: 'file-unreadable', place: 'report.destinations[0].caFile' },
    ]);
    folder.write(
      'policy.json',
      JSON.stringify({ report: { destinations: [{ kind: 'https', url: 'http://soc.corp.test/' }] } }),
    );
    expect((await loadPolicy(folder.source())).origin.problems).toMatchObject([
      { code: 'invalid-field', place: 'report.destinations[0].url' },
    ]);
  });

  it('is refused where reports go to the log server and there is none', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', JSON.stringify({ report: { destinations: [{ kind: 'syslog' }] } }));
    expect((await loadPolicy(folder.source())).origin.problems).toMatchObject([
      { code: 'invalid-field', place: 'report.destinations[0].kind' },
    ]);
  });

  it('brings the certificate that this computer signs in with, and the key to it', async () => {
    const folder = new PolicyFolder();
    const { cert, key } = keyPair();
    const clientCertificate = {
      certificateFile: folder.write('own.pem', cert),
      keyFile: folder.write('own.key', key),
    };
    // Nobody but its owner needs to read the key.
    chmodSync(clientCertificate.keyFile, 0o600);
    folder.write('policy.json', JSON.stringify({ company, login: { clientCertificate } }));
    const loaded = await loadPolicy(folder.source());
    expect(loaded).toMatchObject({
      origin: { source: 'machine', problems: [] },
      clientCertificate: { certificate: cert, key },
    });
    expect(serverRulesOf(loaded).login).toEqual({
      allowPlain: false,
      clientCertificate: { certificate: cert, key },
    });
  });

  it.each([
    ['there is no certificate', 'certificateFile', { cert: null }, 'file-unreadable'],
    ['the certificate is none', 'certificateFile', { cert: 'hello' }, 'file-unreadable'],
    ['there is no key', 'keyFile', { key: null }, 'file-unreadable'],
    ['the key is none', 'keyFile', { key: 'hello' }, 'file-unreadable'],
    ['the key is of another', 'keyFile', { key: keyPair().key }, 'file-unreadable'],
    ['others may write the key', 'keyFile', { mode: 0o666 }, 'writable-by-others'],
  ] as const)('is refused when %s to sign in with', async (_what, field, damage, code) => {
    const folder = new PolicyFolder();
    const { cert, key, mode } = { ...keyPair(), mode: 0o600, ...damage };
    const put = (name: string, content: string | null) =>
      content === null ? path.join(folder.path, 'none') : folder.write(name, content);
    const clientCertificate = { certificateFile: put('own.pem', cert), keyFile: put('own.key', key) };
    if (key !== null) chmodSync(clientCertificate.keyFile, mode);
    folder.write('policy.json', JSON.stringify({ company, login: { clientCertificate } }));
    const loaded = await loadPolicy(folder.source());
    const place = `login.clientCertificate.${field}`;
    expect(loaded).toMatchObject({
      policy: strictDefaultPolicy,
      clientCertificate: null,
      origin: {
        source: 'default',
        isLastGood: false,
        problems: [{ code, file: clientCertificate[field], place }],
      },
    });
  });

  it('stays in force without its blocklist, which is told and holds every link', async () => {
    const folder = new PolicyFolder();
    const blocklistFile = path.join(folder.path, 'none.txt');
    folder.write('policy.json', JSON.stringify({ company, blocklistFile }));
    const loaded = await loadPolicy(folder.source());
    expect(loaded).toMatchObject({
      policy: { company },
      origin: {
        source: 'machine',
        problems: [{ code: 'file-unreadable', file: blocklistFile, place: 'blocklistFile' }],
      },
      blocklist: { kind: 'unreadable' },
    });
  });

  it('stays in force without its YARA rules, which is told and holds every file', async () => {
    const folder = new PolicyFolder();
    const file = path.join(folder.path, 'own.yar');
    folder.write('policy.json', JSON.stringify({ company, files: { yaraRuleFiles: [file] } }));
    const without = await loadPolicy(folder.source());
    expect(without.yaraRules).toBe('unreadable');
    expect(without.origin.problems).toEqual([
      { code: 'file-unreadable', file, place: 'files.yaraRuleFiles[0]' },
    ]);
    folder.write('own.yar', 'rule own { condition: false }');
    const loaded = await loadPolicy(folder.source());
    expect([loaded.yaraRules, loaded.origin.problems]).toEqual([['rule own { condition: false }'], []]);
  });

  it('stays in force without its list of files, which is told and holds every file', async () => {
    const folder = new PolicyFolder();
    const blockedHashesFile = path.join(folder.path, 'hashes.txt');
    folder.write('policy.json', JSON.stringify({ company, files: { blockedHashesFile } }));
    const without = await loadPolicy(folder.source());
    expect(without.blockedHashes).toBe('unreadable');
    expect(without.origin.problems).toEqual([
      { code: 'file-unreadable', file: blockedHashesFile, place: 'files.blockedHashesFile' },
    ]);
    expect(without.lookedAt).toContain(blockedHashesFile);
    folder.write('hashes.txt', `${'AB'.repeat(32)}  bad.exe\n`);
    const loaded = await loadPolicy(folder.source());
    expect(loaded.blockedHashes).toEqual(['ab'.repeat(32)]);
    expect(loaded.origin.problems).toEqual([]);
  });
});

describe('a developer', () => {
  it('may use any file', async () => {
    const folder = new PolicyFolder();
    chmodSync(folder.write('policy.json', JSON.stringify({ company })), 0o666);
    const { policy, origin } = await loadPolicy(new DevelopmentPolicySource(folder.policy));
    expect(policy.company).toEqual(company);
    expect(origin).toEqual({ source: 'development', isLastGood: false, problems: [] });
  });

  it('is told when the file is not there', async () => {
    const folder = new PolicyFolder();
    const { origin } = await loadPolicy(new DevelopmentPolicySource(folder.policy));
    expect(origin).toEqual({
      source: 'default',
      isLastGood: false,
      problems: [{ code: 'unreadable', file: folder.policy, place: '' }],
    });
  });
});
