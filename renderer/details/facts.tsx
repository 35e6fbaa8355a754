import { Fragment, type ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import styles from './facts.module.css';

const css = classNames(styles);

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

export function Facts({ facts }: { facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={css('facts')}>
      {facts.map(({ name, value }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
