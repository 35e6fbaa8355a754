import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useText } from '../text/use-text.ts';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

const css = classNames(styles);

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `palette`: near the top, its title only spoken. */
  readonly look?: 'normal' | 'wide' | 'palette';
}

/** A modal of the platform's own: it keeps the focus, closes on Esc and gives the focus back. */
export function Dialog({ title, onClose, children, look = 'normal' }: Props): ReactNode {
  const { text } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Into what one came to fill in; else to the dialog itself, so that its title is read and no button is half pressed.
    const field = element?.querySelector<HTMLElement>('input:not([type="checkbox"], [readonly]), textarea');
    (field ?? element)?.focus();
    return () => element?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the dialog's own; a click beside it is for the mouse alone
    <dialog
      ref={dialog}
      className={css('dialog', look === 'normal' ? null : look)}
      tabIndex={-1}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {look === 'palette' ? (
        <div className={css('bare')}>
          <VisuallyHidden>
            <h2 id={titleId}>{title}</h2>
          </VisuallyHidden>
          {children}
        </div>
      ) : (
        <>
          <header className={css('head')}>
            <h2 id={titleId}>{title}</h2>
            <IconButton icon={X} label={text.app.close} onClick={onClose} />
          </header>
          <div className={css('body')}>{children}</div>
        </>
      )}
    </dialog>
  );
}
