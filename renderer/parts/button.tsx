import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

const css = classNames(styles);

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly isSmall?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', isSmall = false, ...rest }: Props): ReactNode {
  return <button type="button" className={css('button', look, isSmall && 'small')} {...rest} />;
}

interface LinkButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** Takes the colour of the panel it stands in, underlined. */
  readonly isInherited?: boolean;
}

/** An action inside a sentence. */
export function LinkButton({ isInherited = false, ...rest }: LinkButtonProps): ReactNode {
  return <button type="button" className={css('link', isInherited && 'inherit')} {...rest} />;
}
