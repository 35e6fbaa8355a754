import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { classNames } from '../parts/class-names.ts';
import { FindingPanels } from '../parts/finding-panels.tsx';
import styles from './person-findings.module.css';

const css = classNames(styles);

/** What is wrong with who this claims to be, for as long as the conversation is open: nobody reads it once and knows it later. */
export function PersonFindings({ person }: { person: Person }): ReactNode {
  const reasons = person.verdict.reasons.filter((reason) => isAtLeast(reason.level, 'warn'));
  if (reasons.length === 0) return null;
  return (
    <div className={css('strip')}>
      <FindingPanels groups={[{ key: 'person', reasons }]} />
    </div>
  );
}
