import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { LinuxPolicySource } from '../../../electron/policy/linux-policy-source.ts';

/** Files of this user count as root's: the promise is about one owner and nobody else. */
export const owner = process.getuid?.() ?? 0;

export class PolicyFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'gatehouse-policy-'));

  constructor() {
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

  source(believed = owner): LinuxPolicySource {
    return new LinuxPolicySource(this.policy, believed);
  }
}
