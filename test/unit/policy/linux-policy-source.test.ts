import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, renameSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LinuxPolicySource } from '../../../electron/policy/linux-policy-source.ts';
import { parsePolicyParts } from '../../../electron/policy/parse-policy.ts';
import { owner, PolicyFolder } from './policy-folder.ts';

const limit = 1024 * 1024;

function refused(code: string): unknown {
  return { outcome: 'refused', code };
}

describe('a policy file is believed only if nobody but root can have written it', () => {
  it('reads a regular file of the owner', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', '{}');
    const read = await folder.source().read(folder.policy, limit);
    expect(read.outcome === 'read' && Buffer.from(read.bytes).toString()).toBe('{}');
  });

  it('looks in /etc/gatehouse, and believes root', () => {
    expect(new LinuxPolicySource().file).toBe('/etc/gatehouse/policy.json');
  });

  it('says so when there is none', async () => {
    const folder = new PolicyFolder();
    expect(await folder.source().read(folder.policy, limit)).toEqual({ outcome: 'absent' });
    expect(await folder.source().read('/nowhere/at/all/policy.json', limit)).toEqual({ outcome: 'absent' });
  });

  it('refuses a file of another user', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', '{}');
    expect(await folder.source(owner + 1).read(folder.policy, limit)).toEqual(refused('not-owned-by-root'));
  });

  it('refuses a file that its owner gave away', async () => {
    // Only root can give a file away; anybody else takes one of root's.
    const file = owner === 0 ? new PolicyFolder().write('policy.json', '{}') : '/etc/passwd';
    if (owner === 0) chownSync(file, 65_534, 65_534);
    expect(await new LinuxPolicySource(file, owner).read(file, limit)).toEqual(refused('not-owned-by-root'));
  });

  it.each([0o664, 0o646, 0o666])('refuses a file that others may write (%o)', async (mode) => {
    const folder = new PolicyFolder();
    chmodSync(folder.write('policy.json', '{}'), mode);
    expect(await folder.source().read(folder.policy, limit)).toEqual(refused('writable-by-others'));
  });

  it.each([0o770, 0o707, 0o1777])(
    'refuses a file in a folder where others may put another (%o)',
    async (mode) => {
      const folder = new PolicyFolder();
      folder.write('policy.json', '{}');
      chmodSync(folder.path, mode);
      expect(await folder.source().read(folder.policy, limit)).toEqual(refused('writable-by-others'));
    },
  );

  it('follows no symbolic link, for the file or for its folder', async () => {
    const folder = new PolicyFolder();
    symlinkSync(folder.write('real.json', '{}'), folder.policy);
    expect(await folder.source().read(folder.policy, limit)).toEqual(refused('not-a-file'));
    mkdirSync(path.join(folder.path, 'real'), { mode: 0o755 });
    renameSync(path.join(folder.path, 'real.json'), path.join(folder.path, 'real', 'policy.json'));
    symlinkSync(path.join(folder.path, 'real'), path.join(folder.path, 'linked'));
    expect(await folder.source().read(path.join(folder.path, 'linked', 'policy.json'), limit)).toEqual(
      refused('not-a-folder'),
    );
  });

  it('does not wait at a pipe, and reads neither it nor a folder', async () => {
    const folder = new PolicyFolder();
    execFileSync('/usr/bin/mkfifo', ['-m', '644', folder.policy]);
    expect(await folder.source().read(folder.policy, limit)).toEqual(refused('not-a-file'));
    expect(await folder.source().read(folder.path, limit)).toEqual(refused('not-a-file'));
  });

  it('reads no more than the limit', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', '');
    truncateSync(folder.policy, limit);
    expect((await folder.source().read(folder.policy, limit)).outcome).toBe('read');
    truncateSync(folder.policy, limit + 1);
    expect(await folder.source().read(folder.policy, limit)).toEqual(refused('too-large'));
  });
});

