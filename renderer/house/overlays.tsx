import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { Dialog } from '../parts/dialog.tsx';
import type { Palette as PaletteComponent } from '../search/palette.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import type { Overlay } from '../store/state.ts';
import { useText } from '../text/use-text.ts';

// None of these is needed for the first picture.
const loadPalette = async (): Promise<{ default: typeof PaletteComponent }> => {
  const { Palette: component } = await import('../search/palette.tsx');
  return { default: component };
};
const Palette = lazy(loadPalette);
const SettingsDialog = lazy(async () => {
  const { SettingsDialog: component } = await import('../settings/settings-dialog.tsx');
  return { default: component };
});
const ShortcutsDialog = lazy(async () => {
  const { ShortcutsDialog: component } = await import('../settings/shortcuts-dialog.tsx');
  return { default: component };
});
const AddPersonDialog = lazy(async () => {
  const { AddPersonDialog: component } = await import('../list/add-person-dialog.tsx');
  return { default: component };
});

/** What lies on top: one thing at a time. */
export function Overlays({ session }: { session: SessionSnapshot }): ReactNode {
  const { store } = useServices();
  const overlay = useModel((state) => state.overlay);
  // Whoever presses the switcher's keys types on at once: it is fetched before.
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadPalette());
    return () => cancelIdleCallback(idle);
  }, []);
  if (overlay === null) return null;
  const close = (): void => store.update((state) => ({ ...state, overlay: null }));
  return (
    <Suspense fallback={null}>
      <OverlayOf key={overlay} overlay={overlay} session={session} onClose={close} />
    </Suspense>
  );
}

interface Props {
  readonly overlay: Overlay;
  readonly session: SessionSnapshot;
  readonly onClose: () => void;
}

function OverlayOf({ overlay, session, onClose }: Props): ReactNode {
  const { text } = useText();
  switch (overlay) {
    case 'switcher':
    case 'search':
      return <Palette kind={overlay} onClose={onClose} />;
    case 'settings':
      return <SettingsDialog onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
    case 'add-person':
      return <AddPersonDialog onClose={onClose} />;
    case 'sign-in':
      return (
        <Dialog title={text.banner.signInAgain} onClose={onClose}>
          <SignInForm session={session} isAccountFixed onDone={onClose} />
        </Dialog>
      );
  }
}
