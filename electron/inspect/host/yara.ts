import type { Yara } from '../inspect-file.ts';
import { Unreadable } from '../unreadable.ts';
import type { InspectionRules } from './protocol.ts';

/**
 * The policy's rules on YARA in WebAssembly. They are compiled anew for each file, as its wrapper does nothing else: small rules cost some
 * ten milliseconds. A rule that takes too long runs into the time limit of the process.
 */
export async function yaraRules(rules: InspectionRules['yaraRules']): Promise<Yara> {
  if (rules === 'unreadable') return failing;
  if (rules.length === 0) return null;
  // A large engine, which few companies have rules for.
  const { default: loadYara } = await import('libyara-wasm');
  const engine = await loadYara();
  const all = rules.join('\n');
  return (bytes) => matches(engine, bytes, all);
}

type Engine = Awaited<ReturnType<typeof import('libyara-wasm')>>;

const failing: Yara = () => {
  throw new Unreadable('rules');
};

function matches(engine: Engine, bytes: Uint8Array, rules: string): readonly string[] {
  const { compileErrors, matchedRules } = engine.run(bytes, rules);
  for (let at = 0; at < compileErrors.size(); at += 1) {
    const { message, lineNumber, warning } = compileErrors.get(at);
    if (!warning) throw new Unreadable(`rules, line ${lineNumber}: ${message}`.slice(0, 200));
  }
  return Array.from({ length: matchedRules.size() }, (_, at) => matchedRules.get(at).ruleName);
}
