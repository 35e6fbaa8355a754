import { Fragment, type ReactNode, useMemo, useState } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { LinkButton } from '../parts/button.tsx';
import { Revealed } from '../parts/revealed.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';

type Approver = SessionSnapshot['releaseApprovers'][number];

interface Props {
  /** At least one. */
  readonly approvers: readonly Approver[];
  readonly tabIndex: number;
}

/** More than these are counted until somebody wants to see them. */
const shownAtOnce = 3;
const none: readonly Approver[] = [];
const more = '';

/** Who can release a held file, in a sentence. A name is a way to the conversation with its bearer. */
export function Approvers({ approvers, tabIndex }: Props): ReactNode {
  const { text, language } = useText();
  const [isWhole, setWhole] = useState(false);
  const list = useMemo(() => new Intl.ListFormat(language, { type: 'disjunction' }), [language]);
  const shown = isWhole || approvers.length <= shownAtOnce + 1 ? approvers : approvers.slice(0, shownAtOnce);
  const rest = approvers.length - shown.length;
  const byJid = new Map<string, Approver>(shown.map((approver) => [approver.jid, approver]));
  const parts = list.formatToParts([...byJid.keys(), ...(rest === 0 ? [] : [more])]);
  let position = 0;
  return parts.map(({ type, value }) => {
    const key = position++;
    if (type === 'literal') return <Fragment key={key}>{value}</Fragment>;
    const approver = byJid.get(value);
    if (approver !== undefined) return <Name key={key} approver={approver} tabIndex={tabIndex} />;
    return (
      <LinkButton key={key} isInherited tabIndex={tabIndex} onClick={() => setWhole(true)}>
        {text.files.moreApprovers(rest)}
      </LinkButton>
    );
  });
}

/** Everybody who may be asked now; nobody answers to himself. */
export function useApprovers(): readonly Approver[] {
  const named = useModel(({ session }) => session?.releaseApprovers ?? none);
  const account = useModel(({ session }) => session?.account);
  return useMemo(() => named.filter(({ jid }) => jid !== account), [named, account]);
}

interface NameProps extends Pick<Props, 'tabIndex'> {
  readonly approver: Approver;
}

function Name({ approver: { jid, address }, tabIndex }: NameProps): ReactNode {
  const { conversations } = useServices();
  const name = useModel(({ people }) => people.get(jid)?.name) ?? address;
  return (
    <LinkButton isInherited tabIndex={tabIndex} title={address} onClick={() => void conversations.open(jid)}>
      <Revealed text={name} kind="exact" />
      {name === address ? null : <VisuallyHidden> ({address})</VisuallyHidden>}
    </LinkButton>
  );
}
