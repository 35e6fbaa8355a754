import type { ReactNode } from 'react';
import type { ConnectionFailure } from '../../shared/model/connection.ts';
import { Panel } from '../parts/panel.tsx';
import { SentenceText } from '../parts/revealed.tsx';
import { failureText } from '../text/failure-text.ts';
import { useText } from '../text/use-text.ts';
import { DetailsForIt } from './details-for-it.tsx';

/** Why there is no session, what was not sent, and what to do. */
export function FailurePanel({ failure }: { failure: ConnectionFailure }): ReactNode {
  const { language } = useText();
  const { cause, next } = failureText(failure, language);
  return (
    <Panel signal="block" role="alert">
      <SentenceText sentence={cause} /> {next} <DetailsForIt failure={failure} />
    </Panel>
  );
}
