import { Paperclip } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { classNames } from '../parts/class-names.ts';
import type { Picked } from '../services/attached-files.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './drop-zone.module.css';
import { carriesFiles, droppedFiles } from './picked-files.ts';

const css = classNames(styles);

interface DropHandlers {
  readonly onDragEnter: (event: DragEvent<HTMLElement>) => void;
  readonly onDragOver: (event: DragEvent<HTMLElement>) => void;
  readonly onDragLeave: (event: DragEvent<HTMLElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLElement>) => void;
}

/** Lets files be dropped on an element; `isOver` while they are held above it. */
export function useDrop(onPick: (picked: readonly Picked[]) => void): {
  readonly isOver: boolean;
  readonly handlers: DropHandlers;
} {
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent<HTMLElement>): boolean => {
    if (!carriesFiles(event.dataTransfer)) return false;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    return true;
  };
  return {
    isOver,
    handlers: {
      onDragEnter: (event) => {
        if (take(event)) setOver(true);
      },
      onDragOver: take,
      onDragLeave: (event) => {
        const { relatedTarget, currentTarget } = event;
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        if (take(event)) onPick(droppedFiles(event.dataTransfer));
      },
    },
  };
}

/** Says, before anything is let go of, for whom it would be. */
export function DropTarget({ person: { name, company, place } }: { person: Person }): ReactNode {
  const { text } = useText();
  const shown = revealedText(name, 'exact');
  return (
    <div className={css('target', place === 'outside' && 'outside')} aria-hidden="true">
      <Paperclip size={28} strokeWidth={1.6} />
      <span className={css('title')}>
        {company === null ? text.files.drop(shown) : text.files.dropAt(shown, company)}
      </span>
      <span className={css('hint')}>{text.files.dropHint}</span>
    </div>
  );
}
