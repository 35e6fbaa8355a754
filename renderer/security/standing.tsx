import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { classNames } from '../parts/class-names.ts';
import { useText } from '../text/use-text.ts';
import { concernsOf } from './concerns.ts';
import styles from './standing.module.css';
import type { Security } from './use-security.ts';

const css = classNames(styles);

/** In one look: all is well, or what is not and who has to do something about it. */
export function Standing({ session, security }: { session: SessionSnapshot; security: Security }): ReactNode {
  const { text } = useText();
  const words = text.security;
  const concerns = concernsOf(session, security, text);
  const isGood = concerns.length === 0;
  const Icon = isGood ? ShieldCheck : ShieldAlert;
  return (
    <section className={css('standing', isGood ? 'good' : 'concerned')} role="status">
      <span className={css('seal')}>
        <Icon size={30} strokeWidth={1.7} aria-hidden="true" />
      </span>
      <div className={css('words')}>
        <h2>{isGood ? words.good : words.attention(concerns.length)}</h2>
        {isGood ? <p>{words.goodText(session.companyName)}</p> : null}
        {isGood ? null : (
          <ul>
            {concerns.map(({ words: said, details }) => (
              <li key={said}>
                {said}
                {details.map((detail) => (
                  <code key={detail}>{detail}</code>
                ))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
