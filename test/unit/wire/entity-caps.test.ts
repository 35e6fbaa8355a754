import { describe, expect, test } from 'vitest';
import type { Element } from '../../../electron/wire/connection/element.ts';
import { discoInfoIn } from '../../../electron/wire/disco.ts';
import { capsClaimIn, capsHash, createEntityCaps } from '../../../electron/wire/entity-caps.ts';
import { answerOf, full, stanza } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

// The examples of XEP-0115 sections 5.2 and 5.3.
const exodus = `<identity category='client' name='Exodus 0.9.1' type='pc'/>
  <feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>
  <feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/>`;
const psi = `<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
  <identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>
  <feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>
  <feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/>
  <x xmlns='jabber:x:data' type='result'>
    <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
    <field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>
    <field var='os'><value>Mac</value></field><field var='os_version'><value>10.5.1</value></field>
    <field var='software'><value>Psi</value></field><field var='software_version'><value>0.11</value></field>
  </x>`;

const queryOf = (content: string) =>
  `<query xmlns='http://jabber.org/protocol/disco#info'>${content}</query>`;
const hashOf = (content: string) => {
  const query = stanza(`<iq>${queryOf(content)}</iq>`).getChild('query');
  if (query === undefined) throw new Error('no query');
  return capsHash(discoInfoIn(query));
};

describe('the hash of what a client can do', () => {
  test('is that of the examples in XEP-0115', () => {
    expect(hashOf(exodus)).toBe('QgayPKawpkPSDYmwT/WM94uAlu0=');
    expect(hashOf(psi)).toBe('q07IKJEyjvHSyhy//CH0CxmKi8w=');
  });

  test('T31: is none for an answer that names something twice or smuggles a separator', () => {
    expect(hashOf(`${exodus}<feature var='http://jabber.org/protocol/muc'/>`)).toBeNull();
    expect(hashOf(`${exodus}<identity category='client' name='Exodus 0.9.1' type='pc'/>`)).toBeNull();
    expect(hashOf("<identity category='client' type='pc' name='x&lt;urn:one'/>")).toBeNull();
  });
});

describe('what somebody says his client can do', () => {
  const claimOf = (hash: string) => {
    const presence = stanza(
      `<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:x' ver='${hash}'/></presence>`,
    );
    const claim = capsClaimIn(presence, full('bob@corp.test/x'));
    if (claim === null) throw new Error('no claim');
    return claim;
  };
  const ask = async (hash: string, answer: string) => {
    const { connection, context } = protocolContext();
    const asked: (string | undefined)[] = [];
    connection.respond = (iq: Element) => {
      asked.push(iq.getChild('query')?.attrs['node']);
      return answerOf(`<iq>${queryOf(answer)}</iq>`);
    };
    const caps = createEntityCaps(context);
    const muc = 'http://jabber.org/protocol/muc';
    const first = caps.supports(claimOf(hash), muc);
    await Promise.resolve();
    await Promise.resolve();
    return {
      asked,
      first,
      muc: caps.supports(claimOf(hash), muc),
      other: caps.supports(claimOf(hash), 'urn:other'),
    };
  };

  test('is asked once and believed when the hash fits', async () => {
    const hash = 'QgayPKawpkPSDYmwT/WM94uAlu0=';
    const { asked, first, muc, other } = await ask(hash, exodus);
    expect({ first, muc, other }).toEqual({ first: null, muc: true, other: false });
    expect(asked).toEqual([`urn:x#${hash}`]);
  });

  test('T31: is not believed when the answer has another hash', async () => {
    expect(await ask('q07IKJEyjvHSyhy//CH0CxmKi8w=', exodus)).toMatchObject({ muc: null, other: null });
  });
});
