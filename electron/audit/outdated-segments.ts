import type { OwnFacts } from './entry.ts';
import type { SegmentWriter } from './segment-writer.ts';

const day = 86_400_000;

/** Those whose time is over, oldest first: as policy says now, and never sooner than it said when they were written. */
export function outdatedSegments(
  segments: SegmentWriter,
  retentionDays: number,
  now: number,
): readonly string[] {
  const { older } = segments;
  const kept = older.findIndex((name) => {
    const header = segments.headerOf(name);
    const days = Math.max(header?.retentionDays ?? Number.POSITIVE_INFINITY, retentionDays);
    // It may hold entries until the next one begins.
    const endedAt = header === null ? 0 : (segments.headerAfter(name)?.time ?? now);
    return endedAt + days * day > now;
  });
  return kept === -1 ? older : older.slice(0, kept);
}

/** What the record says of a segment that goes: the head that the one after it begins with. Null where there is none. */
export function segmentDropped(
  segments: SegmentWriter,
  name: string,
  reason: 'retention' | 'quota' | 'disk-full',
): OwnFacts | null {
  const header = segments.headerAfter(name);
  if (header === null || header.head === null) return null;
  return { kind: 'dropped', upTo: header.first, root: header.head.root, reason };
}
