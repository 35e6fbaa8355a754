import type { Direction, Match } from '../../shared/model/confidential.ts';
import { isAtLeast, type Reason, verdictOf } from '../../shared/model/verdict.ts';
import { createContent } from '../gate/content/content.ts';
import type { Inspection } from '../gate/content/inspect-text.ts';
import { createGate } from '../gate/create-gate.ts';
import { type GivenPolicy, givenPolicy, type PolicyFile, someoneInside } from './given-policy.ts';
import type { CommandInput, CommandOutput } from './run-command.ts';

export interface TextOptions {
  readonly direction: Direction;
  /** The lines are first messages of somebody unknown, on arrival, instead of texts of ours. */
  readonly isStranger: boolean;
  readonly isJson: boolean;
}

/**
 * One output line for each input line. With `isJson`: {"line", "verdict", "reasons": [{"code", …}], "detectors": [{"detector", "kind",
 * "confidence", "start", "end", "masked"}]}. The verdict of a text of ours is "allow" or the strictest step of the ladder (monitor,
 * notice, justify, block). A stranger's is "allow", "notice" or "warn", or what stops a link in it: "hold" or "block". No output line holds
 * what was found.
 */
export async function inspectTextLines(
  text: string,
  policy: PolicyFile,
  { direction, isStranger, isJson }: TextOptions,
  readFile: CommandInput['readFile'],
): Promise<CommandOutput> {
  const given = await givenPolicy(policy, isJson, readFile);
  if (!given.ok) return given.output;
  const content = createContent(given.policy.confidential);
  const linksIn = await stoppedLinks(given);
  // A list of links says nothing of texts of ours.
  const isUnread = isStranger && given.err !== '';
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const judged = lines.map((body) =>
    isStranger
      ? ofStranger([...linksIn(body), ...content.fromOutside(body, true)])
      : ofOurs(content.inspect(body, direction)),
  );
  return {
    exitCode: isUnread ? 3 : judged.some(({ verdict }) => verdict !== 'allow') ? 1 : 0,
    out: judged
      .map(
        (line, index) =>
          `${isJson ? JSON.stringify({ line: index + 1, ...line }) : plainLine(index + 1, line)}\n`,
      )
      .join(''),
    err: isUnread ? given.err : '',
  };
}

/** What is only doubtful of a link is `inspect links`' to say. */
async function stoppedLinks({
  policy,
  blocklist,
}: Extract<GivenPolicy, { ok: true }>): Promise<(body: string) => readonly Reason[]> {
  const account = someoneInside(policy);
  const gate = createGate({ policy, account, people: [], blocklist });
  await gate.ready();
  return (body) =>
    gate
      .inbound({ from: account, name: '', body, isEncrypted: false })
      .links.flatMap(({ verdict }) => verdict.reasons.filter(({ level }) => isAtLeast(level, 'hold')));
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
