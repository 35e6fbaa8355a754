import { LinuxPolicySource } from './linux-policy-source.ts';
import type { PolicySource } from './policy-source.ts';

/** The source of this operating system; null where there is none yet and the strict default applies (Windows, macOS). */
export function machinePolicySource(platform: NodeJS.Platform): PolicySource | null {
  return platform === 'linux' ? new LinuxPolicySource() : null;
}
