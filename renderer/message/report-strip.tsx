import { Flag } from 'lucide-react';
import { type FormEvent, Fragment, type ReactNode, useState } from 'react';
import type { Disposition, Message } from '../../shared/model/message.ts';
import { useNow } from '../house/use-now.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
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

/** What a reported message folds into: what has happened, with undo while there is time, and below it what can be added. */
export function ReportStrip({ message, report, tabIndex, bodyId }: Props): ReactNode {
  const { text } = useText();
  const progress = useModel((state) => state.reports.get(message.id));
  const goesToDesk = useModel((state) => state.session?.reports === 'desk');
  const isBlocked = useModel((state) => state.people.get(message.peer)?.isBlocked === true);
  const [isMessageShown, setMessageShown] = useState(false);
  const [isNoteOpen, setNoteOpen] = useState(false);
  const isUndoable = message.report === 'undoable';
  const isKept = message.report === 'kept' || (isUndoable && !goesToDesk);
  const isNoted = progress?.isNoted === true;
  const isSenderBlocked = progress?.isSenderBlocked === true || isBlocked;
  const disposition = progress?.disposition ?? null;
  return (
    <div className={css('strip')}>
      <div className={css('line')}>
        <Flag size={15} strokeWidth={1.9} aria-hidden="true" />
        <span className={css('title')} id={isMessageShown ? undefined : bodyId}>
          {isKept ? text.report.keptDone : text.report.done}
        </span>
        {isUndoable ? (
          <Undo undoUntil={progress?.undoUntil ?? null} tabIndex={tabIndex} onUndo={report.undo} />
        ) : null}
        <Facts
          facts={[
            isUndoable ? '' : text.report.states[message.report],
            disposition === null ? '' : text.report.classified(text.report.dispositions[disposition]),
            isSenderBlocked ? text.report.senderBlocked : '',
            isNoted ? text.report.noteAdded : '',
          ]}
        />
      </div>
      <div className={css('line', 'choices')}>
        {disposition === null ? <Dispositions tabIndex={tabIndex} onChoose={report.classify} /> : null}
        <div className={css('actions')}>
          {isSenderBlocked ? null : (
            <Button isSmall look="quiet" tabIndex={tabIndex} onClick={report.blockSender}>
              {text.report.blockSender}
            </Button>
          )}
          {isUndoable || isNoted ? null : (
            <Button
              isSmall
              look="quiet"
              tabIndex={tabIndex}
              aria-expanded={isNoteOpen}
              onClick={() => setNoteOpen(!isNoteOpen)}
            >
              {text.report.addNote}
            </Button>
          )}
          {isKept && !isUndoable ? (
            <Button isSmall look="quiet" tabIndex={tabIndex} onClick={report.export}>
              {text.report.export}
            </Button>
          ) : null}
          {isUndoable ? null : (
            <Button
              isSmall
              look="quiet"
              tabIndex={tabIndex}
              aria-expanded={isMessageShown}
              onClick={() => setMessageShown(!isMessageShown)}
            >
              {isMessageShown ? text.report.hideMessage : text.report.showMessage}
            </Button>
          )}
        </div>
      </div>
      {report.problem === null ? null : <p className={css('problem')}>{report.problem}</p>}
      {isNoteOpen && !isUndoable && !isNoted ? (
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

/** What has become true so far, in one run of text; what is empty has not. */
function Facts({ facts }: { readonly facts: readonly string[] }): ReactNode {
  return (
    <span className={css('facts')}>
      {facts
        .filter((fact) => fact !== '')
        .map((fact, index) => (
          <Fragment key={fact}>
            {index === 0 ? null : ' · '}
            <span>{fact}</span>
          </Fragment>
        ))}
    </span>
  );
}

const choices = ['phishing', 'spam', 'other'] as const;

interface DispositionsProps {
  readonly tabIndex: number;
  readonly onChoose: (disposition: Disposition) => void;
}

/** What it is taken for, in one more click; without it, it is suspicious. */
function Dispositions({ tabIndex, onChoose }: DispositionsProps): ReactNode {
  const { text } = useText();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is laid out as a block, and these stand in a line.
    <div className={css('dispositions')} role="group" aria-label={text.report.takenFor}>
      {choices.map((choice) => (
        <Button key={choice} isSmall tabIndex={tabIndex} onClick={() => onChoose(choice)}>
          {text.report.dispositions[choice]}
        </Button>
      ))}
    </div>
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
      <LinkButton tabIndex={tabIndex} aria-label={text.report.undoSeconds(seconds)} onClick={onUndo}>
        {text.report.undo}
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
