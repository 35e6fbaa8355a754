import { mostListed } from '../../shared/ipc/calls.ts';
import { type BareJid, localOf, parseBareJid } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';
import { verdictOf } from '../../shared/model/verdict.ts';
import type { Handlers } from '../bridge/router.ts';
import type { OpenAccount } from '../session/open-account.ts';
import type { Session } from '../session/session.ts';
import { contactOnRecord, decisionOnRecord } from '../walks/on-record.ts';
import type { WireResult } from '../wire/wire.ts';
import { asked, done, doneAs, withAccount } from './with-account.ts';

export function peopleCalls(session: Session) {
  return {
    'people.list': withAccount(session, async ({ people }) => ({
      ok: true,
      value: contactsFirst(people.list()).slice(0, mostListed),
    })),
    'people.add': withAccount(
      session,
      async ({ account, people, leaving, requests, wire, record }, { address, name, answer }) => {
        const jid = parseBareJid(address.trim());
        if (jid === null || localOf(jid) === null) return { ok: false, error: 'not-an-address' };
        const forbidden = people.forbids(jid);
        if (forbidden !== null) {
          const about = { about: 'person', account, peer: jid, messageId: null, text: '' } as const;
          await record.append([
            decisionOnRecord({ ...about, outcome: 'refused', verdict: verdictOf([forbidden]) }),
          ]);
          return { ok: false, error: forbidden.code };
        }
        // The name is kept on the company's own server and shown to nobody else.
        const words = { kind: 'nickname', text: name.trim(), to: account, about: jid } as const;
        const question = await leaving.pass(words, answer);
        if (question !== null) return asked(question);
        // Added is accepted: what waits of them stands in the list from now on.
        if (people.isStranger(jid)) await requests.accept(jid);
        const result = await onRecord({ account, record }, jid, 'add', name.trim(), () =>
          wire.addContact(jid, name.trim()),
        );
        if (!result.ok) return { ok: false, error: result.code === 'offline' ? 'offline' : 'not-allowed' };
        people.addPeers([jid]);
        return doneAs(people.person(jid));
      },
    ),
    'people.remove': withAccount(session, async (open, { peer }) => {
      const result = await onRecord(open, peer, 'remove', null, () => open.wire.removeContact(peer));
      return result.ok ? done : { ok: false, error: 'offline' };
    }),
    'people.answer': withAccount(session, async (open, { peer, accept }) => {
      const { requests } = open;
      const result = await onRecord(open, peer, accept ? 'accept' : 'decline', null, () =>
        accept ? requests.accept(peer) : requests.refuse(peer),
      );
      if (result.ok) return done;
      return { ok: false, error: result.code === 'offline' ? 'offline' : 'not-allowed' };
    }),
    'requests.list': withAccount(session, async ({ requests }) => ({
      ok: true,
      value: await requests.list(),
    })),
    'people.setBlocked': withAccount(session, async (open, { peer, blocked }) => {
      const { wire } = open;
      const result = await onRecord(open, peer, blocked ? 'block' : 'unblock', null, () =>
        blocked ? wire.block(peer, null) : wire.unblock(peer),
      );
      return blockOutcome(result);
    }),
  } satisfies Partial<Handlers>;
}

/** What is wanted goes on record before it is done, and when it could not be done, that too. @throws RecordError */
async function onRecord(
  { account, record }: Pick<OpenAccount, 'account' | 'record'>,
  peer: BareJid,
  step: Parameters<typeof contactOnRecord>[0]['step'],
  name: string | null,
  act: () => Promise<WireResult>,
): Promise<WireResult> {
  await record.append([contactOnRecord({ account, peer, step, outcome: 'wanted' }, name)]);
  const result = await act();
  if (!result.ok) await record.append([contactOnRecord({ account, peer, step, outcome: 'refused' })]);
  return result;
}

/** So that strangers push nobody out. */
function contactsFirst(people: readonly Person[]): Person[] {
  return people.toSorted((a, b) => Number(b.isContact) - Number(a.isContact));
}

function blockOutcome(
  result: WireResult,
): typeof done | { readonly ok: false; readonly error: 'offline' | 'not-supported' } {
  if (result.ok) return done;
  return { ok: false, error: result.code === 'offline' ? 'offline' : 'not-supported' };
}
