import { type FormEvent, type ReactNode, useState } from 'react';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Panel } from '../parts/panel.tsx';
import { ReasonLines } from '../parts/reason-lines.tsx';
import { useText } from '../text/use-text.ts';
import styles from './held-file.module.css';

const css = classNames(styles);

interface Props {
  readonly file: Pick<SharedFile, 'verdict' | 'release' | 'expiresAt'>;
  readonly tabIndex: number;
  readonly onAsk: (note: string) => Promise<boolean>;
  readonly onReport: (() => void) | null;
}

/** Why it is held, who can let it go, until when it is kept, and the two things its reader can do. */
export function HeldFile({
  file: { verdict, release, expiresAt },
  tabIndex,
  onAsk,
  onReport,
}: Props): ReactNode {
  const { text, format } = useText();
  const [isAsking, setAsking] = useState(false);
  const { files } = text;
  const standing = {
    'not-possible': files.cannotRelease,
    possible: files.canRelease,
    asked: files.asked,
    refused: files.refused,
    released: files.released,
  };
  return (
    <>
      <Panel signal="block">
        <ReasonLines reasons={verdict.reasons} after={files.heldAfter} tabIndex={tabIndex} />
        <p>
          {standing[release]}
          {expiresAt === null ? null : ` ${files.keptUntil(format.full(expiresAt))}`}
        </p>
      </Panel>
      {isAsking && release === 'possible' ? (
        <AskForm onAsk={onAsk} onClose={() => setAsking(false)} />
      ) : (
        <div className={css('actions')}>
          {release === 'possible' ? (
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
        placeholder={text.files.askingPlaceholder}
        maxLength={2000}
        value={note}
        // biome-ignore lint/a11y/noAutofocus: the form was opened to write in it
        autoFocus
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      />
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
