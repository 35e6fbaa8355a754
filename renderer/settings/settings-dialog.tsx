import { type ReactNode, useId, useState } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';
import { Facts } from '../details/facts.tsx';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './settings-dialog.module.css';

const css = classNames(styles);

/** What the user decides; and what IT decided, to read. */
export function SettingsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { text } = useText();
  const { session: actions } = useServices();
  const settings = useModel((state) => state.settings);
  const session = useModel((state) => state.session);
  const [hasFailed, setFailed] = useState(false);
  const words = text.settings;
  const fixed = session?.fixedSettings ?? [];
  const lockOf = (name: keyof Settings): string | null => (fixed.includes(name) ? words.fixedByPolicy : null);
  const change = async (part: Partial<Settings>): Promise<void> => {
    setFailed((await actions.setSettings({ ...settings, ...part })) !== null);
  };
  return (
    <Dialog title={words.title} look="wide" onClose={onClose}>
      {hasFailed ? (
        <Panel signal="block" role="alert">
          {words.saveFailed}
        </Panel>
      ) : null}
      <section className={css('section')}>
        <h3>{words.appearance}</h3>
        <Choice
          label={words.theme}
          value={settings.theme}
          options={settingsSchema.shape.theme.options}
          names={words.themes}
          onChoose={(theme) => void change({ theme })}
        />
        <Choice
          label={words.language}
          value={settings.language}
          options={settingsSchema.shape.language.options}
          names={words.languages}
          onChoose={(language) => void change({ language })}
        />
      </section>
      <section className={css('section')}>
        <h3>{words.privacy}</h3>
        <Choice
          label={words.notifications}
          lock={lockOf('notifications')}
          value={settings.notifications}
          options={settingsSchema.shape.notifications.options}
          names={words.notificationKinds}
          onChoose={(notifications) => void change({ notifications })}
        />
        <Check
          label={words.sendReceipts}
          lock={lockOf('sendReceipts')}
          hint={words.sendReceiptsText}
          isChecked={settings.sendReceipts}
          onChange={(sendReceipts) => void change({ sendReceipts })}
        />
        <Check
          label={words.sendChatStates}
          lock={lockOf('sendChatStates')}
          hint={words.sendChatStatesText}
          isChecked={settings.sendChatStates}
          onChange={(sendChatStates) => void change({ sendChatStates })}
        />
      </section>
      {session === null ? null : (
        <>
          <AccountSection session={session} onClose={onClose} />
          <AboutSection session={session} />
        </>
      )}
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** Why it cannot be changed. */
  readonly lock?: string | null;
  readonly value: T;
  readonly options: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({
  label,
  lock = null,
  value,
  options,
  names,
  onChoose,
}: ChoiceProps<T>): ReactNode {
  const id = useId();
  return (
    <div className={css('row')}>
      <div>
        <label htmlFor={id}>{label}</label>
        {lock === null ? null : (
          <p className={css('hint')} id={`${id}lock`}>
            {lock}
          </p>
        )}
      </div>
      <select
        id={id}
        value={value}
        disabled={lock !== null}
        aria-describedby={lock === null ? undefined : `${id}lock`}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {names[option]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  /** Why it cannot be changed. */
  readonly lock: string | null;
  readonly hint: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

function Check({ label, lock, hint, isChecked, onChange }: CheckProps): ReactNode {
  const id = useId();
  return (
    <div className={css('check')}>
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        disabled={lock !== null}
        aria-describedby={`${id}hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <p className={css('hint')} id={`${id}hint`}>
          {lock ?? hint}
        </p>
      </div>
    </div>
  );
}

function AccountSection({ session, onClose }: { session: SessionSnapshot; onClose: () => void }): ReactNode {
  const { text } = useText();
  const { session: actions } = useServices();
  const [isAsking, setAsking] = useState(false);
  const words = text.settings;
  const signOut = (forget: boolean): void => {
    onClose();
    void actions.signOut(forget);
  };
  return (
    <section className={css('section')}>
      <h3>{words.account}</h3>
      <Facts facts={[{ name: words.signedInAs, value: session.account ?? '' }]} />
      {isAsking ? (
        <div className={css('ask')}>
          <p>{words.forgetConfirm}</p>
          <p className={css('hint')}>{words.forgetText}</p>
          <div className={css('actions')}>
            <Button isSmall autoFocus onClick={() => setAsking(false)}>
              {text.app.cancel}
            </Button>
            <Button isSmall look="danger" onClick={() => signOut(true)}>
              {words.forget}
            </Button>
          </div>
        </div>
      ) : (
        <div className={css('actions')}>
          <Button isSmall title={words.signOutText} onClick={() => signOut(false)}>
            {words.signOut}
          </Button>
          <Button isSmall look="danger" onClick={() => setAsking(true)}>
            {words.forget}
          </Button>
        </div>
      )}
    </section>
  );
}

function AboutSection({ session }: { session: SessionSnapshot }): ReactNode {
  const { text } = useText();
  const words = text.settings;
  const { connection, policy, reports, version } = session;
  return (
    <section className={css('section')}>
      <h3>{words.about}</h3>
      <Facts
        facts={[
          { name: words.version, value: version },
          {
            name: words.connection,
            value:
              connection.kind === 'online' ? `${connection.tls}, ${connection.sasl}` : text.list.notConnected,
          },
          {
            name: words.policy,
            value: (
              <>
                {words.policySources[policy.source]}
                {policy.problems.length === 0 ? null : (
                  <ul className={css('problems')}>
                    {policy.problems.map(({ code, file, place }) => (
                      <li key={`${code} ${file} ${place}`}>
                        <code>{words.policyProblemAt(file, words.policyProblem[code], place)}</code>
                      </li>
                    ))}
                  </ul>
                )}
              </>
            ),
          },
          { name: words.reports, value: words.reportsTo[reports] },
        ]}
      />
    </section>
  );
}
