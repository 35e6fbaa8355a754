import { Eye, EyeOff, Lock } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { domainOf, localOf } from '../../shared/model/jid.ts';
import { requiredConsent } from '../../shared/notice-policy.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Field } from '../parts/field.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { useServices } from '../services/use-services.ts';
import { refusalText } from '../text/refusal-text.ts';
import { useText } from '../text/use-text.ts';
import { FailurePanel } from './failure-panel.tsx';
import { LoginNotice } from './login-notice.tsx';
import styles from './sign-in-form.module.css';

const css = classNames(styles);

interface Props {
  readonly session: SessionSnapshot;
  /** The account cannot be chosen: the archive that is open belongs to it. */
  readonly isAccountFixed?: boolean;
  readonly onDone?: () => void;
}

/** Address, password, and what went wrong between them. */
export function SignInForm({ session, isAccountFixed = false, onDone }: Props): ReactNode {
  const { text } = useText();
  const { session: actions } = useServices();
  const start = startOf(session);
  const [local, setLocal] = useState(start.local);
  const [isDomainFixed, setDomainFixed] = useState(start.isDomainFixed);
  const [password, setPassword] = useState('');
  const [isPasswordWanted, setPasswordWanted] = useState(false);
  const [isShown, setShown] = useState(false);
  const [isRemembered, setRemembered] = useState(session.keychain === 'available');
  const [isBusy, setBusy] = useState(false);
  const [isAttempted, setAttempted] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { notice } = session;
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const noteId = useId();
  const canRemember = session.keychain === 'available';
  const { connection, domain } = session;
  const isSuffixShown = isDomainFixed && domain !== null && !local.includes('@');
  const address = isSuffixShown ? `${local.trim()}@${domain}` : local.trim();

  const needed = requiredConsent(notice);
  // A text that policy changes while it is read has to be agreed to anew.
  const hasAgreed = needed === null || agreedTo === needed;

  // A refusal has its cause in the connection; what stood there before this attempt is not shown again while it runs.
  const failure = !isBusy && connection.kind === 'refused' ? connection.cause : null;
  // A server that takes no certificate may take a password.
  const asksPassword = !session.hasCertificate || isPasswordWanted;

  const passwordField = useRef<HTMLInputElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);
  // The button is disabled during an attempt and loses the focus; what has to be typed anew is typed over.
  useEffect(() => {
    if (failure === null && error === null) return;
    const { activeElement, body } = document;
    const isLost = activeElement === body;
    if (failure?.code === 'wrong-password' && (isLost || activeElement === passwordField.current)) {
      passwordField.current?.focus();
      passwordField.current?.select();
    } else if (isLost) submitButton.current?.focus();
  }, [failure, error]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAttempted(true);
    setError(null);
    if (local.trim() === '' || (asksPassword && password === '') || isBusy || !hasAgreed) return;
    setBusy(true);
    const refusal = await actions.signIn({
      address,
      password: asksPassword ? password : '',
      remember: canRemember && isRemembered,
      agreedTo: needed,
    });
    setBusy(false);
    setError(refusal);
    if (refusal === null) {
      setPassword('');
      onDone?.();
    }
  };

  const addressError =
    error === 'not-an-address'
      ? text.signIn.notAnAddress
      : isAttempted && local.trim() === ''
        ? text.signIn.addressMissing
        : null;

  return (
    <form className={css('form')} onSubmit={submit} noValidate aria-busy={isBusy}>
      <Field
        label={text.signIn.address}
        value={local}
        onChange={(event) => setLocal(event.target.value)}
        placeholder={isSuffixShown ? text.signIn.localPlaceholder : text.signIn.addressPlaceholder}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={start.local === ''}
        readOnly={isAccountFixed}
        dir="ltr"
        maxLength={2048}
        error={addressError}
        suffix={isSuffixShown ? `@${domain}` : undefined}
        end={
          isSuffixShown || isAccountFixed ? (
            <Lock
              className={css('fixed')}
              size={14}
              strokeWidth={1.9}
              aria-label={domain === null ? undefined : text.signIn.domainFixed(domain)}
            />
          ) : undefined
        }
      />
      {isSuffixShown && !isAccountFixed ? (
        <span className={css('swap')}>
          <LinkButton onClick={() => setDomainFixed(false)}>{text.signIn.otherAddress}</LinkButton>
        </span>
      ) : null}
      {asksPassword ? (
        <Field
          ref={passwordField}
          label={text.signIn.password}
          type={isShown ? 'text' : 'password'}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          spellCheck={false}
          autoFocus={start.local !== '' || isPasswordWanted}
          maxLength={1024}
          error={isAttempted && password === '' && !isBusy ? text.signIn.passwordMissing : null}
          end={
            <IconButton
              icon={isShown ? EyeOff : Eye}
              label={isShown ? text.signIn.hidePassword : text.signIn.showPassword}
              onClick={() => setShown(!isShown)}
            />
          }
        />
      ) : (
        <p className={css('certificate')}>
          {text.signIn.certificate}{' '}
          <LinkButton
            onClick={() => {
              setAttempted(false);
              setPasswordWanted(true);
            }}
          >
            {text.signIn.withPassword}
          </LinkButton>
        </p>
      )}
      <LoginNotice
        notice={notice}
        hasAgreed={hasAgreed}
        isMissing={isAttempted && !isBusy && !hasAgreed}
        onAgree={(isAgreed) => setAgreedTo(isAgreed ? needed : null)}
      />
      {failure === null ? null : <FailurePanel failure={failure} />}
      {failure === null && error !== null && error !== 'not-an-address' ? (
        <Panel signal="block" role="alert">
          {refusalText(error, text, { busy: text.signIn.alreadyBusy, 'no-consent': text.signIn.noConsent })}
        </Panel>
      ) : null}
      <div className={css('end')}>
        <label className={css('remember')} data-disabled={canRemember ? undefined : ''}>
          <input
            type="checkbox"
            checked={isRemembered && canRemember}
            disabled={!canRemember}
            aria-describedby={canRemember ? undefined : noteId}
            onChange={(event) => setRemembered(event.target.checked)}
          />
          {text.signIn.remember}
        </label>
        <Button ref={submitButton} type="submit" look="primary" disabled={isBusy}>
          {isBusy ? <Spinner /> : null}
          {isBusy ? text.signIn.busy : text.signIn.submit}
        </Button>
      </div>
      {canRemember ? null : (
        <p className={css('note')} id={noteId}>
          {text.signIn.rememberUnavailable}
        </p>
      )}
    </form>
  );
}

function startOf({ account, domain }: SessionSnapshot): { local: string; isDomainFixed: boolean } {
  if (account === null) return { local: '', isDomainFixed: domain !== null };
  const isAtDomain = domain !== null && domainOf(account) === domain;
  return { local: isAtDomain ? (localOf(account) ?? account) : account, isDomainFixed: isAtDomain };
}
