import type { ReactNode } from 'react';
import type { LeavingFinding, LeavingQuestion } from '../../shared/model/leaving.ts';
import { classNames } from '../parts/class-names.ts';
import { Panel, type Signal } from '../parts/panel.tsx';
import { Revealed } from '../parts/revealed.tsx';
import type { Catalogue } from '../text/catalogue.ts';
import { useText } from '../text/use-text.ts';
import styles from './finding-panel.module.css';

const css = classNames(styles);

const signals: Readonly<Record<LeavingFinding['action'], Signal>> = {
  notice: 'notice',
  justify: 'warn',
  block: 'block',
};

interface Props {
  readonly finding: LeavingFinding;
  readonly question: Pick<LeavingQuestion, 'direction' | 'isTrial'>;
}

/** One rule that applies: what it found, what it asks, and the company's own words on it. */
export function FindingPanel({ finding, question }: Props): ReactNode {
  const { text } = useText();
  const { leaving } = text;
  const { action, intended, rule, count, explanation } = finding;
  return (
    <Panel signal={signals[action]}>
      <p>
        <strong>{thingsIn(finding, leaving.found)}</strong>
        {count === 1 ? null : ` · ${leaving.count(count)}`}
      </p>
      <p>
        {question.isTrial ? leaving.trial[intended] : leaving.asks[question.direction][action]}
        {explanation === null ? null : ' '}
        {explanation === null ? null : (
          <q className={css('company')}>
            <Revealed text={explanation} kind="running" />
          </q>
        )}
      </p>
      <p className={css('rule')}>
        {leaving.rule} <code>{rule}</code>
      </p>
    </Panel>
  );
}

const mostNamed = 3;

function thingsIn({ matches }: LeavingFinding, found: Catalogue['leaving']['found']): string {
  const things = [...new Set(matches.map(({ detector }) => found[detector]))];
  return things.length <= mostNamed ? things.join(', ') : `${things.slice(0, mostNamed).join(', ')} …`;
}
