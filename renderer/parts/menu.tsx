import type { LucideIcon } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './menu.module.css';
import { Popover } from './popover.tsx';

const css = classNames(styles);

export interface MenuEntry {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly keys?: string;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
}

interface Props {
  readonly at: { readonly x: number; readonly y: number };
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/** A context menu as the ARIA practices describe it: arrows, Home, End, first letters. */
export function Menu({ at, label, entries, onClose }: Props): ReactNode {
  return (
    <Popover at={at} role="menu" label={label} onClose={onClose}>
      {entries.map(({ icon: Icon, label: name, keys, isDangerous = false, onChoose }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={css('item', isDangerous && 'danger')}
          onKeyDown={moveInMenu}
          onClick={() => {
            onClose();
            onChoose();
          }}
        >
          <Icon size={16} strokeWidth={1.8} aria-hidden="true" />
          <span>{name}</span>
          {keys === undefined ? null : (
            <span className={css('keys')} aria-hidden="true">
              {keys}
            </span>
          )}
        </button>
      ))}
    </Popover>
  );
}

function moveInMenu(event: KeyboardEvent<HTMLButtonElement>): void {
  const items = [
    ...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []),
  ];
  const at = items.indexOf(event.currentTarget);
  const letter = event.key.length === 1 ? event.key.toLocaleLowerCase() : null;
  const target =
    event.key === 'ArrowDown'
      ? items[(at + 1) % items.length]
      : event.key === 'ArrowUp'
        ? items[(at - 1 + items.length) % items.length]
        : event.key === 'Home'
          ? items[0]
          : event.key === 'End'
            ? items.at(-1)
            : letter === null || letter === ' '
              ? undefined
              : [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
                  item.textContent?.toLocaleLowerCase().startsWith(letter),
                );
  if (event.key === 'Tab') event.preventDefault();
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}
