import type { Yara } from '../inspect-file.ts';
import { Unreadable } from '../unreadable.ts';
import type { InspectionRules } from './protocol.ts';
import { YaraEngine } from './yara-engine.ts';

/** The policy's rules on YARA in WebAssembly. A rule that takes too long runs into the time limit of the process. */
export async function yaraRules(rules: InspectionRules['yaraRules']): Promise<Yara> {
  if (rules === 'unreadable') return failing;
  if (rules.length === 0) return null;
  const engine = await YaraEngine.load();
  const all = rules.join('\n');
  return (bytes) => engine.matches(bytes, all);
}

const failing: Yara = () => {
  throw new Unreadable('rules');
};
