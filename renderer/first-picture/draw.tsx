import { renderToString } from 'react-dom/server';
import type { DrawFirstPicture, FirstSight, NamedMoment } from '../../shared/ipc/first-picture.ts';
import { BridgeClient } from '../bridge-client.ts';
import { HouseFrame } from '../house/house-frame.tsx';
import { Welcome } from '../house/welcome.tsx';
import { makeServices, type Services } from '../services/services.ts';
import { ServicesContext } from '../services/use-services.ts';
import { withConversations } from '../store/conversations.ts';
import { withPeople } from '../store/people.ts';
import { withRequests } from '../store/requests.ts';
import { catalogueOf } from '../text/catalogue.ts';
import { localeFor } from '../text/locale.ts';
import { TimeFormat } from '../text/time-format.ts';
import { TextContext } from '../text/use-text.ts';

/**
 * Draws the page as it will begin, for who starts Gatehouse the next time: with the components of the page itself, so that nothing moves
 * when it takes over. Runs in main, while there is nothing else to do.
 */
export const draw: DrawFirstPicture = (sight, languages) => {
  const { session } = sight;
  const language = sight.language === 'system' ? session.systemLanguage : sight.language;
  const text = catalogueOf(language);
  const format = new LeftOpen(localeFor(language, languages), text.conversation);
  const markup = renderToString(
    <ServicesContext value={servicesOf(sight)}>
      <TextContext value={{ text, language, format }}>
        <HouseFrame session={session} isListCollapsed={false}>
          <Welcome />
        </HouseFrame>
      </TextContext>
    </ServicesContext>,
  );
  return { language, parts: markup.split(format.sign), moments: format.moments };
};

/** Leaves a sign where a moment is to be named. Nobody who writes to us can know it, so nobody can write it. */
class LeftOpen extends TimeFormat {
  readonly sign = `(${crypto.randomUUID()})`;
  readonly moments: NamedMoment[] = [];

  override short(at: number): string {
    this.moments.push({ at, ...this.shortForms(at) });
    return this.sign;
  }
}

/** Nobody answers, and nothing is asked: a picture has no effects. */
function servicesOf({ session, people, conversations, requests }: FirstSight): Services {
  const nobody = {
    call: async () => ({ ok: false, error: 'not-signed-in' }) as const,
    on: () => () => undefined,
  };
  const services = makeServices(new BridgeClient(nobody), () => false);
  services.store.update((state) => ({
    ...withRequests(withConversations(withPeople(state, people), conversations), requests),
    session,
    lists: 'ready',
  }));
  return services;
}
