import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { signBundle } from '../../../electron/policy/bundle.ts';
import { BundleSource } from '../../../electron/policy/bundle-source.ts';
import { LayeredPolicySource } from '../../../electron/policy/layered-policy-source.ts';
import { PolicyFolder } from './policy-folder.ts';

const today = Date.parse('2026-06-01T00:00:00Z');
export const expires = '2026-12-31T00:00:00Z';

/** A computer with the company's key in the installation, and a folder where bundles arrive. */
export class Computer {
  readonly installation = new PolicyFolder();
  readonly profile = new PolicyFolder();
  readonly keys = generateKeyPairSync('ed25519');
  now = today;

  constructor() {
    const pem = this.keys.publicKey.export({ type: 'spki', format: 'pem' });
    this.installation.write('policy-key.pem', pem.toString());
  }

  get machine() {
    return this.installation.source();
  }

  get arrived(): string {
    return path.join(this.profile.path, 'bundle.json');
  }

  get kept(): string {
    return path.join(this.profile.path, 'kept/last-good.json');
  }

  /** As a start of the program would make it. */
  source(): LayeredPolicySource {
    const { machine } = this;
    const bundle = new BundleSource({
      file: this.arrived,
      keptFile: this.kept,
      keyFile: path.join(this.installation.path, 'policy-key.pem'),
      read: (file, mostBytes) => machine.read(file, mostBytes),
      now: () => this.now,
    });
    return new LayeredPolicySource(machine, bundle);
  }

  deliver(name: string, version: number, change: object = {}, key: KeyObject = this.keys.privateKey): void {
    const policy = { company: { name, domains: ['corp.test'] } };
    writeFileSync(this.arrived, signBundle({ version, expires, policy, ...change }, key));
  }
}
