import type { Origin } from './forwarding.ts';
import type { Fields, Notice } from './notice.ts';
import { visible } from './visible.ts';

/**
 * OCSF 1.5 as JSON. It has no class for messages between people: one that passed borrows Email Activity, what was found in one is a
 * Data Security Finding (confidential) or a Detection Finding, and what fits nowhere is a base event. All fields as they are on record
 * stand under `unmapped`.
 */
export function ocsf(notice: Notice, { hostName, version }: Origin): string {
  const { kind, time, severity, fields, head } = notice;
  const { category_uid, class_uid, activity_id, ...more } = classOf(notice);
  return `- ${visible(
    JSON.stringify({
      category_uid,
      class_uid,
      activity_id,
      type_uid: class_uid * 100 + activity_id,
      time,
      severity_id: severities[severity],
      message: kind,
      metadata: {
        version: '1.5.0',
        uid: `${fields['record']}:${fields['index'] ?? fields['size'] ?? ''}`,
        product: { name: 'Gatehouse', vendor_name: 'Gatehouse', version },
      },
      device: { hostname: hostName, type_id: 2 },
      ...more,
      unmapped: { kind, ...fields, ...(head === null ? {} : { 'gatehouse-head': head }) },
    }),
  )}`;
}

interface Class {
  readonly category_uid: number;
  readonly class_uid: number;
  readonly activity_id: number;
  readonly [attribute: string]: unknown;
}

/** 1 informational to 5 critical. */
const severities = { 2: 5, 3: 4, 4: 3, 5: 2, 6: 1 } as const;
const other = 99;

function classOf({ kind, fields, severity }: Notice): Class {
  if (kind === 'sign-in' || kind === 'sign-out') return authentication(kind, fields);
  if (kind === 'report') return finding(detection, 'Reported by a person', fields);
  const isOfMessage = kind === 'message' || kind === 'correction' || kind === 'retraction';
  const isFinding = (isOfMessage || kind === 'decision' || kind === 'file') && severity < 6;
  if (isFinding) {
    const isConfidential = codesOf(fields).some((code) => code.startsWith('confidential.'));
    return isConfidential
      ? finding(dataSecurity, 'Confidential data in a message', fields)
      : finding(detection, `Found in a ${kind}`, fields);
  }
  if (isOfMessage) return email(fields);
  return { category_uid: 0, class_uid: 0, activity_id: other, activity_name: kind };
}

const detection = 2004;
const dataSecurity = 2006;

function finding(class_uid: number, title: string, fields: Fields): Class {
  const codes = codesOf(fields);
  const uid = `${fields['reportId'] ?? fields['id'] ?? fields['messageId'] ?? fields['index'] ?? ''}`;
  return {
    category_uid: 2,
    class_uid,
    activity_id: 1,
    finding_info: { uid, title, ...(codes.length === 0 ? {} : { types: codes }) },
    is_alert: fields['outcome'] === 'held' || fields['outcome'] === 'stopped',
    ...(fields['outcome'] === undefined ? {} : { status_detail: fields['outcome'] }),
    actor: { user: { name: fields['account'] } },
  };
}

function email(fields: Fields): Class {
  const isOut = fields['direction'] === 'out';
  const { account, peer } = fields;
  return {
    category_uid: 4,
    class_uid: 4009,
    activity_id: isOut ? 1 : 2,
    direction_id: isOut ? 2 : 1,
    protocol_name: 'XMPP',
    email: { from: isOut ? account : peer, to: [isOut ? peer : account], message_uid: fields['id'] },
  };
}

function authentication(kind: 'sign-in' | 'sign-out', fields: Fields): Class {
  const isRefused = fields['outcome'] === 'refused';
  return {
    category_uid: 3,
    class_uid: 3002,
    activity_id: kind === 'sign-in' ? 1 : 2,
    user: { name: fields['account'] },
    status_id: isRefused ? 2 : 1,
    ...(fields['cause'] === undefined ? {} : { status_detail: fields['cause'] }),
  };
}

function codesOf({ codes }: Fields): readonly string[] {
  return Array.isArray(codes) ? codes : [];
}
