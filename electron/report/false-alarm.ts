import type { BareJid } from '../../shared/model/jid.ts';
import { type Reason, verdictOf } from '../../shared/model/verdict.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { MainText } from '../text/en.ts';
import type { Clearances, Dispute } from '../walks/clearances.ts';
import type { Alerts } from './alerts.ts';

interface FalseAlarmParts {
  readonly account: BareJid;
  readonly clearances: Pick<Clearances, 'dispute'>;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly alerts: Pick<Alerts, 'tell'>;
  readonly text: () => MainText['falseAlarm'];
}

const mostListed = 20;

/** A writer's word against a rule: on record, and to wherever reports go. The rule and masked matches, nothing of the text. */
export class FalseAlarms {
  readonly #parts: FalseAlarmParts;

  constructor(parts: FalseAlarmParts) {
    this.#parts = parts;
  }

  /** Null when there is no such question, or it was disputed already. @throws RecordError */
  async report(token: string): Promise<'desk' | 'record' | null> {
    const { account, clearances, record, alerts, text } = this.#parts;
    const dispute = clearances.dispute(token);
    if (dispute === null) return null;
    const { kind, peer, question } = dispute;
    const rules = question.findings.map(({ rule }) => rule);
    await record.append([
      {
        facts: { kind: 'false-alarm', account, about: kind, peer, rules },
        content: { text: '', original: null, raw: '', reasons: [...verdictOf(reasonsOf(dispute)).reasons] },
      },
    ]);
    const isTold = await alerts.tell({
      kind: 'false-alarm',
      text: falseAlarmText(account, dispute, text()),
      details: { about: kind, to: peer, step: question.step, findings: question.findings.map(findingOf) },
    });
    return isTold ? 'desk' : 'record';
  }
}

function falseAlarmText(account: BareJid, { peer, question }: Dispute, text: MainText['falseAlarm']): string {
  return [
    text.title,
    '',
    `${text.by}: ${account}`,
    `${text.to}: ${peer}`,
    `${text.step}: ${text.steps[question.step]}`,
    ...question.findings.map(
      ({ rule, count, matches }) =>
        `${text.rule} ${rule} (${count}): ${matches
          .slice(0, mostListed)
          .map(({ detector, kind, masked, confidence }) => `${detector}/${kind} ${masked} (${confidence})`)
          .join(', ')}`,
    ),
    '',
    text.nothingElse,
  ].join('\n');
}

function findingOf({ rule, count, matches }: Dispute['question']['findings'][number]) {
  return { rule, count, matches: matches.slice(0, mostListed) };
}

function reasonsOf({ question }: Dispute): readonly Reason[] {
  return question.findings.flatMap(({ rule, action, matches, count }) =>
    matches.map(({ detector, kind, masked, confidence }): Reason => {
      const params = { rule, detector, kind, masked, confidence, count: String(count) };
      return { code: `confidential.${action}`, level: 'notice', params };
    }),
  );
}
