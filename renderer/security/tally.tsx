import { EyeOff, Flag, type LucideIcon, ShieldX, Undo2 } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { SecurityActivity } from '../../shared/model/security.ts';
import { classNames } from '../parts/class-names.ts';
import { useText } from '../text/use-text.ts';
import styles from './tally.module.css';

const css = classNames(styles);

const tiles = ['held', 'stopped', 'withdrawn', 'reported'] as const;
const icons: Readonly<Record<(typeof tiles)[number], LucideIcon>> = {
  held: EyeOff,
  stopped: ShieldX,
  withdrawn: Undo2,
  reported: Flag,
};

/** What the rules did lately, in numbers. */
export function Tally({ activity, days }: { activity: SecurityActivity; days: number }): ReactNode {
  const { text, language } = useText();
  const id = useId();
  const numbers = new Intl.NumberFormat(language);
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={css('title')}>
        {text.security.days(days)}
      </h2>
      <dl className={css('tiles')}>
        {tiles.map((tile) => {
          const Icon = icons[tile];
          return (
            <div key={tile} className={css('tile', activity[tile] === 0 && 'none')}>
              <dt>
                <Icon size={15} strokeWidth={1.9} aria-hidden="true" />
                {text.security.tiles[tile]}
              </dt>
              <dd>
                <span className={css('number')}>{numbers.format(activity[tile])}</span>
                <span className={css('note')}>{text.security.tileNotes[tile]}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
