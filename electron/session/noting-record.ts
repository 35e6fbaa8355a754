import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';
import { messageIdSchema } from '../../shared/model/message.ts';
import type { SecurityEvent, SecurityEventKind } from '../../shared/model/security.ts';
import type { Archive } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import type { AuditRecord } from '../audit/record.ts';

interface Parts {
  readonly record: Pick<AuditRecord, 'append'>;
  readonly archive: Pick<Archive, 'noteActivity'>;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

/**
 * The record, and what of it the person at this computer may look back on: nobody here can read the record itself. Messages and reports are
 * in the archive already; decisions are noted once they are on record.
 */
export function notingRecord({ record, archive, now, onFailure }: Parts): Pick<AuditRecord, 'append'> {
  return {
    append: async (events) => {
      await record.append(events);
      const noted = events.flatMap((event) => noteOf(event, now()));
      // What waits for the record does not wait for a note of it.
      if (noted.length > 0) archive.noteActivity(noted).catch(onFailure);
    },
  };
}

function noteOf({ facts, content }: RecordEvent, at: number): readonly SecurityEvent[] {
  const kind = kindOf(facts);
  if (kind === null || !('peer' in facts)) return [];
  const peer: BareJid | null = parseBareJid(facts.peer);
  if (peer === null) return [];
  const messageId = messageIdSchema.safeParse('messageId' in facts ? facts.messageId : null);
  return [
    {
      kind,
      at,
      peer,
      messageId: messageId.success ? messageId.data : null,
      reason: content?.reasons[0] ?? null,
    },
  ];
}

/** Null: nothing to look back on, or seen elsewhere. */
function kindOf(facts: RecordEvent['facts']): SecurityEventKind | null {
  if (facts.kind === 'false-alarm') return 'false-alarm';
  if (facts.kind !== 'decision' || seenElsewhere.includes(facts.about)) return null;
  if (facts.about === 'link') return facts.outcome === 'refused' ? 'link-stopped' : null;
  if (facts.outcome === 'refused') return 'stopped';
  return facts.outcome === 'confirmed' ? 'confirmed' : null;
}

/** In the requests tray, and at the message itself. */
const seenElsewhere: readonly string[] = ['person', 'withdrawal', 'sent'];
