import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './popover.module.css';

const css = classNames(styles);

interface Props {
  /** Where it opens, in the window's pixels; it is moved in from the edges. */
  readonly at: { readonly x: number; readonly y: number };
  readonly role: 'menu' | 'dialog';
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something light on top: closes on Esc and on a click elsewhere, and gives the focus back. */
export function Popover({ at, role, label, onClose, children }: Props): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const popover = element.current;
    if (popover === null) return;
    const giveBack = document.activeElement;
    const onToggle = (event: ToggleEvent): void => {
      if (event.newState === 'closed') close.current();
    };
    popover.addEventListener('toggle', onToggle);
    popover.showPopover();
    popover.querySelector<HTMLElement>('[data-autofocus], [role^="menuitem"], input, button')?.focus();
    return () => {
      popover.removeEventListener('toggle', onToggle);
      const hadFocus = popover.contains(document.activeElement) || document.activeElement === document.body;
      popover.hidePopover();
      if (hadFocus && giveBack instanceof HTMLElement) giveBack.focus();
    };
  }, []);

  useLayoutEffect(() => {
    const popover = element.current;
    if (popover === null) return;
    const { offsetWidth, offsetHeight } = popover;
    popover.style.left = `${Math.max(8, Math.min(at.x, window.innerWidth - offsetWidth - 8))}px`;
    popover.style.top = `${Math.max(8, Math.min(at.y, window.innerHeight - offsetHeight - 8))}px`;
  }, [at.x, at.y]);

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles it may have take a label
    <div ref={element} popover="auto" role={role} aria-label={label} className={css('popover')}>
      {children}
    </div>
  );
}
