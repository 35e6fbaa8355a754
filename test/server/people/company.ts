import { sendFile } from '../exchange-file.ts';
import { Peer } from '../peer.ts';
import { type Prosody, startProsody } from '../prosody.ts';
import { attribute, type Xml } from '../xml.ts';
import { type Cast, COMPANY, departments, type Member, newCast, PARTNER, STRANGE_DOMAIN } from './cast.ts';
import { actAsColleague, beasMorning } from './colleague.ts';
import { companyPolicy } from './company-policy.ts';
import { humanPace, type Pace, say } from './conversation.ts';
import { actAsImpostor, sendLure } from './impostor.ts';
import { agenda, order } from './papers.ts';
import { actAsPartner, lenasMessages } from './partner.ts';
import { SecurityDesk } from './security-desk.ts';

/** A company at work: its server, its people, its policy. Everything ends with `stop`. */
export interface Company {
  readonly server: Prosody;
  readonly cast: Cast;
  readonly policy: object;
  readonly bea: Peer;
  readonly jonas: Peer;
  readonly lena: Peer;
  readonly impostor: Peer;
  readonly desk: SecurityDesk;
  /** Bea's, Jonas's and Lena's messages of this morning. Resolves when they are in Anna's archive at the server. */
  startTheDay(): Promise<void>;
  /** Bea sends a paper, and Jonas passes on one with a macro that starts a program. */
  sendFiles(): Promise<void>;
  /** The impostor writes to Anna. */
  lure(): void;
  stop(): Promise<void>;
}

const uploads = { domain: `upload.${COMPANY.domain}`, maxBytes: 100 * 1024 * 1024 };

/** Starts the server and lets everybody but Anna log in. Lena is Anna's contact already. */
export async function openCompany(pace: Pace = humanPace): Promise<Company> {
  const cast = newCast();
  const server = await startProsody({
    hosts: [COMPANY.domain, PARTNER.domain, STRANGE_DOMAIN],
    groups: departments(cast),
    uploads,
  });
  try {
    for (const { jid, password } of Object.values(cast)) server.addAccount(jid, password);
    const login = ({ jid, password }: Member) => Peer.login(server, { jid, password });
    const bea = await login(cast.bea);
    const jonas = await login(cast.jonas);
    const lena = await login(cast.lena);
    const impostor = await login(cast.impostor);
    const deskPeer = await login(cast.desk);
    await befriend(await login(cast.anna), lena, cast.lena.name);
    actAsColleague(bea, pace);
    actAsPartner(lena, pace);
    actAsImpostor(impostor, pace);
    jonas.sendPresence('away', 'In the warehouse until noon');
    return {
      server,
      cast,
      policy: companyPolicy(server, { files: { hosts: [`localhost:${server.httpsPort}`] } }),
      bea,
      jonas,
      lena,
      impostor,
      desk: new SecurityDesk(deskPeer, pace),
      startTheDay: async () => {
        for (const line of beasMorning) say(bea, cast.anna.jid, line);
        for (const line of lenasMessages) say(lena, cast.anna.jid, line);
        say(jonas, cast.anna.jid, 'Two pallets arrived without papers. Can you check the invoice?');
        await Promise.all([bea.settle(), lena.settle(), jonas.settle()]);
      },
      sendFiles: async () => {
        await sendFile(server, { by: bea, to: cast.anna.jid, through: uploads.domain }, agenda());
        await sendFile(server, { by: jonas, to: cast.anna.jid, through: uploads.domain }, order());
      },
      lure: () => sendLure(impostor, cast.anna.jid),
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Both see each other's presence from now on, and `one` has `other` on the roster under that name. Logs `one` out. */
async function befriend(one: Peer, other: Peer, name: string): Promise<void> {
  const item = `<item jid='${other.bareJid}' name='${name}'><group>Partners</group></item>`;
  await one.request('set', `<query xmlns='jabber:iq:roster'>${item}</query>`);
  const asks = (by: Peer) => (stanza: Xml) =>
    attribute(stanza, 'type') === 'subscribe' && attribute(stanza, 'from') === by.bareJid;
  one.sendSubscription(other.bareJid, 'subscribe');
  await other.expect(asks(one));
  other.sendSubscription(one.bareJid, 'subscribed');
  other.sendSubscription(one.bareJid, 'subscribe');
  await one.expect(asks(other));
  one.sendSubscription(other.bareJid, 'subscribed');
  await one.settle();
  await one.logOut();
}
