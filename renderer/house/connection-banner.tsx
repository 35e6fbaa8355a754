import { CloudOff, LoaderCircle, ShieldX } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ConnectionState } from '../../shared/model/connection.ts';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { SentenceText } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { DetailsForIt } from '../sign-in/details-for-it.tsx';
import { failureText } from '../text/failure-text.ts';
import { useText } from '../text/use-text.ts';
import styles from './connection-banner.module.css';
import { useNow } from './use-now.ts';

const css = classNames(styles);

/** The slim line that is there only when there is something to say: the cause, and what the user can do. */
export function ConnectionBanner(): ReactNode {
  const { text } = useText();
  const connection = useModel((state) => state.session?.connection);
  return (
    <div role="status" aria-label={text.banner.region} aria-live="polite">
      {connection === undefined ? null : <BannerOf connection={connection} />}
    </div>
  );
}

function BannerOf({ connection }: { connection: ConnectionState }): ReactNode {
  switch (connection.kind) {
    case 'online':
    case 'signed-out':
      return null;
    case 'connecting':
      return <Connecting />;
    case 'waiting':
      return <Waiting {...connection} />;
    case 'refused':
      return <Refused {...connection} />;
  }
}

/** A connection that takes the usual moment is not worth a line. */
function Connecting(): ReactNode {
  const { text } = useText();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 600);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return null;
  return (
    <div className={css('banner')}>
      <LoaderCircle size={15} strokeWidth={2} aria-hidden="true" />
      <span className={css('words')}>{text.banner.connecting}</span>
    </div>
  );
}

function Waiting({ cause, retryAt }: Extract<ConnectionState, { kind: 'waiting' }>): ReactNode {
  const { text, language } = useText();
  const { session } = useServices();
  const now = useNow(1000);
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  const words = failureText(cause, language);
  return (
    <div className={css('banner', 'waiting')}>
      <CloudOff size={15} strokeWidth={2} aria-hidden="true" />
      <span className={css('words')}>
        <SentenceText sentence={words.cause} /> {words.next}{' '}
        <span className={css('countdown')} aria-hidden="true">
          {seconds === 0 ? text.banner.retryNow : text.banner.retryIn(seconds)}
        </span>
      </span>
      <DetailsForIt failure={cause} />
      <span className={css('actions')}>
        <LinkButton onClick={() => void session.reconnect()}>{text.banner.tryNow}</LinkButton>
      </span>
    </div>
  );
}

function Refused({ cause }: Extract<ConnectionState, { kind: 'refused' }>): ReactNode {
  const { text, language } = useText();
  const { session, store } = useServices();
  const words = failureText(cause, language);
  const needsPassword = cause.code === 'wrong-password';
  return (
    <div className={css('banner', 'refused')}>
      <ShieldX size={15} strokeWidth={2} aria-hidden="true" />
      <span className={css('words')}>
        <SentenceText sentence={words.cause} /> {words.next}
      </span>
      <DetailsForIt failure={cause} />
      <span className={css('actions')}>
        <LinkButton
          onClick={() =>
            needsPassword
              ? store.update((state) => ({ ...state, overlay: 'sign-in' }))
              : void session.reconnect()
          }
        >
          {needsPassword ? text.banner.signInAgain : text.banner.connectAgain}
        </LinkButton>
      </span>
    </div>
  );
}
