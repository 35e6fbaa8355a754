import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Message } from '../../shared/model/message.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Panel } from '../parts/panel.tsx';
import { ReasonLines } from '../parts/reason-lines.tsx';
import { useModel } from '../services/use-services.ts';
import { fileTypeText } from '../text/file-type-text.ts';
import { revealedText } from '../text/reveal.ts';
import { useAmounts } from '../text/use-amounts.ts';
import { useText } from '../text/use-text.ts';
import styles from './file-card.module.css';
import { fileIcon } from './file-icon.ts';
import { FileName } from './file-name.tsx';
import { HeldFile } from './held-file.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useFile } from './use-file.ts';

const css = classNames(styles);

interface Props {
  readonly message: Pick<Message, 'id' | 'direction' | 'state'>;
  readonly file: SharedFile;
  readonly tabIndex: number;
  /** Nothing can be done with it as long as the message is held. */
  readonly isInert: boolean;
  /** Null when it cannot be reported, or was. */
  readonly onReport: (() => void) | null;
  /** Of what was found in it, to be described by; left out: nothing points to it. */
  readonly reasonsId?: string | undefined;
}

/** The file of a message: what it is, how far it has come, and what can be done with it. Its name is never a thing to press. */
export function FileCard(props: Props): ReactNode {
  const { message, file, isInert } = props;
  const { text } = useText();
  const controls = useFile(message.id);
  const card = useRef<HTMLFieldSetElement>(null);
  const hadFocus = useRef(false);
  const Icon = fileIcon(file);
  // The button pressed may be gone with what it did: whoever pressed it stays at the file.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a state changes is which buttons there are
  useLayoutEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    (card.current?.querySelector<HTMLElement>('button') ?? card.current)?.focus();
  }, [file.state, file.release]);
  return (
    <fieldset
      ref={card}
      className={css('card')}
      tabIndex={-1}
      aria-label={text.files.line(revealedText(file.name, 'exact'))}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={() => {
        hadFocus.current = false;
      }}
    >
      <div className={css('head')}>
        <span className={css('icon', (file.state === 'held' || file.state === 'failed') && 'stopped')}>
          <Icon size={20} strokeWidth={1.6} aria-hidden="true" />
        </span>
        <span className={css('words')}>
          <FileName name={file.name} />
          <Facts file={file} isOwn={message.direction === 'out'} />
        </span>
      </div>
      {isInert ? null : <State {...props} controls={controls} />}
      {controls.problem === null ? null : <p className={css('problem')}>{controls.problem}</p>}
    </fieldset>
  );
}

function Facts({ file, isOwn }: { file: SharedFile; isOwn: boolean }): ReactNode {
  const { text, language } = useText();
  const { size } = useAmounts();
  const { files } = text;
  const facts = [
    ...(file.type === null ? [] : [fileTypeText(file.type, language)]),
    file.size === null ? files.unknownSize : size(file.size),
    ...(file.host === '' ? [] : [isOwn ? files.to(file.host) : files.from(file.host)]),
    ...(file.state === 'ready' ? [files.inspected] : []),
  ];
  return (
    <span className={css('facts')}>
      <bdi>{facts.join(' · ')}</bdi>
    </span>
  );
}

interface StateProps extends Omit<Props, 'isInert'> {
  readonly controls: ReturnType<typeof useFile>;
}

