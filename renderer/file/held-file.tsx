import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Panel } from '../parts/panel.tsx';
import { ReasonLines } from '../parts/reason-lines.tsx';
import { useText } from '../text/use-text.ts';
import { Approvers, useApprovers } from './approvers.tsx';
import styles from './held-file.module.css';

const css = classNames(styles);

interface Props {
  readonly file: Pick<SharedFile, 'verdict' | 'release' | 'expiresAt'>;
  readonly tabIndex: number;
  readonly onAsk: (note: string) => Promise<boolean>;
  readonly onReport: (() => void) | null;
  readonly reasonsId: string | undefined;
}

/** Why it is held, who can let it go, until when it is kept, and the two things its reader can do. */
export function HeldFile({
  file: { verdict, release, expiresAt },
  tabIndex,
  onAsk,
  onReport,
  reasonsId,
}: Props): ReactNode {
  const { text, format } = useText();
  const [isAsking, setAsking] = useState(false);
  const approvers = useApprovers();
  const { files } = text;
  const canBeReleased = verdict.level === 'hold';
  // Policy may have named somebody since it was held, or nobody any more.
  const canAsk =
    canBeReleased && approvers.length > 0 && (release === 'possible' || release === 'not-possible');
  return (
    <>
      <Panel signal="block" id={reasonsId}>
        <ReasonLines reasons={verdict.reasons} after={files.heldAfter} tabIndex={tabIndex} />
        <p>
          {release === 'asked' || release === 'refused' ? `${files[release]} ` : null}
          {!canBeReleased ? (
            files.cannotRelease
          ) : approvers.length === 0 ? (
            files.nobodyToAsk
          ) : release === 'refused' ? null : (
            <>
              {files.canRelease} <Approvers approvers={approvers} tabIndex={tabIndex} />.
            </>
          )}
          {expiresAt === null ? null : ` ${files.keptUntil(format.full(expiresAt))}`}
        </p>
      </Panel>
      {isAsking && canAsk ? (
        <AskForm onAsk={onAsk} onClose={() => setAsking(false)} />
      ) : (
        <div className={css('actions')}>
          {canAsk ? (
            <Button isSmall tabIndex={tabIndex} onClick={() => setAsking(true)}>
              {files.askRelease}
            </Button>
          ) : null}
          {onReport === null ? null : (
            <Button isSmall look="danger" tabIndex={tabIndex} onClick={onReport}>
              {files.report}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function AskForm({ onAsk, onClose }: Pick<Props, 'onAsk'> & { onClose: () => void }): ReactNode {
  const { text } = useText();
  const hintId = useId();
  const [note, setNote] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await onAsk(note.trim())) onClose();
  };
  return (
    <form className={css('form')} onSubmit={submit}>
      <textarea
        rows={2}
        dir="auto"
        aria-label={text.files.asking}
        aria-describedby={hintId}
        placeholder={text.files.askingPlaceholder}
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
      <p id={hintId} className={css('hint')}>
        {text.files.askingGoes}
      </p>
      <div className={css('actions')}>
        <Button isSmall type="submit" look="primary">
          {text.files.sendAsking}
        </Button>
        <Button isSmall look="quiet" onClick={onClose}>
          {text.app.cancel}
        </Button>
      </div>
    </form>
  );
}
