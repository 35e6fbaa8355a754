import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { useText } from '../text/use-text.ts';
import { classNames } from './class-names.ts';
import styles from './place-badge.module.css';

const css = classNames(styles);

interface Props {
  readonly person: Pick<Person, 'place' | 'company'>;
  /** The company alone where space is short; else "Outside · Company". */
  readonly isShort?: boolean;
}

/** Where a person belongs. Inside is the normal case and says nothing. */
export function PlaceBadge({ person: { place, company }, isShort = false }: Props): ReactNode {
  const { text } = useText();
  if (place === 'inside') return null;
  if (place === 'unknown')
    return (
      <span className={css('badge', 'unknown')}>
        <CircleHelp size={11} strokeWidth={2.2} aria-hidden="true" />
        <span>{text.place.unknown}</span>
      </span>
    );
  const label = company === null ? text.place.outside : isShort ? company : text.place.outsideAt(company);
  return (
    <span
      className={css('badge', 'outside')}
      title={company === null ? undefined : text.place.outsideAt(company)}
    >
      <span>{label}</span>
    </span>
  );
}
