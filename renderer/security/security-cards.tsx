import { FileKey2, type LucideIcon, ScrollText, Server } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { ForwardingState } from '../../shared/model/forwarding.ts';
import type { RecordState, SecurityOverview } from '../../shared/model/security.ts';
import { type Fact, Facts } from '../details/facts.tsx';
import { useNow } from '../house/use-now.ts';
import { classNames } from '../parts/class-names.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { useAmounts } from '../text/use-amounts.ts';
import { useText } from '../text/use-text.ts';
import styles from './security-cards.module.css';

const css = classNames(styles);

interface CardProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly children?: ReactNode;
}

function Card({ icon: Icon, title, facts, children }: CardProps): ReactNode {
  const id = useId();
  return (
    <section className={css('card')} aria-labelledby={id}>
      <h2 id={id} className={css('title')}>
        <Icon size={17} strokeWidth={1.8} aria-hidden="true" />
        {title}
      </h2>
      {children}
      {facts.length === 0 ? null : <Facts facts={facts} />}
    </section>
  );
}

interface PolicyProps {
  readonly session: SessionSnapshot;
  readonly overview: SecurityOverview;
}

export function PolicyCard({ session: { policy, reports }, overview }: PolicyProps): ReactNode {
  const { text, format } = useText();
  const now = useNow(60_000);
  const { policy: words, ...security } = text.security;
  return (
    <Card
      icon={FileKey2}
      title={text.settings.policy}
      facts={[
        { name: words.source, value: text.settings.policySources[policy.source] },
        {
          name: words.since,
          value: (
            <time
              dateTime={new Date(overview.policySince).toISOString()}
              title={format.full(overview.policySince)}
            >
              {format.day(overview.policySince, now)}, {format.time(overview.policySince)}
            </time>
          ),
        },
        { name: words.id, value: <code className={css('code')}>{overview.policyId}</code> },
        {
          name: security.problems,
          value:
            policy.problems.length === 0
              ? security.noProblems
              : security.problemCount(policy.problems.length),
        },
        { name: text.settings.reports, value: text.settings.reportsTo[reports] },
      ]}
    />
  );
}

export function RecordCard({ record }: { record: RecordState }): ReactNode {
  const { text, format } = useText();
  const { number, size } = useAmounts();
  const now = useNow(60_000);
  const { record: words, ...security } = text.security;
  const { entries, signed, bytes, quotaBytes, freeBytes, problem } = record;
  return (
    <Card
      icon={ScrollText}
      title={words.title}
      facts={[
        { name: words.entries, value: entries === null ? security.notYet : number(entries) },
        {
          name: words.signed,
          value:
            signed === null
              ? security.notYet
              : words.signedAt(number(signed.entries), format.short(signed.at, now)),
        },
        { name: words.content, value: contentWords(record, words) },
        {
          name: words.space,
          value: bytes === null ? security.notYet : words.spaceOf(size(bytes), size(quotaBytes)),
        },
        { name: words.free, value: freeBytes === null ? security.unknown : size(freeBytes) },
        { name: words.whenFull, value: words.onDiskFull[record.onDiskFull] },
        {
          name: security.problems,
          value: problem === null ? security.noProblems : <code className={css('code')}>{problem}</code>,
        },
      ]}
    />
  );
}

export function ForwardingCard({ forwarding }: { forwarding: ForwardingState }): ReactNode {
  const { text, format } = useText();
  const { number, size } = useAmounts();
  const now = useNow(60_000);
  const { forwarding: words, ...security } = text.security;
  if (forwarding === null)
    return (
      <Card icon={Server} title={words.title} facts={[]}>
        <p className={css('quiet')}>{words.none}</p>
      </Card>
    );
  const { server, connectedSince, confirmed, size: all, lagBytes, lastError } = forwarding;
  return (
    <Card
      icon={Server}
      title={words.title}
      facts={[
        { name: words.server, value: <code className={css('code')}>{server}</code> },
        {
          name: words.connection,
          value:
            connectedSince === null
              ? words.notConnected
              : words.connectedSince(format.short(connectedSince, now)),
        },
        { name: words.arrived, value: words.arrivedOf(number(confirmed), number(all)) },
        { name: words.waiting, value: size(lagBytes) },
        {
          name: security.problems,
          value:
            lastError === null ? security.noProblems : <code className={css('code')}>{lastError.code}</code>,
        },
      ]}
    />
  );
}

function contentWords(
  { content, companyKeys }: RecordState,
  { contents }: Catalogue['security']['record'],
): string {
  if (content === 'metadata') return contents.none;
  if (content === 'hashed') return contents.hashed;
  return companyKeys === 0 ? contents.noKey : contents.sealed(companyKeys);
}
