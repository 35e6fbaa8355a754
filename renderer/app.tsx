import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode, useLayoutEffect, useMemo } from 'react';
import styles from './app.module.css';
import { House } from './house/house.tsx';
import { Button } from './parts/button.tsx';
import { classNames } from './parts/class-names.ts';
import { EmptyState } from './parts/empty-state.tsx';
import { Mark } from './parts/mark.tsx';
import type { Services } from './services/services.ts';
import { ServicesContext, useModel } from './services/use-services.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { catalogueOf } from './text/catalogue.ts';
import type { Language } from './text/language.ts';
import { localeFor } from './text/locale.ts';
import { TimeFormat } from './text/time-format.ts';
import { TextContext, useText } from './text/use-text.ts';
import { applyAppearance } from './theme/apply-appearance.ts';

const css = classNames(styles);

export function App({ services }: { services: Services }): ReactNode {
  return (
    <ServicesContext value={services}>
      <Appearance>
        <WhenBroken>
          <Door />
        </WhenBroken>
      </Appearance>
    </ServicesContext>
  );
}

/** Language and theme, from the settings or from the system. */
function Appearance({ children }: { children: ReactNode }): ReactNode {
  const theme = useModel((state) => state.settings.theme);
  const language = useModel(
    (state): Language =>
      state.settings.language === 'system'
        ? (state.session?.systemLanguage ?? 'en')
        : state.settings.language,
  );
  const texts = useMemo(() => {
    const text = catalogueOf(language);
    return {
      text,
      language,
      format: new TimeFormat(localeFor(language, navigator.languages), text.conversation),
    };
  }, [language]);
  useLayoutEffect(() => applyAppearance(document.documentElement, theme, language), [theme, language]);
  return <TextContext value={texts}>{children}</TextContext>;
}

/** Signed in, one is in the house; else at its door. A remembered account opens by itself and does not show the door first. */
function Door(): ReactNode {
  const session = useModel((state) => state.session);
  const isSigningIn = useModel((state) => state.isSigningIn);
  if (session === null) return <Splash />;
  if (session.isOpen) return <House session={session} />;
  return session.connection.kind === 'connecting' && !isSigningIn ? (
    <Splash />
  ) : (
    <SignInPage session={session} />
  );
}

function Splash(): ReactNode {
  const { text } = useText();
  return (
    <main className={css('splash')} aria-label={text.app.loading} aria-busy="true">
      <Mark size={48} />
    </main>
  );
}

/** A fault in one component must not leave an empty window. */
class WhenBroken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactNode {
  const { text } = useText();
  return (
    <main className={css('broken')}>
      <EmptyState
        isMain
        icon={TriangleAlert}
        title={text.app.broken.title}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            {text.app.broken.reload}
          </Button>
        }
      >
        {text.app.broken.text}
      </EmptyState>
    </main>
  );
}
