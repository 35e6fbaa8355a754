import { File as FileIcon, Folder, RotateCcw, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { BareJid } from '../../shared/model/jid.ts';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useServices } from '../services/use-services.ts';
import type { Attachment } from '../store/state.ts';
import { revealedText } from '../text/reveal.ts';
import { useAmounts } from '../text/use-amounts.ts';
import { useText } from '../text/use-text.ts';
import styles from './attachment-tray.module.css';
import { FileName } from './file-name.tsx';
import { ProgressBar } from './progress-bar.tsx';

const css = classNames(styles);

interface Props {
  readonly peer: BareJid;
  readonly attachments: readonly Attachment[];
  /** The button that was pressed is gone with its file. */
  readonly onRemoved: () => void;
}

/** What goes with the next message, in its order. */
export function AttachmentTray({ peer, attachments, onRemoved }: Props): ReactNode {
  const { text } = useText();
  const { attached } = useServices();
  const list = useRef<HTMLUListElement>(null);
  const remove = (id: number): void => {
    const at = attachments.findIndex((entry) => entry.id === id);
    attached.remove(peer, id);
    const neighbour = attachments[at + 1] ?? attachments[at - 1];
    const button = list.current?.querySelector<HTMLElement>(`[data-remove="${neighbour?.id}"]`);
    if (button == null) onRemoved();
    else button.focus();
  };
  return (
    <ul ref={list} className={css('tray')} aria-label={text.files.tray}>
      {attachments.map((attachment) => (
        <Line
          key={attachment.id}
          attachment={attachment}
          onRemove={() => remove(attachment.id)}
          onRetry={() => void attached.retry(attachment.id)}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly attachment: Attachment;
  readonly onRemove: () => void;
  readonly onRetry: () => void;
}

function Line({ attachment, onRemove, onRetry }: LineProps): ReactNode {
  const { text } = useText();
  const { size } = useAmounts();
  const { id, name, phase, problem, read } = attachment;
  const spoken = revealedText(name, 'exact');
  const Icon = problem === 'folder' ? Folder : FileIcon;
  return (
    <li className={css('line', problem !== null && 'stopped')}>
      <Icon size={16} strokeWidth={1.8} aria-hidden="true" />
      <span className={css('words')}>
        <FileName name={name} />
        {problem === null ? (
          <span className={css('state')}>
            {size(attachment.size)} · {text.files.phases[phase === 'failed' ? 'waiting' : phase]}
          </span>
        ) : (
          <span className={css('problem')} role="alert">
            {text.files.problems[problem]}
          </span>
        )}
        {phase === 'reading' || phase === 'sending' ? (
          <ProgressBar
            label={text.files.progress(spoken)}
            moved={read}
            total={phase === 'sending' ? null : attachment.size}
          />
        ) : null}
      </span>
      {phase === 'failed' && problem !== 'folder' && problem !== 'too-large' ? (
        <IconButton icon={RotateCcw} label={text.files.tryAgainNamed(spoken)} onClick={onRetry} />
      ) : null}
      <IconButton icon={X} label={text.files.remove(spoken)} data-remove={id} onClick={onRemove} />
    </li>
  );
}
