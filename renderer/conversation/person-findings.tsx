import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { signalOf } from '../message/bubble.tsx';
import { classNames } from '../parts/class-names.ts';
import { Panel } from '../parts/panel.tsx';
import { ReasonLines } from '../parts/reason-lines.tsx';
import styles from './person-findings.module.css';

const css = classNames(styles);

/** What is wrong with who this claims to be, for as long as the conversation is open: nobody reads it once and knows it later. */
export function PersonFindings({ person }: { person: Person }): ReactNode {
  const reasons = person.verdict.reasons.filter((reason) => isAtLeast(reason.level, 'warn'));
  const strictest = reasons[0];
  if (strictest === undefined) return null;
  return (
    <div className={css('strip')}>
      <Panel signal={signalOf(strictest.level)}>
        <ReasonLines reasons={reasons} />
      </Panel>
    </div>
  );
}
