import { type ReactNode, useId, useState } from 'react';
import type { ConnectionFailure } from '../../shared/model/connection.ts';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Revealed } from '../parts/revealed.tsx';
import { useText } from '../text/use-text.ts';
import styles from './details-for-it.module.css';

const css = classNames(styles);

/** The code and the facts behind a sentence, for whoever has to repair it. */
export function DetailsForIt({ failure }: { failure: ConnectionFailure }): ReactNode {
  const { text } = useText();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { code, params } = text.failureDetails;
  return (
    <>
      <LinkButton
        isInherited
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {text.signIn.detailsForIt}
      </LinkButton>
      {isOpen ? (
        <div className={css('details')} id={id}>
          <dl className={css('list')}>
            <dt>{code}</dt>
            <dd>{failure.code}</dd>
            {Object.entries(failure.params).map(([name, value]) => (
              <FailureFact key={name} name={params[name] ?? name} value={value} />
            ))}
          </dl>
        </div>
      ) : null}
    </>
  );
}

function FailureFact({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Revealed text={value} kind="exact" />
      </dd>
    </>
  );
}
