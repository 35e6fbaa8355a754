import { Flag, GraduationCap, MessageSquareWarning } from 'lucide-react';
import { type FormEvent, Fragment, type ReactNode, useState } from 'react';
import {
  type ChosenDisposition,
  chosenDispositionSchema,
  type Message,
  type ReportState,
} from '../../shared/model/message.ts';
import type { ReportView } from '../../shared/model/report.ts';
import { useNow } from '../house/use-now.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { useModel } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { useText } from '../text/use-text.ts';
import { Bubble } from './bubble.tsx';
import { ReportOutcome } from './report-outcome.tsx';
import styles from './report-strip.module.css';
import { reportTitle } from './report-title.ts';
import type { ReportControls } from './use-report.ts';
import { useReportView } from './use-report-view.ts';

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
  const view = useReportView(message);
  const undoUntil = useModel((state) => state.undoUntil.get(message.id) ?? null);
  const goesToDesk = useModel((state) => state.session?.reports === 'desk');
  const isSenderBlocked = useModel((state) => state.people.get(message.peer)?.isBlocked === true);
  // The server keeps who is blocked: without it nobody can say, and nobody can block.
  const isOnline = useModel((state) => state.session?.connection.kind === 'online');
  const [isMessageShown, setMessageShown] = useState<boolean | null>(null);
  const [isNoteOpen, setNoteOpen] = useState(false);
  const isExercise = view?.disposition === 'exercise';
  const isFalseAlarm = view?.disposition === 'false-alarm';
  const isUndoable = message.report === 'undoable';
  const isKept = message.report === 'kept' || (isUndoable && !goesToDesk);
  const isNoted = view?.isNoted === true;
  const disposition = chosenOf(view);
  const isOpen = !isExercise && !isFalseAlarm && (view?.outcome ?? null) === null;
  // Who calls it harmless wants to go on reading it.
  const isShown = isMessageShown ?? isFalseAlarm;
  const Icon = isExercise ? GraduationCap : isFalseAlarm ? MessageSquareWarning : Flag;
  return (
    <div className={css('strip')}>
      <div className={css('line')}>
        <Icon size={15} strokeWidth={1.9} aria-hidden="true" />
        <span className={css('title')} id={isShown ? undefined : bodyId}>
          {view === null ? '' : reportTitle(view, isKept, text.report)}
        </span>
        {isUndoable ? <Undo undoUntil={undoUntil} tabIndex={tabIndex} onUndo={report.undo} /> : null}
        <Facts
          facts={[
            ...(view === null || isUndoable ? [] : waysOf(view, message.report, text.report)),
            disposition === null ? '' : text.report.classified(text.report.dispositions[disposition]),
            isSenderBlocked ? text.report.senderBlocked : '',
            isNoted ? text.report.noteAdded : '',
          ]}
        />
      </div>
      {view === null || view.outcome === null ? null : <ReportOutcome outcome={view.outcome} />}
      <div className={css('line', 'choices')}>
        {view !== null && disposition === null && isOpen ? (
          <Dispositions tabIndex={tabIndex} onChoose={report.classify} />
        ) : null}
        <div className={css('actions')}>
          {isSenderBlocked || !isOnline || isExercise || isFalseAlarm ? null : (
            <Button isSmall look="quiet" tabIndex={tabIndex} onClick={report.blockSender}>
              {text.report.blockSender}
            </Button>
          )}
          {view === null || isUndoable || isNoted || isExercise ? null : (
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
          {isKept && !isUndoable && !isExercise ? (
            <Button isSmall look="quiet" tabIndex={tabIndex} onClick={report.export}>
              {text.report.export}
            </Button>
          ) : null}
          {isUndoable ? null : (
            <Button
              isSmall
              look="quiet"
              tabIndex={tabIndex}
              aria-expanded={isShown}
              onClick={() => setMessageShown(!isShown)}
            >
              {isShown ? text.report.hideMessage : text.report.showMessage}
            </Button>
          )}
        </div>
      </div>
      {report.problem === null ? null : <p className={css('problem')}>{report.problem}</p>}
      {isNoteOpen && !isUndoable && !isNoted ? (
        <NoteForm onSave={report.addNote} onClose={() => setNoteOpen(false)} />
      ) : null}
      {isShown ? (
        <div className={css('message')}>
          <Bubble message={message} tabIndex={tabIndex} bodyId={bodyId} />
        </div>
      ) : null}
    </div>
  );
}

/** One place is told of in a word, several each by its name. */
function waysOf(
  { disposition, ways }: ReportView,
  state: ReportState,
  words: Catalogue['report'],
): readonly string[] {
  if (disposition === 'exercise') return [words.exerciseMore];
  if (ways.length < 2) return [words.states[state]];
  return ways.map((way) => words.way(words.wayNames[way.kind] ?? way.name, way.state));
}

/** What the reporter took it for; null when he has not said. */
function chosenOf(view: ReportView | null): ChosenDisposition | null {
  const chosen = chosenDispositionSchema.safeParse(view?.disposition);
  return chosen.success ? chosen.data : null;
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
  readonly onChoose: (disposition: ChosenDisposition) => void;
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
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onClose();
        }}
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
