import { memo, type ReactNode } from 'react';
import type { Availability, Place } from '../../shared/model/person.ts';
import styles from './avatar.module.css';
import { classNames } from './class-names.ts';
import { initials } from './initials.ts';

const css = classNames(styles);

interface Props {
  readonly name: string;
  readonly place: Place;
  /** Null where presence says nothing. */
  readonly availability: Availability | null;
}

/** Decoration: whoever shows it says the name and the presence in words too. */
export const Avatar = memo(function Avatar({ name, place, availability }: Props): ReactNode {
  return (
    <span className={css('avatar', place === 'unknown' && 'unknown')} aria-hidden="true">
      {initials(name)}
      {availability === null ? null : <span className={css('dot', availability)} />}
    </span>
  );
});
