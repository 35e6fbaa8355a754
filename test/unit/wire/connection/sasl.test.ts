import { describe, expect, it } from 'vitest';
import type { ChannelBinding } from '../../../../electron/wire/connection/channel-binding.ts';
import { type Element, xml } from '../../../../electron/wire/connection/element.ts';
import { noLoginMemory } from '../../../../electron/wire/connection/login-memory.ts';
import { authenticate } from '../../../../electron/wire/connection/sasl.ts';
import { bareJidSchema } from '../../../../shared/model/jid.ts';

const sasl = 'urn:ietf:params:xml:ns:xmpp-sasl';
const exporter: ChannelBinding = { name: 'tls-exporter', data: new Uint8Array(32) };
const credentials = {
  account: bareJidSchema.parse('anna@corp.test'),
  password: () => 'pencil',
  login: { allowPlain: false, clientCertificate: null },
  memory: noLoginMemory,
};

/** What the client says first to a server that offers these, as text, on a channel that can be bound by those. */
async function firstWord(mechanisms: readonly string[], channel: readonly ChannelBinding[]): Promise<string> {
  let said = '';
  const stream = {
    channel,
    send: (element: Element) => {
      said = Buffer.from(element.getText(), 'base64').toString();
      return true;
    },
    read: () => Promise.reject(new Error('no more')),
  };
  const offer = mechanisms.map((mechanism) => xml('mechanism', {}, mechanism));
  const features = xml('features', {}, xml('mechanisms', sasl, ...offer));
  await expect(authenticate(stream, features, credentials, [])).rejects.toThrow('no more');
  return said;
}

describe('T5, T6: the flag of GS2 (RFC 5802 section 6)', () => {
  it('is p where both sides can bind the channel', async () => {
    const both = ['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'];
    expect(await firstWord(both, [exporter])).toMatch(/^p=tls-exporter,,n=anna,r=/);
  });

  it('is y where only we can, so that a server which can as well notices what was taken out of its offer', async () => {
    expect(await firstWord(['SCRAM-SHA-256'], [exporter])).toMatch(/^y,,n=anna,r=/);
  });

  it('is n where we cannot', async () => {
    expect(await firstWord(['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'], [])).toMatch(/^n,,n=anna,r=/);
  });
});

describe('who came without a password, by the certificate of policy', () => {
  const clientCertificate = { certificate: 'PEM', key: 'PEM' };
  const withCertificate = {
    ...credentials,
    password: () => '',
    login: { allowPlain: true, clientCertificate },
  };

  it('is told that the server takes none, and nothing is said to it', async () => {
    const said: Element[] = [];
    const stream = {
      channel: [],
      send: (element: Element) => said.push(element) > 0,
      read: () => Promise.reject(new Error('no more')),
    };
    const features = xml('features', {}, xml('mechanisms', sasl, xml('mechanism', {}, 'SCRAM-SHA-256')));
    await expect(authenticate(stream, features, withCertificate, [])).rejects.toMatchObject({
      failure: { code: 'certificate-not-taken', params: { offered: 'SCRAM-SHA-256' } },
    });
    expect(said).toEqual([]);
  });
});
