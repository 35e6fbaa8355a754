import { Building2, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { useText } from '../text/use-text.ts';
import { classNames } from './class-names.ts';
import styles from './place-badge.module.css';

const css = classNames(styles);

interface Props {
  readonly person: Pick<Person, 'place' | 'company'>;
  /** Beside a name in a line of a list: the company alone, and only its sign where the name needs the room. */
  readonly isShort?: boolean;
}

/** Where a person belongs. Inside is the normal case and says nothing. */
export function PlaceBadge({ person: { place, company }, isShort = false }: Props): ReactNode {
  const { text } = useText();
  if (place === 'inside') return null;
  const Icon = place === 'unknown' ? CircleHelp : Building2;
  const whole =
    place === 'unknown'
      ? text.place.unknown
      : company === null
        ? text.place.outside
        : text.place.outsideAt(company);
  return (
    <span className={css(isShort ? 'short' : 'badge', place)} title={whole}>
      <span className={css('sign')}>
        <Icon size={12} strokeWidth={2} aria-hidden="true" />
      </span>
      <span className={css('word')}>{isShort && place === 'outside' ? (company ?? whole) : whole}</span>
    </span>
  );
}