function State({ message, file, tabIndex, controls, onReport, reasonsId }: StateProps): ReactNode {
  const { text } = useText();
  const { size } = useAmounts();
  const { files } = text;
  switch (file.state) {
    case 'offered':
      return (
        <>
          <p className={css('hint')}>{files.offeredHint}</p>
          <div className={css('actions')}>
            <Button isSmall tabIndex={tabIndex} onClick={controls.fetch}>
              {file.size === null ? files.fetch : files.fetchSized(size(file.size))}
            </Button>
          </div>
        </>
      );
    case 'fetching':
    case 'uploading':
      return <Moving message={message} file={file} tabIndex={tabIndex} onStop={controls.stop} />;
    case 'inspecting':
      return (
        <div className={css('progress')}>
          <ProgressBar label={files.progress(file.name)} moved={0} total={null} words={files.inspecting} />
          <span className={css('moved')}>{files.inspecting}</span>
        </div>
      );
    case 'ready':
    case 'shared':
      return (
        <>
          <Warned file={file} tabIndex={tabIndex} reasonsId={reasonsId} />
          {file.state === 'shared' && file.preview === null ? null : (
            <div className={css('actions')}>
              {file.preview === null ? null : (
                <Button isSmall tabIndex={tabIndex} onClick={controls.preview}>
                  {files.preview}
                </Button>
              )}
              {file.state === 'ready' ? (
                <Button isSmall tabIndex={tabIndex} onClick={controls.save}>
                  {files.save}
                </Button>
              ) : null}
            </div>
          )}
          {file.release === 'released' ? <p className={css('hint')}>{files.released}</p> : null}
        </>
      );
    case 'held':
      return (
        <HeldFile
          file={file}
          tabIndex={tabIndex}
          onAsk={controls.askRelease}
          onReport={onReport}
          reasonsId={reasonsId}
        />
      );
    case 'expired':
      return <p className={css('hint')}>{files.expired}</p>;
    case 'failed':
      return (
        <Failed
          file={file}
          tabIndex={tabIndex}
          reasonsId={reasonsId}
          onRetry={message.direction === 'in' ? controls.fetch : controls.retry}
        />
      );
  }
}

interface MovingProps extends Pick<Props, 'message' | 'file' | 'tabIndex'> {
  readonly onStop: () => void;
}

function Moving({ message: { id, state }, file, tabIndex, onStop }: MovingProps): ReactNode {
  const { text } = useText();
  const { size } = useAmounts();
  const progress = useModel(({ fileProgress }) => fileProgress.get(id));
  const total = progress === undefined ? file.size : progress.total;
  const moved = progress?.moved ?? 0;
  const isOffline = useModel(({ session }) => session?.connection.kind !== 'online');
  const waits = isOffline && state === 'queued' && progress === undefined;
  const words = waits
    ? text.files.waitsToLeave
    : progress === undefined
      ? text.files.states[file.state]
      : total === null
        ? size(moved)
        : text.files.moved(size(moved), size(total));
  return (
    <div className={css('progress')}>
      {waits ? null : (
        <ProgressBar
          label={text.files.progress(file.name)}
          moved={moved}
          total={total}
          words={`${text.files.states[file.state]}, ${words}`}
        />
      )}
      <span className={css('moved')}>{words}</span>
      <Button isSmall look="quiet" tabIndex={tabIndex} onClick={onStop}>
        {text.files.stop}
      </Button>
    </div>
  );
}

function Warned({
  file: { verdict },
  tabIndex,
  reasonsId,
}: Pick<Props, 'file' | 'tabIndex' | 'reasonsId'>): ReactNode {
  if (!isAtLeast(verdict.level, 'notice')) return null;
  return (
    <Panel signal={isAtLeast(verdict.level, 'warn') ? 'warn' : 'notice'} id={reasonsId}>
      <ReasonLines reasons={verdict.reasons} tabIndex={tabIndex} />
    </Panel>
  );
}

/** Trying again changes nothing about these. */
const final: ReadonlySet<SharedFile['failure']> = new Set([
  null,
  'gone',
  'too-large',
  'untrusted-host',
  'changed',
  'not-supported',
]);

interface FailedProps extends Pick<Props, 'file' | 'tabIndex' | 'reasonsId'> {
  readonly onRetry: () => void;
}

function Failed({ file: { failure, verdict }, tabIndex, reasonsId, onRetry }: FailedProps): ReactNode {
  const { text } = useText();
  return (
    <>
      {verdict.reasons.length === 0 ? null : (
        <Panel signal={isAtLeast(verdict.level, 'hold') ? 'block' : 'warn'} id={reasonsId}>
          <ReasonLines reasons={verdict.reasons} tabIndex={tabIndex} />
        </Panel>
      )}
      {failure === null ? null : <p className={css('problem')}>{text.files.failures[failure]}</p>}
      {final.has(failure) ? null : (
        <div className={css('actions')}>
          <Button isSmall tabIndex={tabIndex} onClick={onRetry}>
            {text.files.tryAgain}
          </Button>
        </div>
      )}
    </>
  );
}
