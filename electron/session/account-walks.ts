import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { People } from '../people/people.ts';
import type { Alerts } from '../report/alerts.ts';
import { FalseAlarms } from '../report/false-alarm.ts';
import { withdrawalAlert } from '../report/withdrawal-message.ts';
import { Clearances } from '../walks/clearances.ts';
import { InboundWalk } from '../walks/inbound.ts';
import { LeavingWalk } from '../walks/leaving.ts';
import { OutboundWalk } from '../walks/outbound.ts';
import { Retroactive, type RetroactiveRooms } from '../walks/retroactive.ts';
import { Unsolicited } from '../walks/unsolicited.ts';
import type { WireMessage } from '../wire/wire.ts';
import { offerOf } from './files-of.ts';
import type { OpenAccountOptions } from './open-account-options.ts';

interface WalkRooms {
  readonly people: People;
  readonly show: (peer: BareJid, messages: readonly Message[], removed?: readonly MessageId[]) => void;
  readonly onNews: (message: Message, source: WireMessage) => void;
  readonly alerts: Pick<Alerts, 'tell'>;
  readonly filesAgain: RetroactiveRooms['files'];
}

export interface AccountWalks {
  readonly clearances: Clearances;
  readonly inbound: InboundWalk;
  readonly outbound: OutboundWalk;
  readonly leaving: LeavingWalk;
  readonly falseAlarms: FalseAlarms;
  readonly retroactive: Retroactive;
}

/** The walks of one account. `record` in the options is the one that they write to. */
export function accountWalks(
  options: OpenAccountOptions,
  { people, show, onNews, alerts, filesAgain }: WalkRooms,
): AccountWalks {
  const { account, archive, record, wire, newId, now, onArchiveFailure: onFailure } = options;
  const gate = () => people.gate;
  const nameOf = (jid: BareJid) => people.nameOf(jid);
  const isStranger = (jid: BareJid) => people.isStranger(jid);
  const onChanged = (peer: BareJid, messages: readonly Message[]): void => show(peer, messages);
  const rooms = { account, archive, record, gate, now, onChanged, onFailure };
  const unsolicited = new Unsolicited({ rules: options.spim, isStranger });
  const clearances = new Clearances({ rules: options.confidential, newToken: options.newToken });
  const outbound = new OutboundWalk({
    ...rooms,
    clearances,
    newId,
    isStranger,
    isBlocked: (jid) => people.isBlocked(jid),
    isSendingStopped: options.isSendingStopped,
    send: (message) => wire.send(message),
    onDiscarded: (message) => show(message.peer, [], [message.id]),
    onUnrecorded: options.onUnrecorded,
  });
  return {
    clearances,
    outbound,
    inbound: new InboundWalk({
      ...rooms,
      newId,
      nameOf,
      offer: offerOf(people, options.files.policy),
      unsolicited: ({ peer, body, at }) =>
        people.person(peer).place === 'inside' ? [] : unsolicited.judge({ from: peer, body, at }),
      onPressure: (isHigh) => wire.setReading(!isHigh),
      onNews,
    }),
    leaving: new LeavingWalk({ account, gate, clearances, record }),
    falseAlarms: new FalseAlarms({
      account,
      clearances,
      record,
      alerts,
      text: () => options.text().falseAlarm,
    }),
    retroactive: new Retroactive({
      ...rooms,
      nameOf,
      desk: options.securityDesk,
      files: filesAgain,
      rules: options.rules,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      onWithdrawn: (hits) => {
        alerts.tell(withdrawalAlert(account, hits, options.text().withdrawal)).catch(onFailure);
      },
    }),
  };
}
