import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';

const css = classNames(styles);

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'children'> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon: Icon, label, ...rest }: Props): ReactNode {
  return (
    <button type="button" className={css('button')} aria-label={label} title={label} {...rest}>
      <Icon size={17} strokeWidth={1.8} aria-hidden="true" />
    </button>
  );
}
