import { expect, test } from 'vitest';
import { invitationIn } from '../../../electron/wire/invitations.ts';
import { bare, full, stanza } from './fake-connection.ts';

const room = bare('audit@muc.corp.test');
const muc = "xmlns='http://jabber.org/protocol/muc#user'";
const mediated = (content: string) => stanza(`<message><x ${muc}>${content}</x></message>`);

test('a room invites in its own name, and says in whose', () => {
  const invite = mediated("<invite from='bob@corp.test/desk'><reason>Audit</reason></invite>");
  expect(invitationIn(invite, room)).toEqual({ room, by: 'bob@corp.test', reason: 'Audit' });
});

test.each([
  ['an occupant', mediated("<invite from='bob@corp.test'/>"), full('audit@muc.corp.test/Bob')],
  ['a status', mediated("<status code='104'/>"), room],
  ['two in one', mediated("<invite from='a@corp.test'/><invite from='b@corp.test'/>"), room],
  ['no address', stanza("<message><x xmlns='jabber:x:conference' jid='@'/></message>"), room],
])('%s does not', (_who, message, from) => {
  expect(invitationIn(message, from)).toBeNull();
});

test('anybody invites to any room in his own name', () => {
  const message = stanza(`<message><x xmlns='jabber:x:conference' jid='${room}' reason='Come'/></message>`);
  expect(invitationIn(message, full('eve@evil.test/x'))).toEqual({ room, by: null, reason: 'Come' });
});
