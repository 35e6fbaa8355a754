import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import styles from './list-room.module.css';

const css = classNames(styles);

/** Takes the room of a list while it is not there, so that nothing moves when it comes. */
export function ListRoom(): ReactNode {
  return <div className={css('room')} />;
}
