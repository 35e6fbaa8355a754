import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, renameSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LinuxPolicySource } from '../../../electron/policy/linux-policy-source.ts';
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
      refused('not-a-file'),
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
