import type { Direction, Match } from '../../shared/model/confidential.ts';
import { type Reason, verdictOf } from '../../shared/model/verdict.ts';
import { strictDefaultPolicy } from '../../shared/policy.ts';
import { createContent } from '../gate/content/content.ts';
import type { Inspection } from '../gate/content/inspect-text.ts';
import { acceptPolicy } from '../policy/accept-policy.ts';
import { checkPolicy } from './check-policy.ts';
import type { CommandOutput } from './run-command.ts';

export interface TextOptions {
  readonly direction: Direction;
  /** The lines are first messages of somebody unknown, on arrival, instead of texts of ours. */
  readonly isStranger: boolean;
  readonly isJson: boolean;
}

/**
 * One output line for each input line. With `isJson`: {"line", "verdict", "reasons": [{"code", …}], "detectors": [{"detector", "kind",
 * "confidence", "start", "end", "masked"}]}. The verdict of a text of ours is "allow" or the strictest step of the ladder (monitor,
 * notice, justify, block); of a stranger's "allow", "notice" or "warn". No output line holds what was found.
 */
export async function inspectTextLines(
  text: string,
  policy: { readonly file: string; readonly bytes: Uint8Array } | null,
  { direction, isStranger, isJson }: TextOptions,
): Promise<CommandOutput> {
  const parsed = policy === null ? null : await acceptPolicy(policy.bytes, policy.file);
  if (policy !== null && parsed?.ok === false)
    return { ...(await checkPolicy(policy.bytes, policy.file, isJson)), exitCode: 3 };
  const rules = (parsed?.ok === true ? parsed.policy : strictDefaultPolicy).confidential;
  const content = createContent(rules);
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const judged = lines.map((body) =>
    isStranger ? ofStranger(content.fromOutside(body, true)) : ofOurs(content.inspect(body, direction)),
  );
  return {
    exitCode: judged.some(({ verdict }) => verdict !== 'allow') ? 1 : 0,
    out: judged
      .map(
        (line, index) =>
          `${isJson ? JSON.stringify({ line: index + 1, ...line }) : plainLine(index + 1, line)}\n`,
      )
      .join(''),
    err: '',
  };
}

interface Judged {
  readonly verdict: string;
  readonly reasons: readonly (Pick<Reason, 'params'> & { readonly code: string })[];
  readonly detectors: readonly Match[];
}

function ofStranger(reasons: readonly Reason[]): Judged {
  return { verdict: verdictOf(reasons).level, reasons, detectors: [] };
}

function ofOurs({ findings, matches }: Inspection): Judged {
  return {
    verdict: findings[0]?.action ?? 'allow',
    reasons: findings.map(({ rule, action, count }) => ({
      code: `confidential.${action}`,
      params: { rule, count: String(count) },
    })),
    detectors: matches,
  };
}

function plainLine(line: number, { verdict, reasons, detectors }: Judged): string {
  const found = detectors.map(({ kind, confidence, masked }) => `${kind} (${confidence}) ${masked}`);
  const codes = reasons.map(({ code, params }) =>
    `${code} ${params['rule'] ?? params['words'] ?? ''}`.trim(),
  );
  return [String(line).padStart(5), verdict.padEnd(7), ...codes, ...found].join('  ');
}
