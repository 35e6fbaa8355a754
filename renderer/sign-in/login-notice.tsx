import { type ReactNode, useId } from 'react';
import type { NoticePolicy } from '../../shared/notice-policy.ts';
import { classNames } from '../parts/class-names.ts';
import { useText } from '../text/use-text.ts';
import styles from './login-notice.module.css';

const css = classNames(styles);

interface Props {
  readonly notice: NoticePolicy;
  readonly hasAgreed: boolean;
  /** Somebody tried without. */
  readonly isMissing: boolean;
  readonly onAgree: (isAgreed: boolean) => void;
}

/** What the company says of its record before anybody is let in, in its own words, and the agreement to it where it wants one. */
export function LoginNotice({ notice, hasAgreed, isMissing, onAgree }: Props): ReactNode {
  const { text } = useText();
  const errorId = useId();
  const { loginBannerText, privacyContact, monitoringConsentRequired } = notice;
  if (loginBannerText === null && privacyContact === null) return null;
  return (
    <section className={css('notice')} aria-label={text.signIn.notice}>
      {loginBannerText === null ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard.
        <p className={css('words')} tabIndex={0}>
          {loginBannerText}
        </p>
      )}
      {privacyContact === null ? null : (
        <p className={css('contact')}>{text.signIn.privacyContact(privacyContact)}</p>
      )}
      {monitoringConsentRequired ? (
        <label className={css('agree')}>
          <input
            type="checkbox"
            checked={hasAgreed}
            required
            aria-invalid={isMissing}
            aria-describedby={isMissing ? errorId : undefined}
            onChange={(event) => onAgree(event.target.checked)}
          />
          {text.signIn.agree}
        </label>
      ) : null}
      {isMissing ? (
        <p className={css('missing')} id={errorId} role="alert">
          {text.signIn.noConsent}
        </p>
      ) : null}
    </section>
  );
}
