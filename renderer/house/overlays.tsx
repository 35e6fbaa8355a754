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
const LeavingDialog = lazy(async () => {
  const { LeavingDialog: component } = await import('../leaving/leaving-dialog.tsx');
  return { default: component };
});
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

/** What lies on top: one thing at a time, and a question about what leaves on top of that. */
export function Overlays({ session }: { session: SessionSnapshot }): ReactNode {
  const { store } = useServices();
  const overlay = useModel((state) => state.overlay);
  const asked = useModel((state) => state.asked);
  // Whoever presses the switcher's keys types on at once: it is fetched before.
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadPalette());
    return () => cancelIdleCallback(idle);
  }, []);
  const close = (): void => store.update((state) => ({ ...state, overlay: null }));
  return (
    <>
      {overlay === null ? null : (
        <Suspense fallback={null}>
          <OverlayOf key={overlay} overlay={overlay} session={session} onClose={close} />
        </Suspense>
      )}
      {asked === null ? null : (
        <Suspense fallback={null}>
          <LeavingDialog key={asked.question.token} asked={asked} />
        </Suspense>
      )}
    </>
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
