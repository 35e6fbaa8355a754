import type { ReactNode } from 'react';
import { bySeverity, type Reason, type VerdictLevel } from '../../shared/model/verdict.ts';
import { mostTellingFirst } from './most-telling.ts';
import { Panel, type Signal } from './panel.tsx';
import { ReasonLines } from './reason-lines.tsx';

export interface FindingGroup {
  readonly key: string;
  readonly reasons: readonly Reason[];
  /** Said after the sentence, before "Why?". */
  readonly after?: string;
  /** Below what was found. */
  readonly more?: ReactNode;
}

interface Props {
  readonly groups: readonly FindingGroup[];
  readonly tabIndex?: number;
}

/** A panel for each group that has findings: the gravest first, within a panel as well. */
export function FindingPanels({ groups, tabIndex }: Props): ReactNode {
  return gravestFirst(groups).map(({ key, reasons, after, more, level }) => (
    <Panel key={key} signal={signalOf(level)}>
      <ReasonLines reasons={reasons} after={after} tabIndex={tabIndex} />
      {more}
    </Panel>
  ));
}

export function gravestFirst(
  groups: readonly FindingGroup[],
): readonly (FindingGroup & { readonly level: VerdictLevel })[] {
  return groups
    .flatMap((group) => {
      const [gravest] = mostTellingFirst(group.reasons);
      return gravest === undefined ? [] : [{ ...group, level: gravest.level }];
    })
    .sort(bySeverity);
}

function signalOf(level: VerdictLevel): Signal {
  if (level === 'warn') return 'warn';
  return level === 'hold' || level === 'block' ? 'block' : 'notice';
}
