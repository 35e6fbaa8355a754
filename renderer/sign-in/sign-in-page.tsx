import type { ReactNode } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { Notices } from '../house/notices.tsx';
import { classNames } from '../parts/class-names.ts';
import { Mark } from '../parts/mark.tsx';
import type { Catalogue } from '../text/catalogue.ts';
import { useText } from '../text/use-text.ts';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in-page.module.css';

const css = classNames(styles);

/** The door. */
export function SignInPage({ session }: { session: SessionSnapshot }): ReactNode {
  const { text } = useText();
  return (
    <main className={css('page')} aria-label={text.signIn.title}>
      <div className={css('column')}>
        <h1 className={css('title')}>
          <Mark size={36} />
          {text.app.name}
        </h1>
        {session.companyName === null ? null : <p className={css('company')}>{session.companyName}</p>}
        <div className={css('notices')}>
          <Notices session={session} except="keychain-unavailable" />
        </div>
        <SignInForm session={session} />
        <footer className={css('notes')}>
          <p>{text.signIn.encrypted}</p>
          <p className={css(isRefused(session) && 'problem')}>{policyNote(session, text)}</p>
        </footer>
      </div>
    </main>
  );
}

function isRefused({ policy }: SessionSnapshot): boolean {
  return policy.isLastGood || (policy.source === 'default' && policy.problems.length > 0);
}

function policyNote(session: SessionSnapshot, { signIn }: Catalogue): string {
  const { policy } = session;
  if (isRefused(session)) return policy.isLastGood ? signIn.policyKept : signIn.policyProblems;
  return {
    machine: signIn.policyMachine,
    bundle: signIn.policyBundle,
    development: signIn.policyDevelopment,
    default: signIn.policyDefault,
  }[policy.source];
}
