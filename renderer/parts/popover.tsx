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

/**
 * Something light on top: closes on Esc and on a press elsewhere, and gives the focus back. Not the platform's `auto`: that
 * closes a context menu, which Linux opens on the press, again on the release, and leaves Esc to what lies below.
 */
export function Popover({ at, role, label, onClose, children }: Props): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const popover = element.current;
    if (popover === null) return;
    const giveBack = document.activeElement;
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && !popover.contains(event.target)) close.current();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    popover.showPopover();
    document.addEventListener('pointerdown', onPointerDown, true);
    document.addEventListener('keydown', onKeyDown, true);
    popover.querySelector<HTMLElement>('[data-autofocus], [role^="menuitem"], input, button')?.focus();
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true);
      document.removeEventListener('keydown', onKeyDown, true);
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
    <div ref={element} popover="manual" role={role} aria-label={label} className={css('popover')}>
      {children}
    </div>
  );
}
