import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { LinuxPolicySource } from '../../../electron/policy/linux-policy-source.ts';

/** Files of this user count as root's: the promise is about one owner and nobody else. */
export const owner = process.getuid?.() ?? 0;

export class PolicyFolder {
  readonly path: string;

  constructor(folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-policy-'))) {
    this.path = folder;
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
  }

  get policy(): string {
    return path.join(this.path, 'policy.json');
  }

  /** A file that only its owner may write; its path. */
  write(name: string, content: string | Uint8Array): string {
    const file = path.join(this.path, name);
    writeFileSync(file, content, { mode: 0o644 });
    return file;
  }

  /** As an administrator's tool would: never half written. */
  replace(name: string, content: string | Uint8Array): string {
    const written = this.write(`${path.basename(name)}.new`, content);
    renameSync(written, path.join(this.path, name));
    return path.join(this.path, name);
  }

  /** A symbolic link in place of the file. */
  link(name: string, content: string): void {
    const made = path.join(this.path, 'link.new');
    symlinkSync(this.write('real.json', content), made);
    renameSync(made, path.join(this.path, name));
  }

  /** A folder in this one, which is not made. */
  inside(name: string): PolicyFolder {
    return new PolicyFolder(path.join(this.path, name));
  }

  source(believed = owner): LinuxPolicySource {
    return new LinuxPolicySource(this.policy, believed);
  }
}
