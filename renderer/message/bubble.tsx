import { type ReactNode, useState } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { FileCard } from '../file/file-card.tsx';
import { ReleaseAnswer } from '../file/release-answer.tsx';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { type FindingGroup, FindingPanels } from '../parts/finding-panels.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './bubble.module.css';
import { MessageBody } from './message-body.tsx';
import { isWithdrawn, messageFindings } from './message-findings.ts';

const css = classNames(styles);

interface Props {
  readonly message: Message;
  readonly tabIndex: number;
  readonly bodyId: string;
  /** Of what was found in the text and in the file, for the message to be described by. */
  readonly findingsIds?: { readonly text: string; readonly file: string };
  /** Null or left out: not offered here. */
  readonly onFalseAlarm?: (() => void) | null;
  readonly onReport?: (() => void) | null;
}

/** The words and what the gate has to say about them. A held text stays folded until somebody asks for it. */
export function Bubble(props: Props): ReactNode {
  const { message, tabIndex, bodyId, findingsIds, onFalseAlarm = null, onReport = null } = props;
  const { text } = useText();
  const [isShown, setShown] = useState(false);
  const { text: about, stoppedLinks, isHeld } = messageFindings(message);
  const { file } = message;
  const isGone = isWithdrawn(message.verdict);
  const isFolded = isHeld && !isShown;
  const ofText: FindingGroup = {
    key: 'text',
    reasons: about,
    after: isGone ? text.message.withdrawnAfter : '',
    more:
      isHeld && (message.body !== '' || file !== null) ? (
        <p>
          <LinkButton isInherited tabIndex={tabIndex} onClick={() => setShown(!isShown)}>
            {isShown ? text.message.hideAgain : text.message.showAnyway}
          </LinkButton>
        </p>
      ) : null,
  };
  const ofLinks = stoppedLinks.map(({ index, reasons }) => ({
    key: `link ${index}`,
    reasons,
    after: text.link.notOpened,
  }));
  return (
    <div className={css('bubble', message.direction === 'out' && 'own')}>
      {file === null || isFolded ? null : (
        <FileCard
          message={message}
          file={file}
          tabIndex={tabIndex}
          isInert={isHeld}
          onReport={onReport}
          reasonsId={findingsIds?.file}
        />
      )}
      <div id={bodyId} className={css('text', message.body === '' && !isFolded && 'none')} data-selectable>
        {file === null ? null : (
          <VisuallyHidden>
            {`${text.files.line(revealedText(file.name, 'exact'))}, ${text.files.states[file.state]} `}
          </VisuallyHidden>
        )}
        {isFolded ? (
          <span className={css('held')}>{isGone ? text.message.withdrawn : text.message.held}</span>
        ) : (
          <MessageBody message={message} tabIndex={tabIndex} isHeld={isHeld} />
        )}
      </div>
      {isHeld ? null : <ReleaseAnswer message={message} tabIndex={tabIndex} />}
      {about.length === 0 && (stoppedLinks.length === 0 || isFolded) ? null : (
        <div className={css('panels')}>
          <div id={findingsIds?.text} className={css('panels')}>
            <FindingPanels groups={isFolded ? [ofText] : [ofText, ...ofLinks]} tabIndex={tabIndex} />
          </div>
          {onFalseAlarm === null || !isAtLeast(message.verdict.level, 'warn') ? null : (
            <span className={css('aside')}>
              <LinkButton
                isInherited
                tabIndex={tabIndex}
                title={text.message.falseAlarmHint}
                onClick={onFalseAlarm}
              >
                {text.message.falseAlarm}
              </LinkButton>
            </span>
          )}
        </div>
      )}
    </div>
  );
}
