import { Building2, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import type { Catalogue } from '../text/catalogue.ts';
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
  const whole = placeWords({ place, company }, text);
  return (
    <span className={css(isShort ? 'short' : 'badge', place)} title={whole}>
      <span className={css('sign')}>
        <Icon size={12} strokeWidth={2} aria-hidden="true" />
      </span>
      <span className={css('word')}>{isShort && place === 'outside' ? (company ?? whole) : whole}</span>
    </span>
  );
}

/** Empty for who is inside. */
export function placeWords({ place, company }: Props['person'], { place: words }: Catalogue): string {
  if (place === 'inside') return '';
  if (place === 'unknown') return words.unknown;
  return company === null ? words.outside : words.outsideAt(company);
}