describe('policy.d', () => {
  const withParts = (...names: readonly string[]): PolicyFolder => {
    const folder = new PolicyFolder();
    mkdirSync(path.join(folder.path, 'policy.d'), { mode: 0o755 });
    for (const name of names) folder.write(`policy.d/${name}`, JSON.stringify({ protectedNames: [name] }));
    return folder;
  };
  const offered = async (folder: PolicyFolder, mostBytes = limit) => {
    const offer = await folder.source().offer(mostBytes);
    return offer.outcome === 'offered' ? offer.parts.map(({ file }) => path.basename(file)) : offer;
  };

  it('is read after policy.json, in the order of its names', async () => {
    const folder = withParts('20-b.json', '10-a.json', '9.json');
    folder.write('policy.json', '{}');
    expect(await offered(folder)).toEqual(['policy.json', '10-a.json', '20-b.json', '9.json']);
  });

  it('is enough by itself, and may be missing or empty', async () => {
    expect(await offered(withParts('10-a.json'))).toEqual(['10-a.json']);
    expect(await offered(withParts())).toMatchObject({ outcome: 'absent' });
    const alone = new PolicyFolder();
    alone.write('policy.json', '{}');
    expect(await offered(alone)).toEqual(['policy.json']);
  });

  it('leaves editors and packagers their files', async () => {
    const folder = withParts('10-a.json');
    for (const name of ['.10-a.json.swp', '.hidden.json', '10-a.json~', '20-b.json.rpmnew', 'README'])
      folder.write(`policy.d/${name}`, 'no policy');
    expect(await offered(folder)).toEqual(['10-a.json']);
  });

  it.each<[string, (folder: PolicyFolder, file: string) => void, string]>([
    ['that others may write', (_folder, file) => chmodSync(file, 0o646), 'writable-by-others'],
    ['that is a link', (folder) => folder.link('policy.d/10-a.json', '{}'), 'not-a-file'],
    ['that is a folder', (_folder, file) => mkdirSync(`${file.slice(0, -9)}30-c.json`), 'not-a-file'],
    ['that is too large', (_folder, file) => truncateSync(file, limit), 'too-large'],
  ])('refuses the whole policy for one file %s', async (_what, spoil, code) => {
    const folder = withParts('10-a.json', '20-b.json');
    folder.write('policy.json', '{}');
    spoil(folder, path.join(folder.path, 'policy.d/10-a.json'));
    expect(await offered(folder)).toMatchObject({ outcome: 'refused', problems: [{ code }] });
  });

  it('refuses the whole policy when others may put a file there', async () => {
    const folder = withParts('10-a.json');
    const parts = path.join(folder.path, 'policy.d');
    chmodSync(parts, 0o757);
    const problems = [{ code: 'writable-by-others', file: parts, place: '' }];
    expect(await offered(folder)).toMatchObject({ outcome: 'refused', problems });
    chmodSync(parts, 0o755);
    chmodSync(folder.path, 0o757);
    expect(await offered(folder)).toMatchObject({ outcome: 'refused', problems });
  });

  it('follows no link to another folder', async () => {
    const folder = withParts('10-a.json');
    renameSync(path.join(folder.path, 'policy.d'), path.join(folder.path, 'elsewhere'));
    symlinkSync(path.join(folder.path, 'elsewhere'), path.join(folder.path, 'policy.d'));
    expect(await offered(folder)).toMatchObject({ problems: [{ code: 'not-a-folder' }] });
  });

  it('has no more files than can be meant', async () => {
    const folder = withParts(...Array.from({ length: 100 }, (_, index) => `${index}.json`));
    expect(await offered(folder)).toMatchObject({ problems: [{ code: 'too-large' }] });
  });

  it('is merged: objects field by field, everything else replaced, null takes away', () => {
    const part = (file: string, value: unknown) => ({ file, bytes: Buffer.from(JSON.stringify(value)) });
    const merged = parsePolicyParts([
      part('policy.json', {
        report: { contextMessages: 3, securityDesk: 'desk@corp.test' },
        protectedNames: ['One', 'Two'],
        proxy: { mode: 'fixed', host: 'proxy.corp.test', port: 8080 },
      }),
      part('10.json', { report: { contextMessages: 7 }, protectedNames: ['Three'] }),
      part('20.json', { proxy: { mode: 'none', host: null, port: null } }),
    ]);
    expect(merged.ok && merged.policy).toMatchObject({
      report: { contextMessages: 7, securityDesk: 'desk@corp.test' },
      protectedNames: ['Three'],
      proxy: { mode: 'none' },
    });
  });

  it('tells of each error in which file it is', () => {
    const part = (file: string, text: string) => ({ file, bytes: Buffer.from(text) });
    const problemsOf = (...parts: Parameters<typeof parsePolicyParts>[0]) => {
      const parsed = parsePolicyParts(parts);
      return parsed.ok ? [] : parsed.problems.map(({ code, file, place }) => `${file}: ${code} ${place}`);
    };
    const base = part('policy.json', '{"report":{"contextMessages":99},"x":1}');
    expect(problemsOf(base, part('10.json', '{"report":{"desk":"a"}}'), part('20.json', '{}'))).toEqual([
      'policy.json: invalid-field report.contextMessages',
      '10.json: unknown-field report.desk',
      'policy.json: unknown-field x',
    ]);
    expect(problemsOf(base, part('10.json', '{'), part('20.json', '[1,'))).toEqual([
      '10.json: not-json 1:2',
      '20.json: not-json 1:4',
    ]);
    expect(problemsOf(part('a', '{}'), part('b', '{"__proto__":{"login":{"allowPlain":true}}}'))).toEqual([
      'b: unknown-field __proto__',
    ]);
  });
});
