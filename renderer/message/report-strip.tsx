import { Flag } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Disposition, Message } from '../../shared/model/message.ts';
import { useNow } from '../house/use-now.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useModel } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { Bubble } from './bubble.tsx';
import styles from './report-strip.module.css';
import type { ReportControls } from './use-report.ts';

const css = classNames(styles);

interface Props {
  readonly message: Message;
  readonly report: ReportControls;
  readonly tabIndex: number;
  readonly bodyId: string;
}

/** What a reported message folds into: undo while there is time, then its state and what can be added. */
export function ReportStrip({ message, report, tabIndex, bodyId }: Props): ReactNode {
  const { text } = useText();
  const progress = useModel((state) => state.reports.get(message.id));
  const goesToDesk = useModel((state) => state.session?.reports === 'desk');
  const isBlocked = useModel((state) => state.people.get(message.peer)?.isBlocked === true);
  const [isMessageShown, setMessageShown] = useState(false);
  const [isNoteOpen, setNoteOpen] = useState(false);
  const isUndoable = message.report === 'undoable';
  const isKept = message.report === 'kept' || (isUndoable && !goesToDesk);
  return (
    <div className={css('strip')}>
      <div className={css('line')}>
        <Flag size={15} strokeWidth={1.9} aria-hidden="true" />
        <span className={css('title')} id={isMessageShown ? undefined : bodyId}>
          {isKept ? text.report.keptDone : text.report.done}
        </span>
        {isUndoable ? (
          <Undo undoUntil={progress?.undoUntil ?? null} tabIndex={tabIndex} onUndo={report.undo} />
        ) : (
          <span className={css('state')}>{text.report.states[message.report]}</span>
        )}
        <Dispositions chosen={progress?.disposition ?? null} tabIndex={tabIndex} onChoose={report.classify} />
        {progress?.isSenderBlocked === true || isBlocked ? (
          <span className={css('state')}>{text.report.senderBlocked}</span>
        ) : (
          <LinkButton tabIndex={tabIndex} onClick={report.blockSender}>
            {text.report.blockSender}
          </LinkButton>
        )}
        {isUndoable ? null : (
          <>
            {progress?.isNoted === true ? (
              <span className={css('state')}>{text.report.noteAdded}</span>
            ) : (
              <LinkButton
                tabIndex={tabIndex}
                aria-expanded={isNoteOpen}
                onClick={() => setNoteOpen(!isNoteOpen)}
              >
                {text.report.addNote}
              </LinkButton>
            )}
            {isKept ? (
              <LinkButton tabIndex={tabIndex} onClick={report.export}>
                {text.report.export}
              </LinkButton>
            ) : null}
            <LinkButton
              tabIndex={tabIndex}
              aria-expanded={isMessageShown}
              onClick={() => setMessageShown(!isMessageShown)}
            >
              {isMessageShown ? text.report.hideMessage : text.report.showMessage}
            </LinkButton>
          </>
        )}
      </div>
      {report.problem === null ? null : <p className={css('problem')}>{report.problem}</p>}
      {isNoteOpen && !isUndoable && progress?.isNoted !== true ? (
        <NoteForm onSave={report.addNote} onClose={() => setNoteOpen(false)} />
      ) : null}
      {isMessageShown ? (
        <div className={css('message')}>
          <Bubble message={message} tabIndex={tabIndex} bodyId={bodyId} />
        </div>
      ) : null}
    </div>
  );
}

const choices = ['phishing', 'spam', 'other'] as const;

interface DispositionsProps {
  readonly chosen: Disposition | null;
  readonly tabIndex: number;
  readonly onChoose: (disposition: Disposition) => void;
}

/** What it is taken for, in one more click; without it, it is suspicious. */
function Dispositions({ chosen, tabIndex, onChoose }: DispositionsProps): ReactNode {
  const { text } = useText();
  const { dispositions, takenFor } = text.report;
  if (chosen !== null)
    return <span className={css('state')}>{text.report.classified(dispositions[chosen])}</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is laid out as a block, and these stand in a line.
    <span className={css('choices')} role="group" aria-label={takenFor}>
      {choices.map((choice) => (
        <LinkButton key={choice} tabIndex={tabIndex} onClick={() => onChoose(choice)}>
          {dispositions[choice]}
        </LinkButton>
      ))}
    </span>
  );
}

const undoTime = 5000;

interface UndoProps {
  readonly undoUntil: number | null;
  readonly tabIndex: number;
  readonly onUndo: () => void;
}

function Undo({ undoUntil, tabIndex, onUndo }: UndoProps): ReactNode {
  const { text } = useText();
  const [shownAt] = useState(Date.now);
  const now = useNow(1000);
  const until = undoUntil ?? shownAt + undoTime;
  const seconds = Math.min(undoTime / 1000, Math.max(0, Math.ceil((until - now) / 1000)));
  // The bar starts where the time already is: a row that scrolls away and back is drawn anew.
  const spent = Math.max(0, undoTime - (until - shownAt));
  return (
    <>
      <LinkButton tabIndex={tabIndex} onClick={onUndo}>
        {text.report.undo}
        <VisuallyHidden>{` (${text.report.undoSeconds(seconds)})`}</VisuallyHidden>
      </LinkButton>
      <span className={css('progress')} aria-hidden="true">
        <span style={{ animationDelay: `-${spent}ms` }} />
      </span>
      <span className={css('seconds')} aria-hidden="true">
        {seconds} s
      </span>
    </>
  );
}

interface NoteFormProps {
  readonly onSave: (note: string) => Promise<boolean>;
  readonly onClose: () => void;
}

function NoteForm({ onSave, onClose }: NoteFormProps): ReactNode {
  const { text } = useText();
  const [note, setNote] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (note.trim() !== '' && (await onSave(note.trim()))) onClose();
  };
  return (
    <form className={css('note')} onSubmit={submit}>
      <textarea
        aria-label={text.report.note}
        placeholder={text.report.notePlaceholder}
        maxLength={2000}
        value={note}
        // biome-ignore lint/a11y/noAutofocus: the form was opened to write in it
        autoFocus
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={css('noteEnd')}>
        <Button isSmall look="quiet" onClick={onClose}>
          {text.app.cancel}
        </Button>
        <Button isSmall type="submit" look="primary" disabled={note.trim() === ''}>
          {text.report.saveNote}
        </Button>
      </div>
    </form>
  );
}
