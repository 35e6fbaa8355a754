import { type Element, xml } from './element.ts';
import { sasl2 } from './sasl-profile.ts';
import { type StreamManagement, streamManagementNamespace } from './stream-management.ts';

const bind2 = 'urn:xmpp:bind:0';
const carbons = 'urn:xmpp:carbons:2';

/** What can be asked of this server along with a login, and so without a round trip of its own. */
export interface InlineRequests {
  readonly elements: readonly Element[];
  readonly isResumptionAsked: boolean;
  readonly isBindAsked: boolean;
  readonly isManagementAsked: boolean;
}

/**
 * To take up the previous session (XEP-0198 section 5), and for a new one should that fail (XEP-0386), with copies of what other
 * devices of ours do and with counting where the server does both in the same go. No tag: our resource stays one that says nothing.
 */
export function inlineRequests(features: Element, previous: StreamManagement | null): InlineRequests {
  const inline = features.getChild('authentication', sasl2)?.getChild('inline');
  const bind = inline?.getChild('bind', bind2);
  const offered =
    bind
      ?.getChild('inline')
      ?.getChildren('feature')
      .map(({ attrs }) => attrs['var']) ?? [];
  const resumption = inline?.getChild('sm', streamManagementNamespace) ? previous?.resume() : undefined;
  const isManagementAsked = offered.includes(streamManagementNamespace);
  const wishes = [
    ...(offered.includes(carbons) ? [xml('enable', carbons)] : []),
    ...(isManagementAsked ? [xml('enable', { xmlns: streamManagementNamespace, resume: 'true' })] : []),
  ];
  return {
    elements: [
      ...(resumption ? [resumption] : []),
      ...(bind === undefined ? [] : [xml('bind', bind2, ...wishes)]),
    ],
    isResumptionAsked: Boolean(resumption),
    isBindAsked: bind !== undefined,
    isManagementAsked,
  };
}

/** Of a login's success: what became of the previous session, if it was asked for; null when the server does not say. */
export function resumptionIn(success: Element | null): Element | null {
  const answers = ['resumed', 'failed'].map((name) => success?.getChild(name, streamManagementNamespace));
  return answers.find((answer) => answer !== undefined) ?? null;
}

export function boundIn(success: Element | null): Element | null {
  return success?.getChild('bound', bind2) ?? null;
}
