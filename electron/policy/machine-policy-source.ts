import { LinuxPolicySource } from './linux-policy-source.ts';
import { MacosPolicySource } from './macos-policy-source.ts';
import type { PolicySource } from './policy-source.ts';
import { runProgram } from './run-program.ts';
import { WindowsPolicySource } from './windows-policy-source.ts';

/** The source of this operating system; null where there is none, and the strict default applies. */
export function machinePolicySource(platform: NodeJS.Platform): PolicySource | null {
  switch (platform) {
    case 'linux':
      return new LinuxPolicySource();
    case 'win32':
      return new WindowsPolicySource({
        run: runProgram,
        systemRoot: process.env['SystemRoot'] ?? '',
        now: Date.now,
      });
    case 'darwin':
      return new MacosPolicySource({ run: runProgram });
    default:
      return null;
  }
}
