import type { ReactNode } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './held-file.module.css';
import { releaseRequest } from './release-request.ts';

const css = classNames(styles);

interface Props {
  readonly message: Pick<Message, 'body' | 'direction' | 'peer'>;
  readonly tabIndex: number;
}

/** For an approver who is asked for a held file: his answer, written for him and sent by him. */
export function ReleaseAnswer({ message: { body, direction, peer }, tabIndex }: Props): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const isApprover = useModel(
    ({ session }) => session?.releaseApprovers.some(({ jid }) => jid === session.account) === true,
  );
  const request = isApprover && direction === 'in' ? releaseRequest(body) : null;
  if (request === null) return null;
  const write = (answer: string) => () =>
    store.update((state) => ({ ...state, prefill: { peer, text: answer, isAnswer: true } }));
  return (
    <div className={css('actions')}>
      <Button isSmall tabIndex={tabIndex} onClick={write(request.release)}>
        {text.files.writeRelease}
      </Button>
      <Button isSmall tabIndex={tabIndex} onClick={write(request.refuse)}>
        {text.files.writeRefusal}
      </Button>
    </div>
  );
}
