// Writes what a real server says to our own client, as seeds for the fuzzer: node test/fuzz/record.ts
// An evening in three streams: signing in and talking, catching up, and what a stranger sends. Addresses are of test domains alone.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StreamParser } from '../../electron/wire/connection/stream-parser.ts';
import type { Peer } from '../server/peer.ts';
import { startProsody } from '../server/prosody.ts';
import { bare, type Desk } from '../wire/protocols/desk.ts';
import { Scene } from '../wire/protocols/scene.ts';

const heard = new Map<StreamParser, Buffer[]>();
const write = StreamParser.prototype.write;
StreamParser.prototype.write = function (this: StreamParser, bytes: Uint8Array) {
  heard.set(this, [...(heard.get(this) ?? []), Buffer.from(bytes)]);
  write.call(this, bytes);
};

const friends = ['alice@corp.test', 'bob@corp.test'];
const prosody = await startProsody({
  uploads: { domain: 'upload.corp.test' },
  groups: { Everyone: friends.map((jid) => ({ jid, name: jid })) },
});
const scene = new Scene(prosody, [...friends, 'mallory@partner.test']);
await talk();
await scene.clear();
await prosody.stop();
const longest = [...heard.values()]
  .map((pieces) => Buffer.concat(pieces))
  .sort((a, b) => b.length - a.length);
for (const [index, stream] of longest.slice(0, 3).entries()) {
  await writeFile(path.join(import.meta.dirname, 'streams', `${index + 1}.xml`), stream);
}

async function talk(): Promise<void> {
  const bob = await scene.peer('bob@corp.test');
  const alice = await scene.desk('alice@corp.test');
  const presence = await bob.expect(
    ({ name, attributes }) =>
      name === 'presence' && (attributes['from'] ?? '').startsWith('alice@corp.test/'),
  );
  const ours = presence.attributes['from'] ?? '';
  bob.sendMessage(ours, 'Good morning: <https://corp.test/menu?a=1&b=2>', { wantsReceipt: true });
  bob.sendChatState(ours, 'composing');
  await alice.hearsBody('Good morning: <https://corp.test/menu?a=1&b=2>');
  alice.write('bob@corp.test', 'Grüße 👋 from here');
  await bob.expectMessage('Grüße 👋 from here');
  const phone = await scene.desk('alice@corp.test');
  phone.write('bob@corp.test', 'and from the phone');
  await alice.hearsBody('and from the phone');
  await filesBetween(bob, alice, ours);
  await strangerOf(ours, alice);
  await alice.wire.block(bare('mallory@partner.test'), 'spam');
  const again = await scene.desk('alice@corp.test');
  await again.wire.olderMessages(bare('bob@corp.test'), null, 10);
}

async function filesBetween(bob: Peer, alice: Desk, ours: string): Promise<void> {
  const url = 'https://upload.corp.test/file_share/4a77/plan.pdf';
  const hash = `<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>${Buffer.alloc(32, 7).toString('base64')}</hash>`;
  const about = `<file xmlns='urn:xmpp:file:metadata:0'><media-type>application/pdf</media-type><name>plan.pdf</name><size>1022</size>${hash}</file>`;
  const source = `<url-data xmlns='http://jabber.org/protocol/url-data' target='${url}'/>`;
  const oob = `<x xmlns='jabber:x:oob'><url>${url}</url></x>`;
  bob.sendMessage(ours, url, {
    extra: `<file-sharing xmlns='urn:xmpp:sfs:0'>${about}<sources>${source}</sources></file-sharing>${oob}`,
  });
  await alice.hearsBody(url);
  bob.sendMessage(ours, 'for old clients', { extra: oob });
  await alice.hearsBody('for old clients');
  bob.send(
    `<iq type='set' id='j' to='${ours}'><jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='1'/></iq>`,
  );
  await alice.wire.requestSlot({ name: 'plan.pdf', size: 1022, mediaType: 'application/pdf' });
}

async function strangerOf(ours: string, alice: Desk): Promise<void> {
  const mallory = await scene.peer('mallory@partner.test');
  mallory.send(`<presence to='alice@corp.test' type='subscribe'/>`);
  mallory.send(`<iq type='get' id='v' to='${ours}'><query xmlns='jabber:iq:version'/></iq>`);
  mallory.send(
    `<message to='${ours}'><x xmlns='jabber:x:conference' jid='room@muc.partner.test' reason='come in'/></message>`,
  );
  mallory.sendMessage(ours, 'hello, this is the helpdesk');
  await alice.hearsBody('hello, this is the helpdesk');
}
